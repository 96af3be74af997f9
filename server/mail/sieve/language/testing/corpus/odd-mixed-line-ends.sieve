require "vacation";
vacation text:
line one
line two
.
;
# end
