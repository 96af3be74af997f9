# Filter script written by a groupware
# Made on 2026-11-03 10:22:51
require ["vacation", "relational", "envelope", "fileinto", "regex"];

# Whitelist
if address :all :comparator "i;ascii-casemap" :is ["From", "Sender", "Resent-From"] ["ben@example.gov", "carmen@example.gov"]  {
    keep;
    stop;
}

# Blacklist Addresses
if address :all :comparator "i;ascii-casemap" :is ["From", "Sender", "Resent-From"] "pest@example.org"  {
    discard;
    stop;
}

# Vacation
if allof ( not address :all :comparator "i;ascii-casemap" :is "From" "root@example.gov", not exists ["list-help", "list-unsubscribe", "list-subscribe", "list-owner", "list-post", "list-archive", "list-id"], not header :comparator "i;ascii-casemap" :is "Precedence" ["list","bulk","junk"] ) {
    vacation :days 7 :addresses "ada@example.gov" :subject "Away" "I am away.";
}

# Rule "Projects"
if anyof ( header :comparator "i;ascii-casemap" :contains "Subject" "bridge" , size :under 1K ) {
    fileinto "Projects";
    stop;
}
