import { askAxe } from './engines/axe.ts'
import { fault, type Finding } from './engines/findings.ts'
import { askIbm, isInMessageText } from './engines/ibm.ts'
import { withoutReviewed } from './engines/reviewed.ts'
import { ask } from './in-page.ts'
import { pressCharacters } from './probes/character-keys.ts'
import { type Met, walkByTab, wantsRing } from './probes/focus-walk.ts'
import { type Stop } from './in-page/focus.ts'
import { type State, type Visit } from './visit.ts'

/** What the walks of a run have met, so that none of them judges again what another did. */
export interface Walked {
  /** By the name of the rendering: the header is the same in every state. */
  met: Map<string, Met>
  /** The Tab stops of each state, from the rendering in which it was reached. */
  stops: Map<State, readonly Stop[]>
}

export const nothingWalked = (): Walked => ({ met: new Map(), stops: new Map() })

const walkedInThisRun = nothingWalked()

/** Everything that can be said about one state in one rendering. Leaves the state as it was. */
export async function checkState(state: State, visit: Visit, walked = walkedInThisRun): Promise<Finding[]> {
  const findings = await askEngines(visit)
  const left = withoutReviewed(
    findings.filter((finding) => !isInMessageText(finding) && !(state.withoutRules ?? []).includes(finding.rule)),
  )
  return [...left, ...(await probe(state, visit)), ...(await walk(state, visit, walked)), ...(await characters(visit))]
}

/** With forced colours the page's own are not what people see, but they are what a script can ask for: axe has no answer to what is new. */
async function askEngines({ page, rendering }: Visit): Promise<Finding[]> {
  if (rendering.forcedColors === 'active') return []
  const ofAxe = await askAxe(page, rendering.differsIn)
  return rendering.differsIn === 'structure' ? [...ofAxe, ...(await askIbm(page))] : ofAxe
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
  if (rendering.forcedColors === 'none') {
    add('edges', await ask(page, 'edges'))
    add('contrasts', await ask(page, 'contrasts'))
  }
  if (isNarrow) add('reflow', await ask(page, 'reflow'))
  if (isNarrow || rendering.name === 'light' || rendering.locale === 'pseudo') {
    add('text spacing', await ask(page, 'textSpacing'))
  }
  return findings
}

function languageOf(locale: string): { lang: string; dir: string } {
  return locale === 'pseudo' ? { lang: 'en-x-rtl', dir: 'rtl' } : { lang: locale, dir: 'ltr' }
}

async function walk(state: State, { page, rendering }: Visit, walked: Walked): Promise<Finding[]> {
  if (!rendering.walks) return []
  const met = walked.met.get(rendering.name) ?? { rings: new Set(), left: new Set() }
  walked.met.set(rendering.name, met)
  const known = walked.stops.get(state)
  // Nothing but the colour of its rings sets such a rendering apart from the one whose stops are known.
  if (rendering.differsIn === 'colours' && known && !known.some((stop) => wantsRing(stop, met))) return []
  const { stops, findings } = await walkByTab(page, {
    rings: rendering.rings,
    met,
    back: rendering.walks === 'both ways',
  })
  if (!known) walked.stops.set(state, stops)
  return findings
}

async function characters({ page, rendering }: Visit): Promise<Finding[]> {
  if (rendering.name !== 'light') return []
  return (await pressCharacters(page)).map((text) => fault('character keys', text))
}
