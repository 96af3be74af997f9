require ["envelope","fileinto","reject","subaddress"];
# rule:[by detail]
if envelope :detail :is "to" "lists"
{
	fileinto "Lists";
}
# rule:[refused]
if anyof (address :domain :is "from" ["spam.example","junk.example"], not exists ["date","from"])
{
	reject "Your message was not taken.";
	stop;
}
# rule:[nobody]
if address :localpart :matches ["to","cc"] "no?reply*"
{
	discard;
	stop;
}
