require ["spamtest", "virustest", "relational", "comparator-i;ascii-numeric", "fileinto"];
if spamtest :value "ge" :comparator "i;ascii-numeric" "5" { fileinto "Junk"; stop; }
if spamtest :is "0" { keep; }
if virustest :value "eq" :comparator "i;ascii-numeric" "5" { discard; }
