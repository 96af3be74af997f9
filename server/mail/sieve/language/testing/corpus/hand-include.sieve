require ["include", "variables"];
global ["folder", "seen"];
global "third";
include :personal "our-rules";
include :personal :optional "not-there-yet";
include :once :personal "spam";
include "plain";
if header :contains "subject" "enough" { return; }
keep;
