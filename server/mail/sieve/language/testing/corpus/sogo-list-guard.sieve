require ["vacation"];

if not header :contains "precedence" ["bulk", "list", "junk"] {
vacation :days 2 :addresses "ada@example.gov" "Away.";
}
