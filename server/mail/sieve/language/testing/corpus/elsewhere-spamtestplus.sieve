require ["spamtestplus", "relational", "comparator-i;ascii-numeric", "ereject", "enotify", "vacation", "fcc"];
if spamtest :percent :value "gt" :comparator "i;ascii-numeric" "90" { ereject "No."; }
vacation :fcc "Sent" "Away";
notify :fcc "Sent" "mailto:ada@example.gov";
