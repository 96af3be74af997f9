require ["relational", "comparator-i;ascii-numeric", "fileinto"];
if header :value "gt" :comparator "i;ascii-numeric" ["X-Spam-Score"] ["5"] { fileinto "Junk"; }
if header :count "ge" :comparator "i;ascii-numeric" ["received"] ["20"] { discard; }
if address :count "gt" :comparator "i;ascii-numeric" :all ["to", "cc"] "50" { fileinto "Crowds"; }
if header :value "ne" "x-colour" "blue" { stop; }
