require ["copy","fileinto","imap4flags"];
# rule:[Newsletters]
if anyof (header :contains "list-id" "news.example.org", header :contains "from" "bulletin@")
{
	fileinto "Newsletters";
	stop;
}
# rule:[Boss: mark and keep]
if allof (address :is "from" "grace@example.gov", not header :contains "subject" "FYI")
{
	addflag "\\Flagged";
	keep;
}
# rule:[Copies for the archive]
if true
{
	fileinto :copy "Archive/2026";
}
