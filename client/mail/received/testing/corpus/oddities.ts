import { longText, type ReadingCase } from './reading-case.ts'

const words = 'Plain words about the archive and its new reading room.'
/** Markup that would shout, add landmarks or take the focus. */
const loud: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'live regions',
    `<div role="alert" aria-live="assertive">Shout</div><p>${words}</p><output role="status">Loud</output>`,
    ['Shout', words, 'Loud'],
  ],
  [
    'landmarks by role',
    `<div role="main"><div role="navigation">Menu</div><p>${words}</p></div><div role="contentinfo">End</div>`,
    ['Menu', words, 'End'],
  ],
  [
    'landmarks by element',
    `<header>Top</header><nav>Menu</nav><main><p>${words}</p></main><footer>End</footer>`,
    ['Top', 'Menu', words, 'End'],
  ],
  [
    'positive tabindex',
    `<p tabindex="5">${words}</p><a href="https://a.example/x" tabindex="99">Archive page</a>`,
    [words, 'Archive page'],
  ],
  [
    'access keys',
    `<a href="https://a.example/x" accesskey="d">Archive page</a><p accesskey="s">${words}</p>`,
    ['Archive page', words],
  ],
  ['autofocus and editable', `<p contenteditable="true" autofocus>${words}</p>`, [words]],
  ['application', `<div role="application" aria-label="Mail"><p>${words}</p></div>`, [words]],
  [
    'false names',
    `<a href="https://a.example/x" aria-label="Your bank" aria-describedby="x">Archive page</a><p id="x" aria-hidden="true">${words}</p>`,
    ['Archive page', words],
  ],
  ['false headings', `<div role="heading" aria-level="1">Curbcut</div><p>${words}</p>`, ['Curbcut', words]],
  [
    'a dialog',
    `<dialog open><p>${words}</p></dialog><div role="dialog" aria-modal="true">Sign in again</div>`,
    [words, 'Sign in again'],
  ],
  ['disclosures of its own', `<details><summary>More</summary><p>${words}</p></details>`, ['More', words]],
  [
    'form controls',
    `<form action="https://a.example"><label>Name <input name="n"></label><button autofocus>Send</button></form><p>${words}</p>`,
    [words],
  ],
  [
    'lists and trees by role',
    `<div role="listbox"><div role="option" aria-selected="true">One</div></div><div role="tree"><div role="treeitem" aria-expanded="false">Two</div></div><p>${words}</p>`,
    ['One', 'Two', words],
  ],
]

const loudCases: readonly ReadingCase[] = loud.map(([name, html, order]) => ({
  name: `loud markup, ${name}`,
  html,
  outline: [],
  order,
  tables: 0,
  unnamed: 0,
  folds: [],
}))

const img = (name: string, rest: string) => `<img src="https://cdn.a.example/${name}.png" ${rest}>`

const pictureCases: readonly ReadingCase[] = [
  {
    name: 'picture only, linked, no description',
    html: `<center><a href="https://shop.a.example/sale">${img('sale', 'width="600"')}</a></center>`,
    outline: [],
    order: ['Picture, leads to shop.a.example'],
    unnamed: 0,
    faults: ['pictureOnly', 'unnamedPictures'],
    isNeeded: true,
  },
  {
    name: 'picture only, no link, no description',
    html: img('poster', 'width="600" height="900"'),
    outline: [],
    order: ['Picture without a description'],
    unnamed: 1,
    faults: ['pictureOnly'],
    isNeeded: true,
  },
  {
    name: 'picture only, cut into slices',
    html: `<table cellpadding="0" cellspacing="0">${[1, 2, 3].map((slice) => `<tr><td><a href="https://shop.a.example/${slice}">${img(`s${slice}`, 'width="600" style="display:block"')}</a></td></tr>`).join('')}</table>`,
    outline: [],
    order: ['Picture, leads to shop.a.example'],
    unnamed: 0,
    faults: ['pictureOnly'],
    isNeeded: true,
  },
  {
    name: 'picture only, described',
    html: img('poster', 'width="600" alt="Spring concert, 3 May, town hall, admission free"'),
    outline: [],
    order: ['Spring concert, 3 May, town hall'],
    unnamed: 0,
  },
  {
    name: 'spacers and tracking pixels',
    html: `<p>${words}</p>${img('spacer', 'width="1" height="20" alt=""')}${img('o', 'width="1" height="1"')}<p>More words here.</p>`,
    outline: [],
    order: [words, 'More words here.'],
    unnamed: 0,
    isNeeded: false,
  },
  {
    name: 'row of icons that are links',
    html: `<p>${words}</p><table><tr>${['chat', 'video', 'photo'].map((site) => `<td><a href="https://${site}.example/harbour">${img(site, 'width="24" height="24"')}</a></td>`).join('')}</tr></table>`,
    outline: [],
    order: [words, 'leads to chat.example', 'leads to video.example', 'leads to photo.example'],
    unnamed: 0,
    faults: ['unnamedPictures'],
  },
  {
    name: 'icon beside words in a link',
    html: `<p>${words}</p><p><a href="https://a.example/map">${img('pin', 'width="16" height="16" alt=""')} Map of the archive</a></p>`,
    outline: [],
    order: [words, 'Map of the archive'],
    unnamed: 0,
    isNeeded: false,
  },
  {
    name: 'two pictures without description in a text',
    html: `<p>${words}</p>${img('a', 'width="300"')}<p>${words}</p>${img('b', 'width="300"')}`,
    outline: [],
    order: [words],
    unnamed: 2,
    faults: ['unnamedPictures'],
    isNeeded: true,
  },
  {
    name: 'decorative picture in a link without words',
    html: `<p>${words}</p><a href="https://shop.a.example/x">${img('a', 'width="300" alt=""')}</a>`,
    outline: [],
    order: [words, 'shop.a.example'],
    unnamed: 0,
  },
  {
    name: 'picture inside the message',
    html: `<p>${words}</p><img src="cid:chart@a.example" alt="Visitors by month">`,
    outline: [],
    order: [words],
    unnamed: 0,
    isNeeded: false,
  },
  {
    name: 'picture in a heading',
    html: `<h1>${img('logo', 'alt="Harbour Library" width="200"')}</h1><p>${words}</p>`,
    outline: ['3 Harbour Library'],
    order: ['Harbour Library', words],
    unnamed: 0,
    isNeeded: false,
  },
  {
    name: 'backgrounds of other sites',
    html: `<table background="https://cdn.a.example/b.png" width="100%"><tr><td style="background:url(https://cdn.a.example/c.png)"><p>${words}</p></td></tr></table>`,
    outline: [],
    order: [words],
    faults: ['layoutTables'],
    isNeeded: true,
  },
]

const brokenCases: readonly ReadingCase[] = [
  [
    'unclosed everything',
    `<table><tr><td><b><font size=4><p>${words}<p>And more.<div><i>End`,
    [words, 'And more.', 'End'],
  ],
  ['crossed tags', `<b><p>${words}</b></p><i>One<table>Two<tr><td>Three</i></table>`, [words, 'One', 'Two', 'Three']],
  ['cells without rows', `<table><td>${words}<td>Second cell</table>`, [words, 'Second cell']],
  ['text in rows', `<table><tr>Outside<td>${words}</td></tr></table>`, [words]],
  [
    'deep nesting',
    `${'<div><table><tr><td>'.repeat(60)}${words}${'</td></tr></table></div>'.repeat(60)}<p>After it.</p>`,
    [words, 'After it.'],
  ],
  ['many font tags', `${'<font>'.repeat(400)}${words}${'</font>'.repeat(400)}<p>After it.</p>`, [words, 'After it.']],
  [
    'comments and conditions',
    `<!-- <p>no</p> --><!--[if mso]><p>Only Outlook</p><![endif]--><![if !mso]><p>${words}</p><![endif]><!--x--!><p>After it.</p>`,
    [words, 'After it.'],
  ],
  ['empty message with a space', '<html><body>&nbsp;<br><br></body></html>', []],
  ['no markup at all', `${words}\n\nAfter it.`, [words, 'After it.']],
  [
    'text with line breaks kept by style',
    `<div style="white-space:pre-wrap">${words}\nSecond line\nThird line</div>`,
    [words, 'Second line', 'Third line'],
  ],
  [
    'plain text in a pre',
    `<pre>${words}\n\nSecond paragraph.\n- one\n- two</pre>`,
    [words, 'Second paragraph.', 'one', 'two'],
  ],
  [
    'headings that skip and are empty',
    `<h4>Fees</h4><p>${words}</p><h1></h1><h6>Details</h6><p>After it.</p>`,
    ['Fees', words, 'Details', 'After it.'],
  ],
  ['a heading of a whole text', `<h1>${longText(words, 6)}</h1><p>After it.</p>`, [words, 'After it.']],
  [
    'unknown elements',
    `<custom-card><fancy>${words}</fancy></custom-card><blink>After it.</blink>`,
    [words, 'After it.'],
  ],
].map(([name, html, order]) => ({
  name: `broken, ${name as string}`,
  html: html as string,
  outline: (name as string).startsWith('headings that skip') ? ['3 Fees', '4 Details'] : [],
  order: order as string[],
  unnamed: 0,
}))

const styleCases: readonly ReadingCase[] = [
  {
    name: 'pale words',
    html: `<p style="color:#aaaaaa">${words}</p><p style="color:#bbb">Also pale.</p><p><font color="silver">And this.</font></p>`,
    outline: [],
    order: [words, 'Also pale.', 'And this.'],
    faults: ['lowContrast'],
    isNeeded: true,
  },
  {
    name: 'tiny words',
    html: `<p style="font-size:9px">${words}</p><p style="font-size:7pt">More.</p><p><span style="font-size:10px">And this.</span></p>`,
    outline: [],
    order: [words, 'More.', 'And this.'],
    faults: ['tinyText'],
    isNeeded: true,
  },
  {
    name: 'fixed width',
    html: `<div style="width:720px"><p>${words}</p></div>`,
    outline: [],
    order: [words],
    faults: ['fixedWidth'],
    isNeeded: true,
  },
  {
    name: 'hidden by style, class and size',
    html: `<style>.gone{display:none}</style><p class="gone">By class</p><p style="display:none">By style</p><span style="font-size:0">By size</span><p>${words}</p>`,
    outline: [],
    order: [words],
    absent: ['By class', 'By style', 'By size'],
  },
  {
    name: 'white on dark is read',
    html: `<table bgcolor="#222222"><tr><td style="color:#ffffff">${words}</td></tr></table>`,
    outline: [],
    order: [words],
    faults: ['layoutTables'],
  },
  {
    name: 'large words that are text',
    html: `<p style="font-size:20px">${longText(words, 4)}</p><p style="font-size:20px">${longText('And so it goes on in the same size.', 4)}</p>`,
    outline: [],
    order: [words, 'And so it goes on'],
    isNeeded: false,
  },
  {
    name: 'bold sentence that is no heading',
    html: `<p><b>Please answer by Friday, or the room is given to somebody else and we cannot change that any more.</b></p><p>${words}</p>`,
    outline: [],
    order: ['Please answer by Friday', words],
  },
  {
    name: 'bold greeting that is no heading',
    html: `<p><b>Dear Ann,</b></p><p>${words}</p>`,
    outline: [],
    order: ['Dear Ann,', words],
    isNeeded: false,
  },
  {
    name: 'headings by size only',
    html: `<div style="font-size:24px">Rooms</div><div>${longText(words, 2)}</div><div style="font-size:18px">Large hall</div><div>${words}</div><div style="font-size:24px">Fees</div><div>${words}</div>`,
    outline: ['3 Rooms', '4 Large hall', '3 Fees'],
    order: ['Rooms', 'Large hall', 'Fees'],
    faults: ['fakeHeadings'],
  },
  {
    name: 'long letter without headings',
    html: `<p>${longText(words, 20)}</p><p>${longText(words, 20)}</p>`,
    outline: [],
    order: [words],
    faults: ['noHeadings'],
  },
]

/** Markup that shouts, pictures, broken markup, and looks that hide or weaken words. */
export const oddCases: readonly ReadingCase[] = [...loudCases, ...pictureCases, ...brokenCases, ...styleCases]
