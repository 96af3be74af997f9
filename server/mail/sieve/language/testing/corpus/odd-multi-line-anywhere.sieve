require ["fileinto"];
if header text:
subject
.
 [text:
one
.
, "two"] { keep; }
