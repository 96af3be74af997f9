require ["date", "relational", "index", "fileinto", "variables"];
if currentdate :is "weekday" ["0", "6"] { fileinto "Weekend"; }
if allof (currentdate :zone "+0100" :value "ge" "hour" "17", currentdate :zone "+0100" :value "lt" "hour" "23") { keep; }
if date :originalzone :value "ge" "date" "hour" "22" { fileinto "Night"; }
if date :index 1 :last :is "received" "date" "2026-11-28" { stop; }
if date :zone "-0500" :matches "Date" "iso8601" "2026-*" { set "year" "2026"; }
if anyof (currentdate :is "julian" "61000", currentdate :is "std11" "x", currentdate :is "zone" "+0000") { stop; }
