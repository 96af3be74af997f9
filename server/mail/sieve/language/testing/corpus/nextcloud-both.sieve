### Our Mail: Filters ### DON'T EDIT ###
require ["fileinto","imap4flags"];
### Our Mail: Filters ### DON'T EDIT ###
### Our Mail: Vacation Responder ### DON'T EDIT ###
# DATA: {"version":2,"enabled":false}
### Our Mail: Vacation Responder ### DON'T EDIT ###
keep;
### Our Mail: Filters ### DON'T EDIT ###
# FILTER: []
### Our Mail: Filters ### DON'T EDIT ###
