require ["encoded-character", "fileinto"];
if header :contains "subject" "$${hex:24 24}" { fileinto "Money"; }
if header :is "x" "${unicode:40}${UniCode: 00E4}${hex:40 41}" { keep; }
