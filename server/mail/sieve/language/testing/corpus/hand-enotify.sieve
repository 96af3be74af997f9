require ["enotify", "variables", "fileinto"];
if valid_notify_method ["mailto:", "xmpp:"] { keep; }
if notify_method_capability "mailto:ada@example.gov" "Online" ["yes", "maybe"] { keep; }
set :encodeurl "body" "50% & more";
notify :from "ada@example.gov" :importance "3" :message "New mail" "mailto:ada@home.example?body=${body}";
