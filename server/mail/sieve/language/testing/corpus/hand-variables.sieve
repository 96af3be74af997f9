require ["variables", "fileinto", "mailbox"];

# Each list in a folder of its own
if header :matches "List-Id" "*<*.lists.example.org>*" {
  set :lower :upperfirst "list" "${2}";
  if string :is "${list}" "" { keep; stop; }
  fileinto :create "Lists/${list}";
  stop;
}
set :length "long" "${list}";
set :quotewildcard "safe" "a*b?c";
