// Does each probe see the fault it is for? One good page, and one small harm to it at a time.
import { type Browser, type Page } from 'playwright-core'
import { closePage, freshPage } from '#e2e/chromium.ts'
import { askAxe } from './engines/axe.ts'
import { type Finding, fault } from './engines/findings.ts'
import { askIbm } from './engines/ibm.ts'
import { ask } from './in-page.ts'
import { type Proof } from './in-page/main.ts'
import { type Report } from './report.ts'
import { walkByTab } from './probes/focus-walk.ts'

const good = `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Planted – Curbcut</title><style>
body { margin: 0; font: 16px/1.5 sans-serif; color: #111; background: #fff }
header, main { padding: 16px } .row { display: flex; flex-wrap: wrap; gap: 16px }
button, input { min-height: 44px; min-width: 44px; border: 1px solid #555; background: #fff; color: #111; font: inherit }
:focus-visible { outline: 3px solid #05c; outline-offset: 2px }
.cut { overflow: hidden; height: 30px; width: 80px; white-space: nowrap }
</style></head><body><header><p>Planted</p></header>
<main><h1>Planted</h1><h2>Tools</h2><div class="row"><button>Archive</button><button>Delete</button></div>
<p class="cut">Mail</p><label for="q">Subject</label> <input id="q"></main></body></html>`

interface Harm {
  name: string
  probe: (page: Page) => Promise<string[]>
  change: (html: string) => string
}

const inPage =
  (probe: keyof Proof, ...parameters: unknown[]) =>
  async (page: Page): Promise<string[]> =>
    (await (ask as (page: Page, probe: string, ...rest: unknown[]) => Promise<unknown>)(
      page,
      probe,
      ...parameters,
    )) as string[]

const texts = (findings: Finding[]): string[] =>
  findings.filter((one) => !one.needsReview).map(({ rule, text }) => `${rule}: ${text}`)
const walk = (rule: string) => async (page: Page) =>
  texts(
    (await walkByTab(page, { rings: true, met: { rings: new Set(), left: new Set() }, back: true })).findings,
  ).filter((text) => text.startsWith(rule))

const replace = (from: string, to: string) => (html: string) => {
  if (!html.includes(from)) throw new Error(`the planted page has no "${from}"`)
  return html.replace(from, to)
}

const style = (rules: string) => replace('</style>', `${rules}</style>`)

const harms: Harm[] = [
  {
    name: 'axe: a field without a label',
    probe: async (page) => texts(await askAxe(page)),
    change: replace(' for="q"', ''),
  },
  {
    name: 'axe: contrast under 7:1',
    probe: async (page) => texts(await askAxe(page)),
    change: style('h1 { color: #777 }'),
  },
  {
    name: 'ibm: a field without a label',
    probe: async (page) => texts(await askIbm(page)),
    change: replace(' for="q"', ''),
  },
  { name: 'headings: a second h1', probe: inPage('headings'), change: replace('<h2>Tools</h2>', '<h1>Tools</h1>') },
  { name: 'headings: a skipped level', probe: inPage('headings'), change: replace('<h2>Tools</h2>', '<h3>Tools</h3>') },
  { name: 'landmarks: no main', probe: inPage('landmarks'), change: (html) => html.replaceAll('main>', 'div>') },
  { name: 'page: no language', probe: inPage('page', { lang: 'en', dir: 'ltr' }), change: replace(' lang="en"', '') },
  {
    name: 'page: wrong direction',
    probe: inPage('page', { lang: 'en', dir: 'ltr' }),
    change: replace('dir="ltr"', 'dir="rtl"'),
  },
  {
    name: 'page: title without a view',
    probe: inPage('page', { lang: 'en', dir: 'ltr' }),
    change: replace('Planted – Curbcut', 'Curbcut'),
  },
  {
    name: 'page: zoom blocked',
    probe: inPage('page', { lang: 'en', dir: 'ltr' }),
    change: replace('initial-scale=1', 'maximum-scale=1'),
  },
  {
    name: 'pictures: neither named nor hidden',
    probe: inPage('pictures'),
    change: replace('</h1>', '</h1><svg width="20" height="20"><rect width="20" height="20"/></svg>'),
  },
  { name: 'targets: under 44 px', probe: inPage('targets', 44), change: style('button { min-height: 30px }') },
  { name: 'reflow: wider than the window', probe: inPage('reflow'), change: style('.row { width: 1500px }') },
  { name: 'text spacing: text cut off', probe: inPage('textSpacing'), change: replace('>Mail<', '>Mail today<') },
  {
    name: 'contrasts: text where axe cannot decide',
    probe: inPage('contrasts'),
    change: style('h1 { position: relative; color: #777 } h1::before { content: ""; position: absolute; inset: 0 }'),
  },
  { name: 'edges: a field nobody sees', probe: inPage('edges'), change: style('input { border-color: #ddd }') },
  {
    name: 'edges: a faint switch in a card with a strong frame',
    probe: inPage('edges'),
    change: (html) =>
      style(
        '.card { border: 1px solid #111 } .card input { appearance: none; border: 0 } .card input::before { content: ""; border: 2px solid #ddd }',
      )(replace('</main>', '<p class="card"><input type="checkbox" aria-label="Quiet"></p></main>')(html)),
  },
  {
    name: 'motion: still running',
    probe: inPage('motion'),
    change: style('@keyframes turn { to { rotate: 1turn } } h1 { animation: turn 9s infinite }'),
  },
  { name: 'ring: none', probe: walk('focus ring visible'), change: style(':focus-visible { outline: none }') },
  { name: 'ring: faint', probe: walk('focus ring visible'), change: style(':focus-visible { outline-color: #ddd }') },
  {
    name: 'ring: clipped',
    probe: walk('focus ring visible'),
    change: style('.row { overflow: hidden } input:focus-visible { outline: 3px solid #05c }'),
  },
  {
    name: 'focus: covered by a banner',
    probe: walk('focus not obscured'),
    change: replace('<main>', '<main><div style="position:fixed;inset:0;background:#fff;z-index:1"></div>'),
  },
  {
    name: 'focus: a corner covered',
    probe: walk('focus not obscured'),
    change: replace('<main>', '<main><div style="position:fixed;inset:0 auto 0 0;width:40px;background:#fff"></div>'),
  },
  {
    name: 'focus: scrolled out of its pane',
    probe: walk('focus not obscured'),
    change: replace('<div class="row">', '<div class="row" style="height:10px;overflow:clip">'),
  },
  {
    name: 'focus: a stop without a name',
    probe: walk('stop has a name'),
    change: replace('>Archive<', '><'),
  },
  {
    name: 'trap: Tab is caught',
    probe: walk('no trap'),
    change: replace('</main>', '</main><script>q.onkeydown = (e) => e.key === "Tab" && e.preventDefault()</script>'),
  },
]

/** Reports each probe that is silent about its harm, or loud about the good page. */
export async function checkProbes(browser: Browser, report: Report): Promise<void> {
  const page = await freshPage(browser)
  try {
    for (const { name, probe, change } of harms) {
      await page.setContent(good)
      const onGood = await probe(page)
      await page.setContent(change(good))
      const onHarm = await probe(page)
      const findings = [
        ...onGood.map((text) => fault(name, `false alarm: ${text}`)),
        ...(onHarm.length === 0 ? [fault(name, 'the fault is not seen')] : []),
      ]
      await report.add(`probe sees ${name}`, findings)
    }
  } finally {
    await closePage(page)
  }
}
