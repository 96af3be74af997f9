require "ihave";
if ihave ["fileinto", "mailbox"] {
  fileinto :create "New";
} elsif ihave "fileinto" {
  fileinto "Old";
} else {
  error "This server cannot file";
}
if not ihave "x-not-of-this-world" { keep; } else { levitate :height 3 "high" { keep; } }
