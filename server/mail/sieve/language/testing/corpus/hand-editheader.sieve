require ["editheader", "variables", "regex", "relational", "index"];
addheader "X-Handled" "by me";
addheader :last "X-Trace" "${1}";
deleteheader "X-Remove";
deleteheader :index 1 :last :contains "Delivered-To" "bob@example.com";
deleteheader :index 2 "X-Second" ["a", "b"];
deleteheader :matches :comparator "i;octet" "X-Case" ["A*"];
if header :matches "Subject" "[SPAM] *" { deleteheader "Subject"; addheader "Subject" "${1}"; }
