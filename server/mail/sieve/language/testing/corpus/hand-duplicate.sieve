require ["duplicate", "variables", "fileinto"];
if duplicate { discard; stop; }
if duplicate :seconds 86400 :handle "per day" :header "X-Event" { fileinto "Again"; }
if header :matches "Subject" "Alert *" {
  if duplicate :uniqueid "${1}" :last :seconds 1800 { discard; }
}
