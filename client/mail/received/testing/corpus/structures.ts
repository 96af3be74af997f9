import { longText, type ReadingCase } from './reading-case.ts'

const words = 'Plain words about the archive and its new reading room.'
const cell = (texts: readonly string[], name = 'td', style = '') =>
  `<tr>${texts.map((text) => `<${name}${style}>${text}</${name}>`).join('')}</tr>`
const goods = [
  ['Lamp', '2', '38.00'],
  ['Book', '5', '12.50'],
  ['Hook', '1', '4.20'],
] as const
const rows = (style = '') => goods.map((row) => cell(row, 'td', style)).join('')
const head = ['Item', 'Number', 'Price'] as const

const dataCases: readonly ReadingCase[] = [
  {
    name: 'table with header cells',
    html: `<table border="1">${cell(head, 'th')}${rows()}</table>`,
    outline: [],
    order: [...head, 'Lamp', 'Item: Lamp. Number: 2. Price: 38.00'],
    tables: 1,
    isNeeded: false,
  },
  {
    name: 'table without header cells',
    html: `<table border="1">${cell(head)}${rows()}</table>`,
    outline: [],
    order: ['Item', 'Item: Hook. Number: 1. Price: 4.20'],
    tables: 1,
  },
  {
    name: 'table with bold row and column',
    html: `<table border="1">${cell(['Day', 'From', 'To'].map((text) => `<strong>${text}</strong>`))}${cell(['<b>Monday</b>', '8:00', '17:00'])}${cell(['<b>Friday</b>', '8:00', '12:00'])}</table>`,
    outline: [],
    order: ['Day', 'Monday', 'Day: Monday. From: 8:00. To: 17:00'],
    tables: 1,
  },
  {
    name: 'table of names and values',
    html: `<table border="1">${cell(['Case', '2026/771'])}${cell(['Opened', '3 November'])}${cell(['Clerk', 'Kim Ode 4'])}</table>`,
    outline: [],
    order: ['Case', 'Case: 2026/771', 'Opened: 3 November'],
    tables: 1,
  },
  {
    name: 'table with a caption',
    html: `<table><caption>Visitors</caption>${cell(['Month', 'People'], 'th')}${cell(['May', '400'])}${cell(['June', '520'])}</table>`,
    outline: [],
    order: ['Visitors', 'Month', 'May', 'Month: May. People: 400'],
    tables: 1,
  },
  {
    name: 'table with joined cells',
    html: `<table border="1">${cell(['Hall', 'Seats', 'Price'], 'th')}${cell(['Large', '300', '90'])}<tr><td colspan="2">Sum</td><td>90</td></tr></table>`,
    outline: [],
    order: ['Hall: Large. Seats: 300. Price: 90', 'Hall: Sum. Price: 90'],
    tables: 1,
  },
  {
    name: 'spreadsheet pasted',
    html: `<table border="0" cellpadding="0" cellspacing="0" width="256" style="border-collapse:collapse;width:192pt"><colgroup><col width="64" span="3"></colgroup><tbody>${cell(head, 'td', ' height="20" style="border:.5pt solid black"')}${rows(' style="border:.5pt solid black"')}</tbody></table>`,
    outline: [],
    order: ['Item: Lamp. Number: 2. Price: 38.00'],
    tables: 1,
  },
  {
    name: 'table of a word processor',
    html: `<table class="MsoTableGrid" border="1">${cell(head.map((text) => `<p class="MsoNormal"><b>${text}<o:p></o:p></b></p>`))}${goods.map((row) => cell(row.map((text) => `<p class="MsoNormal">${text}<o:p></o:p></p>`))).join('')}</table>`,
    outline: [],
    order: ['Item: Book. Number: 5. Price: 12.50'],
    tables: 1,
  },
  {
    name: 'grid of numbers without borders',
    html: `<table>${cell(['North', '12', '14'])}${cell(['South', '9', '11'])}${cell(['West', '7', '8'])}</table>`,
    outline: [],
    order: ['North. 12. 14'],
    tables: 1,
  },
  {
    name: 'two columns of text are no table',
    html: `<table><tr><td>${longText(words, 3)}</td><td>${longText('The other column has words of its own.', 4)}</td></tr></table>`,
    outline: [],
    order: [words, 'The other column'],
    tables: 0,
    faults: ['layoutTables'],
    isNeeded: true,
  },
  {
    name: 'one cell is no table',
    html: `<table border="1"><tr><th>${words}</th></tr></table>`,
    outline: [],
    order: [words],
    tables: 0,
  },
  {
    name: 'table in a table',
    html: `<table width="600"><tr><td><table border="1">${cell(head, 'th')}${rows()}</table></td></tr><tr><td>${words}</td></tr></table>`,
    outline: [],
    order: ['Item: Lamp. Number: 2. Price: 38.00', words],
    tables: 1,
    faults: ['layoutTables'],
  },
  {
    name: 'menu in a row of cells',
    html: `<table><tr>${['Rooms', 'Hours', 'Contact'].map((text) => `<td><a href="https://a.example/${text}">${text}</a></td>`).join('')}</tr></table><p>${words}</p>`,
    outline: [],
    order: ['Rooms', 'Hours', 'Contact', words],
    tables: 0,
    lists: 1,
  },
  {
    name: 'bullets in cells of their own',
    html: `<table>${['Quiet', 'Bright', 'Warm'].map((text) => cell(['&bull;', text])).join('')}</table>`,
    outline: [],
    order: ['Quiet', 'Bright', 'Warm'],
    absent: ['•'],
    tables: 0,
    lists: 1,
  },
  {
    name: 'timetable with days on the left',
    html: `<table>${cell(['', 'Open', 'Close'], 'th')}<tr><th>Monday</th><td>8:00</td><td>17:00</td></tr><tr><th>Friday</th><td>8:00</td><td>12:00</td></tr></table>`,
    outline: [],
    order: ['Open', 'Close', 'Monday: Open: 8:00. Close: 17:00'],
    tables: 1,
  },
]

const listed = (...texts: string[]) => texts
const listCases: readonly ReadingCase[] = [
  [
    'dashes in paragraphs',
    listed('- First of all', '- Second of all', '- Last of all')
      .map((text) => `<p>${text}</p>`)
      .join(''),
  ],
  ['dashes after line breaks', `<p>${listed('- First of all', '- Second of all', '- Last of all').join('<br>')}</p>`],
  [
    'bullets after line breaks',
    `<div>These are the reasons:<br>${listed('• First of all', '• Second of all', '• Last of all').join('<br>')}<br>That is it.</div>`,
  ],
  [
    'numbers',
    listed('1. First of all', '2. Second of all', '3. Last of all')
      .map((text) => `<div>${text}</div>`)
      .join(''),
  ],
  ['numbers with brackets', listed('1) First of all', '2) Second of all', '3) Last of all').join('<br>')],
  [
    'bold numbers',
    listed('First of all', 'Second of all', 'Last of all')
      .map((text, index) => `<p><strong>${index + 1}.</strong> ${text}</p>`)
      .join(''),
  ],
  [
    'check marks',
    listed('✓ First of all', '✓ Second of all', '✓ Last of all')
      .map((text) => `<div>${text}</div>`)
      .join(''),
  ],
  ['a real list', `<ul><li>First of all</li><li><p>Second of all</p></li><li>Last of all</li></ul>`],
  ['items without a list', '<li>First of all<li>Second of all<li>Last of all'],
].map(([name = '', html = '']) => ({
  name: `list, ${name}`,
  html,
  outline: [],
  order: ['First of all', 'Second of all', 'Last of all'],
  absent: ['•', '✓', '1.', '- '],
  ...(name === 'items without a list' ? {} : { lists: 1 }),
}))

const linkCases: readonly ReadingCase[] = [
  {
    name: 'unclear links below headings',
    html: `<h2>Opening hours</h2><p>Changed. <a href="https://a.example/1">Click here</a></p><h2>Fees</h2><p>Changed. <a href="https://a.example/2">here</a></p>`,
    outline: ['3 Opening hours', '3 Fees'],
    order: ['Click here (Opening hours)', 'here (Fees)'],
    faults: ['unclearLinks'],
    isNeeded: true,
  },
  {
    name: 'unclear link without a heading',
    html: `<p>${words} <a href="https://files.a.example/x">Download</a></p>`,
    outline: [],
    order: ['Download (files.a.example)'],
    faults: ['unclearLinks'],
    isNeeded: true,
  },
  {
    name: 'long bare address',
    html: `<p>${words}</p><p><a href="https://track.a.example/ls/click?upn=u001.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">https://track.a.example/ls/click?upn=u001.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</a></p>`,
    outline: [],
    order: [words, 'track.a.example'],
    absent: ['upn=u001'],
  },
  {
    name: 'link without words',
    html: `<p>${words}</p><a href="https://a.example/x"></a><a href="https://b.example/y"> &nbsp;</a>`,
    outline: [],
    order: [words, 'a.example', 'b.example'],
  },
  {
    name: 'link round blocks',
    html: `<a href="https://a.example/card"><div><h2>Open day</h2><p>${words}</p></div></a>`,
    outline: ['3 Open day'],
    order: ['Open day', words],
  },
  {
    name: 'link that leads elsewhere than it says',
    html: '<p>Please look at <a href="https://evil.example/x">www.bank.example</a> today.</p>',
    outline: [],
    order: ['www.bank.example', '(really leads to evil.example)', 'today.'],
  },
  {
    name: 'table of contents',
    html: `<ul><li><a href="#hours">Hours</a></li><li><a href="#fees">Fees</a></li></ul><h2 id="hours">Hours</h2><p>${words}</p><h2 id="fees">Fees</h2><p>${words}</p>`,
    outline: ['3 Hours', '3 Fees'],
    order: ['Hours', 'Fees', words],
    lists: 1,
  },
  {
    name: 'clear links only',
    html: `<p>The <a href="https://a.example/rules">rules of the reading room</a> and the <a href="mailto:desk@a.example">help desk</a>.</p>`,
    outline: [],
    order: ['rules of the reading room', 'help desk'],
    isNeeded: false,
  },
]

/** Tables, lists and links in all the ways mail writes them. */
export const structureCases: readonly ReadingCase[] = [...dataCases, ...listCases, ...linkCases]
