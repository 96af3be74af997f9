require ["body", "fileinto", "regex"];
if body :raw :contains "MAKE MONEY FAST" { discard; }
if body :content "text" :matches ["*offer*", "*win*"] { fileinto "Offers"; }
if body :content ["text/html", "application"] :contains "javascript:" { fileinto "Junk"; }
if body :text :regex "[0-9]{16}" { fileinto "Cards"; }
