require ["fileinto"];
fileinto "a \"quoted\" and \\ back";
fileinto "needless \e\s\c\a\p\e";
fileinto "over
two lines";
fileinto "{ ; } # no comment /* neither */ text:";
if header :is "s" "" { keep; }
