# first
/* second
   over lines ** with * stars / and slashes
 */
require /* in */ [ /* the */ "fileinto" # list
 , "copy" /**/ ] /***/ ;# at once
if /*1*/ not /*2*/ allof /*3*/ ( /*4*/ true /*5*/ , # six
false /*7*/ ) /*8*/ { /*9*/ keep /*10*/ ; /*11*/ } /*12*/ else # thirteen
{ # fourteen
}
/* last */