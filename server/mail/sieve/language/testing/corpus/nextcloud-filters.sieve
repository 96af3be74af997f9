### Our Mail: Filters ### DON'T EDIT ###
require ["fileinto", "imap4flags"];
### Our Mail: Filters ### DON'T EDIT ###

require "copy";
# something of my own
redirect :copy "me@home.example";

### Our Mail: Filters ### DON'T EDIT ###
# FILTER: [{"name":"Invoices","enable":true,"operator":"anyof","tests":[{"operator":"contains","values":["invoice","Rechnung"],"field":"subject"}],"actions":[{"type":"fileinto","mailbox":"Invoices"}],"priority":10},{"name":"}; { \"odd\" */","enable":false,"tests":[],"actions":[]}]
# Invoices
if anyof (header :contains "Subject" ["invoice","Rechnung"]) {
fileinto "Invoices";
}
### Our Mail: Filters ### DON'T EDIT ###
