require ["fileinto","regex","relational","comparator-i;ascii-numeric","body"];
# rule:[large]
if size :over 5M
{
	fileinto "Large";
	stop;
}
# rule:[numbers]
if header :regex "subject" ["ticket #[0-9]{4,}","case [A-Z]+-[0-9]+"]
{
	fileinto "Tickets";
}
# rule:[score]
if header :value "ge" :comparator "i;ascii-numeric" "x-priority-score" "10"
{
	fileinto "Urgent";
}
# rule:[words in the text]
if body :text :contains "unsubscribe"
{
	fileinto "Bulk";
}
