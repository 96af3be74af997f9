require ["mailbox", "mboxmetadata", "servermetadata", "fileinto", "vnd.dovecot.environment"];
if mailboxexists "Work" { fileinto "Work"; }
if metadata :is "INBOX" "/private/auto" ["yes", "on"] { keep; }
if metadataexists "INBOX" ["/private/comment", "/shared/comment"] { keep; }
if servermetadata :contains "/shared/admin" "example" { keep; }
if servermetadataexists ["/shared/comment"] { keep; }
