require ["date","relational","vacation"];
# rule:[Vacation]
if allof (currentdate :zone "+0100" :value "ge" "iso8601" "2026-12-20T00:00:00+01:00", currentdate :zone "+0100" :value "le" "iso8601" "2027-01-06T23:59:59+01:00")
{
	vacation :days 3 :addresses ["ada@example.gov","a.lindqvist@example.gov"] :subject "Away until January" :from "Ada Lindqvist <ada@example.gov>" text:
I am away.

.. and my deputy is Ben.
.
;
}
