require "vacation";
vacation :mime text:
Content-Type: multipart/alternative; boundary=foo

--foo
Content-Type: text/plain; charset=utf-8

I'm away – back soon.
..
...three dots begin this line
--foo
Content-Type: text/html

<p>Away</p>
--foo--
.
;
