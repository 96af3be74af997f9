require ["vnd.dovecot.pipe", "vnd.dovecot.filter", "vnd.dovecot.execute", "copy", "variables", "vnd.dovecot.debug", "vnd.dovecot.report", "environment"];
pipe :copy :try "print.sh" ["-P", "hall"];
filter "anonymise" ["a"];
if not execute :pipe :output "said" "is-known.sh" ["x"] { debug_log "said ${said}"; }
execute :input "x" "counter";
if filter "clean.sh" { report :headers_only "abuse" "Spam seen" "abuse@example.gov"; }
