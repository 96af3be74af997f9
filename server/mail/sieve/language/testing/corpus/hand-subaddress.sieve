require ["subaddress", "envelope", "fileinto", "variables", "mailbox"];
if envelope :user :is "to" "ada" { keep; }
if address :detail :is ["to", "cc"] ["shop", "ads"] { fileinto "Shopping"; }
if envelope :matches :detail "to" "*" { set :lower "d" "${1}"; }
if allof (envelope :all :is "from" "", not address :localpart :is "to" "postmaster") { discard; }
if mailboxexists ["Lists", "Lists/${d}"] { fileinto "Lists/${d}"; } else { fileinto :create "Lists/${d}"; }
