/** What programs put into the clipboard, reduced to what matters, with the words of our own; and what is to come of it. */
export interface PastedSample {
  from: string
  html: string
  /** As `plainTextOf` writes it: structure as signs. */
  becomes: string
}

const wordItem = (level: number, sign: string, words: string) =>
  `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
  style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${sign}<span
  style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${words}<o:p></o:p></p>`

export const pastedSamples: readonly PastedSample[] = [
  {
    from: 'Word: headings, lists in lists, a table',
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>@list l0:level1 {mso-level-number-format:bullet}</style></head>
      <body lang=EN-GB><!--StartFragment--><h1>Ramp<o:p></o:p></h1><p class=MsoNormal style='margin:0cm;color:#1F497D'>Two <b style='mso-bidi-font-weight:normal'>metres</b>.</p>
      ${wordItem(1, '·', 'Wide enough')}${wordItem(2, 'o', 'for a chair')}${wordItem(1, '·', 'Dry')}
      <p class=MsoNormal><o:p>&nbsp;</o:p></p>
      ${wordItem(1, '3.', 'Third')}${wordItem(1, '4.', 'Fourth')}
      <table class=MsoTableGrid border=1><tr><td width=10 style='border:solid windowtext 1.0pt'><p class=MsoNormal>Room<o:p></o:p></p></td><td><p class=MsoNormal>Key<o:p></o:p></p></td></tr></table><!--EndFragment--></body></html>`,
    becomes: '# Ramp\n\nTwo metres.\n\n- Wide enough\n  - for a chair\n- Dry\n\n3. Third\n4. Fourth\n\nRoom | Key',
  },
  {
    from: 'Google Docs: styles instead of elements',
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-weight:400">Plan</span></h2>
      <p dir="ltr"><span style="font-weight:400">We </span><span style="font-weight:700">must</span><span style="font-weight:400;text-decoration:line-through"> may</span></p>
      <ul style="padding-inline-start:48px"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Inner</span></p></li></ul></ul></b>`,
    becomes: '# Plan\n\nWe must~~ may~~\n\n- One\n  - Inner',
  },
  {
    from: 'Outlook on the web: divisions for lines, a link, a signature table that only places things',
    html: `<div style="font-family: Aptos; color: rgb(0, 0, 0);">Good morning,</div><div><br></div><div>see <a href="https://example.gov/plan" data-linkindex="0">the plan</a>.</div>
      <table role="presentation"><tbody><tr><td><img src="https://tracker.example/x.png" alt="Seal of the city"></td><td><div>Ann Lee</div></td></tr></tbody></table>`,
    becomes: 'Good morning,\n\nsee the plan <https://example.gov/plan>.\n\nSeal of the city\n\nAnn Lee',
  },
  {
    from: 'a web page: sections, a data table with caption, code',
    html: `<article><h1>Report</h1><section><h2>Numbers</h2><nav onclick="x()">Skip</nav><table><caption>Visits</caption><thead><tr><th scope="col">Year</th><th>Count</th></tr></thead><tbody><tr><td>2026</td><td>12</td></tr></tbody></table></section>
      <pre>a
  b</pre><blockquote><p>Quoted</p></blockquote><ol start="5"><li>Five</li></ol></article>`,
    becomes: '# Report\n\n## Numbers\n\nSkip\n\nVisits\n\nYear | Count\n2026 | 12\n\na\n  b\n\n> Quoted\n\n5. Five',
  },
  {
    from: 'Word: headings with numbers, which are no lists',
    html: `<body lang=EN-GB><h1 style='margin-left:21.6pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1<span
      style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>Access<o:p></o:p></h1>
      <h2 style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1.<span>&nbsp; </span></span>Ramps</h2>
      <h2 style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Doors</h2>${wordItem(1, '·', 'Wide enough')}</body>`,
    becomes: '# 1 Access\n\n## 1.1. Ramps\n\n## Doors\n\n- Wide enough',
  },
  {
    from: 'a newsletter: a table of numbers in one that only places things',
    html: `<table><tr><td><p>Visits</p><table><tr><th>Year</th><th>Count</th></tr><tr><td>2026</td><td>12</td></tr></table></td><td>Ann Lee</td></tr></table>`,
    becomes: 'Visits\n\nYear | Count\n2026 | 12\n\nAnn Lee',
  },
  {
    from: 'a web page: a picture with words below it, and words beside the text',
    html: `<figure><img src="https://a.example/ramp.png" alt="A ramp"><figcaption>Before the work</figcaption></figure><aside>Closed on Monday</aside><address>12 High Street</address>`,
    becomes: 'A ramp\n\nBefore the work\n\nClosed on Monday\n\n12 High Street',
  },
  {
    from: 'somebody hostile',
    html: `<p>Safe</p><script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:alert(1)">go</a><svg><script>y</script></svg><iframe src="https://evil.example"></iframe><style>p{position:fixed}</style><form action="/api"><input value="x"></form><math><mi>z</mi></math>`,
    becomes: 'Safe\n\ngo',
  },
  {
    from: 'LibreOffice: fonts, a list, a struck-out word',
    html: `<p style="line-height: 100%"><font color="#c9211e"><font size="4"><b>Bold</b></font></font> <strike>old</strike></p><ol><li><p>First</p></li><li><p>Second</p></li></ol>`,
    becomes: 'Bold ~~old~~\n\n1. First\n2. Second',
  },
  {
    from: 'Word: formulas, units and the words after numbers',
    html: '<p class=MsoNormal>H<sub>2</sub>O, 12&nbsp;m<sup>2</sup>, 10<sup>-3</sup>, x<sup>n+1</sup>, C<sub>min</sub>, e<sup>x</sup>, the 1<sup>st</sup></p>',
    becomes: 'H₂O, 12\u00a0m², 10⁻³, x^(n+1), C_(min), e^x, the 1st',
  },
  {
    from: 'Google Docs: raised by a style',
    html: '<b style="font-weight:normal" id="docs-internal-guid-2"><p dir="ltr"><span>12 m</span><span style="font-size:0.6em;vertical-align:super">2</span></p></b>',
    becomes: '12 m²',
  },
  {
    from: 'a list of things to tick, and Google Docs, whose items are the boxes',
    html: '<ul><li><input type="checkbox" checked disabled> Ramp</li><li><input type="checkbox" disabled> Lift <input value="7"></li></ul><ul><li role="checkbox" aria-checked="true"><p>Door</p></li><li role="checkbox" aria-checked="false"><p>Bell</p></li></ul>',
    becomes: '- ☑ Ramp\n- ☐ Lift\n\n- ☑ Door\n- ☐ Bell',
  },
]
