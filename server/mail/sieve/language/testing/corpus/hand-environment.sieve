require ["environment", "vnd.dovecot.environment", "variables", "relational"];
if environment :is "name" "Dovecot Pigeonhole Sieve" { stop; }
if environment :matches "domain" "*.example.gov" { set "where" "inside"; }
if environment :contains "remote-host" ["mx"] { keep; }
if environment :value "ge" "vnd.dovecot.default-mailbox" "INBOX" { keep; }
