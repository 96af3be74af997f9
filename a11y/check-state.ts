import { askAxe, contrastRules } from './engines/axe.ts'
import { fault, type Finding } from './engines/findings.ts'
import { askIbm, isInMessageText } from './engines/ibm.ts'
import { withoutReviewed } from './engines/reviewed.ts'
import { ask } from './in-page.ts'
import { pressCharacters } from './probes/character-keys.ts'
import { walkByTab } from './probes/focus-walk.ts'
import { type State, type Visit } from './visit.ts'

/** Stops whose ring was judged already, by rendering: the header is the same in every state. */
type Judged = Map<string, Set<string>>
const judgedInThisRun: Judged = new Map()

/** Everything that can be said about one state in one rendering. Leaves the state as it was. */
export async function checkState(state: State, visit: Visit, judged = judgedInThisRun): Promise<Finding[]> {
  const findings = await askEngines(visit)
  const left = withoutReviewed(
    findings.filter((finding) => !isInMessageText(finding) && !(state.withoutRules ?? []).includes(finding.rule)),
  )
  return [...left, ...(await probe(state, visit)), ...(await walk(visit, judged)), ...(await characters(visit))]
}

/** With forced colours the page's own are not what people see, but they are what a script can ask for: axe has no answer. */
async function askEngines({ page, rendering }: Visit): Promise<Finding[]> {
  const hasColours = rendering.forcedColors === 'none'
  if (rendering.differsIn === 'structure') {
    const ofAxe = await askAxe(page)
    return [
      ...(hasColours ? ofAxe : ofAxe.filter(({ rule }) => !contrastRules.includes(rule))),
      ...(await askIbm(page)),
    ]
  }
  return hasColours ? askAxe(page, { onlyColours: true }) : []
}

async function probe(state: State, { page, rendering }: Visit): Promise<Finding[]> {
  const isNarrow = rendering.width <= 320
  const findings: Finding[] = []
  const add = (name: string, texts: string[]) => findings.push(...texts.map((text) => fault(name, text)))
  const skips = state.without ?? []
  if (!skips.includes('headings')) add('headings', await ask(page, 'headings'))
  if (!skips.includes('landmarks')) add('landmarks', await ask(page, 'landmarks'))
  if (!skips.includes('page')) add('page', await ask(page, 'page', languageOf(rendering.locale)))
  add('pictures', await ask(page, 'pictures'))
  add('motion', await ask(page, 'motion'))
  add('targets', await ask(page, 'targets', state.density === 'compact' ? 24 : 44))
  if (rendering.forcedColors === 'none') add('edges', await ask(page, 'edges'))
  if (isNarrow) add('reflow', await ask(page, 'reflow'))
  if (isNarrow || rendering.name === 'light' || rendering.locale === 'pseudo') {
    add('text spacing', await ask(page, 'textSpacing'))
  }
  return findings
}

function languageOf(locale: string): { lang: string; dir: string } {
  return locale === 'pseudo' ? { lang: 'en-x-rtl', dir: 'rtl' } : { lang: locale, dir: 'ltr' }
}

async function walk({ page, rendering }: Visit, judged: Judged): Promise<Finding[]> {
  if (!rendering.walks) return []
  const stops = judged.get(rendering.name) ?? new Set<string>()
  judged.set(rendering.name, stops)
  return (await walkByTab(page, { rings: rendering.rings, judged: stops, back: rendering.walks === 'both ways' }))
    .findings
}

async function characters({ page, rendering }: Visit): Promise<Finding[]> {
  if (rendering.name !== 'light') return []
  return (await pressCharacters(page)).map((text) => fault('character keys', text))
}
