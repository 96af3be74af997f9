require "vacation";
vacation text:
.
;