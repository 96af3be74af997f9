require ["fileinto"];
# rule:[Switched off]
if false # allof (header :contains "subject" "sale", header :contains "from" "shop")
{
	fileinto "Shop";
}
# rule:[Ünïcode – “quotes” & 日本語]
if header :contains "subject" ["Rechnung", "請求書"]
{
	fileinto "Bücher/Rechnungen";
}
