require ["fileinto","imap4flags","vacation","reject"];

if allof (header :contains "subject" "[minutes]") {
    fileinto "Minutes";
    keep;
}
if anyof (address :is "from" "carmen@example.gov", header :contains "to" "council@example.gov") {
    setflag "\\Flagged";
    stop;
}
vacation :days 7 :addresses ["ada@example.gov", "ada.lindqvist@example.gov"] text:
I am out of the office.
Please write to ben@example.gov.
.
;
