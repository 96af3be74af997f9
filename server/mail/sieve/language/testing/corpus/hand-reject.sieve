require ["reject", "fileinto"];
if header :contains "from" "coyote@desert.example" {
  reject text: # why it is refused
I am not taking mail from you.
Please stop.
.
;
}
elsif size :over 100K { reject "Too large\\too bad, says \"me\""; }
