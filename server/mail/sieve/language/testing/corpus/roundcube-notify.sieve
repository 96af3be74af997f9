require ["enotify","variables","imap4flags","fileinto"];
# rule:[Ring]
if header :matches "subject" "*alarm*"
{
	set "what" "${1} and ${2}";
	notify :importance "1" :message "Alarm: ${what}" "mailto:pager@example.gov?subject=Alarm";
	setflag ["\\Flagged","$label1"];
}
