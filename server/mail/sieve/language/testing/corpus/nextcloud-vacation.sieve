### Our Mail: Vacation Responder ### DON'T EDIT ###
require "date";
require "relational";
require "vacation";
### Our Mail: Vacation Responder ### DON'T EDIT ###

# DATA: {"version":1,"enabled":true,"start":"2026-08-01","end":"2026-08-20","subject":"Out: ${subject}","message":"Line one\nLine two"}
if allof(
	currentdate :value "ge" "date" "2026-08-01",
	currentdate :value "le" "date" "2026-08-20"
) {
	vacation :days 4 :subject "Out" :addresses ["Ada <ada@example.gov>"] "Line one
Line two";
}
### Our Mail: Vacation Responder ### DON'T EDIT ###
