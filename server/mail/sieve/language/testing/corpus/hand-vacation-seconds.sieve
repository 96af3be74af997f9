require ["vacation", "vacation-seconds"];
vacation :seconds 86400 :handle "absence/1" :subject "=?utf-8?q?Away?=" :from "\"Ada, of Planning\" <ada@example.gov>" "x";
