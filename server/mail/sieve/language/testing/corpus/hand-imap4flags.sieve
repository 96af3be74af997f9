require ["imap4flags", "fileinto", "relational", "variables", "copy"];
if hasflag "\\Seen" { removeflag "\\Seen"; }
setflag ["\\Answered", "\\Flagged"];
addflag "mine" ["$work", "$later"];
removeflag "mine" "$later";
if hasflag :contains "mine" ["$w"] { fileinto :copy :flags "${mine}" "Work"; }
if hasflag :count "ge" ["mine"] "1" { keep :flags ["\\Deleted", "${mine}"]; }
setflag "";
