if
true
{
keep
;
}
elsif	false{stop;}else{discard;}
if anyof(true,false,not true){keep;}KEEP;Stop;
IF Not TRUE { DISCARD; } ELSIF Header :IS "A" "b" { Keep; } Else { STOP; }
if size:over 1{keep;}
if size :under 2G{keep;}
