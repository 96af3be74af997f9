require ["vacation","date","relational"];

if allof ( currentdate :value "ge" "date" "2026-12-24", currentdate :value "le" "date" "2027-01-02" ) {
vacation :days 1 :addresses ["ada@example.gov"] "Bin im Urlaub.
Viele Grüße";
}
