require ["fileinto", "special-use", "mailbox"];
if specialuse_exists "\\Junk" { fileinto :specialuse "\\Junk" :create "Spam"; }
if not specialuse_exists "INBOX/Old" ["\\Archive", "\\Trash"] { keep; }
