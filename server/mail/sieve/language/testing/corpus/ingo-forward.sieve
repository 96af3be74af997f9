# Forwards
if true  {
    redirect "one@example.org";
    redirect "two@example.org";
    keep;
}
# Stop here
if header :comparator "i;octet" :is "X-Odd" "Yes" { stop; }
