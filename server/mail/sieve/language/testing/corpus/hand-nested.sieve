require ["fileinto"];
if anyof (allof (header :contains "a" "b", not anyof (exists "c", size :over 10k)), not not not false) {
  if true { if true { if true { if true { if true { if true { fileinto "Deep"; } } } } } }
  else { if false { stop; } elsif true { keep; } else { discard; } }
}
