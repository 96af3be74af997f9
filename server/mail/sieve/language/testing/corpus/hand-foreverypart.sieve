require ["foreverypart", "mime", "fileinto", "extracttext", "variables", "body"];
foreverypart :name "outer" {
  if header :mime :param "filename" :matches "Content-Disposition" ["*.exe", "*.com", "*.scr"] {
    fileinto "Dangerous";
    break :name "outer";
  }
  if allof (header :mime :contenttype :is "Content-Type" "text/plain", not exists :mime "X-Part") {
    extracttext :lower :first 200 "beginning";
    break;
  }
  foreverypart {
    if header :mime :anychild :subtype :is "Content-Type" "calendar" { fileinto "Invitations"; }
    if header :mime :type :is "Content-Type" "video" { stop; }
  }
}
if string :contains "${beginning}" "dear friend" { discard; }
