import { type CDPSession, type Page } from 'playwright-core'
import { fault, type Finding } from '../engines/findings.ts'
import { ask } from '../in-page.ts'
import { type Step, type Stop } from '../in-page/focus.ts'
import { settle } from '../renderings.ts'
import { judgeRing, photograph, type Pictured } from './ring-pictures.ts'

export interface WalkOptions {
  /** Go back as well, by Shift+Tab, where there is a stop that no walk of this rendering has come to. */
  back: boolean
  /** Compare pictures with and without the focus. */
  rings: boolean
  /** What earlier walks of this rendering have met; the walk adds its own. */
  met: Met
}

/** Kinds of stops that need no second look in the same rendering. */
export interface Met {
  /** Whose ring was judged. */
  rings: Set<string>
  /** Which Tab and Shift+Tab have been seen to leave. */
  left: Set<string>
}

export interface Walk {
  stops: Stop[]
  findings: Finding[]
}

/** More Tab stops than any page of ours may have: a walk this long is caught in a circle. */
const mostStops = 150

/** Roles that hold further stops behind arrow keys; one step inside shows their ring too. */
const composites = /^(option|treeitem|toolbar|tab|menuitem|radio)$/

/**
 * Tab from the top of the page until the focus leaves it or comes round, then back the same way. Finds traps (WCAG 2.1.2),
 * stops nobody sees (2.4.11), stops without a name, and rings that do not show (2.4.7). Scrolls back to where it started.
 */
export async function walkByTab(page: Page, options: WalkOptions): Promise<Walk> {
  const session = await page.context().newCDPSession(page)
  try {
    await ask(page, 'rememberScrolling')
    await startAtTop(page)
    const tabbable = await ask(page, 'tabbableCount')
    const forward = await walk(page, session, 'Tab', options)
    const goesBack = options.back && forward.stops.some((stop) => !options.met.left.has(kindOf(stop)))
    const back = goesBack ? await walk(page, session, 'Shift+Tab', { ...options, rings: false }) : forward
    for (const stop of goesBack ? back.stops : []) options.met.left.add(kindOf(stop))
    await ask(page, 'restoreScrolling')
    const both = goesBack ? [...forward.findings, ...back.findings] : forward.findings
    const findings = [...both, ...compare(forward.stops, back.stops, tabbable)]
    return { stops: forward.stops, findings }
  } finally {
    await session.detach()
  }
}

/** Puts the place from which Tab goes on at the top of the page, or of the dialog that holds the rest back. */
async function startAtTop(page: Page): Promise<void> {
  await page.evaluate(() => {
    const dialogs = [...document.querySelectorAll('[aria-modal="true"]')]
    const top = document.createElement('span')
    top.tabIndex = -1
    ;(dialogs.at(-1) ?? document.body).prepend(top)
    top.focus()
    top.remove()
  })
}

async function walk(page: Page, session: CDPSession, key: Key, options: WalkOptions): Promise<Walk> {
  const stops: Stop[] = []
  const findings: Finding[] = []
  let pending: Pictured | null = null
  for (;;) {
    await press(session, key)
    // After a walk that left the page the first key may only bring the focus back from the browser's own controls.
    if (stops.length === 0 && (await ask(page, 'stop')) === null) await press(session, key)
    const step = await stepNow(page, pending?.stop.key ?? null)
    const stop = step.stop?.key === stops[0]?.key ? null : step.stop
    const isNew = stop !== null && options.rings && wantsRing(stop, options.met)
    if (isNew) options.met.rings.add(looksOf(stop))
    const looked = await look(session, step, { pending, next: isNew ? stop : null })
    findings.push(...looked.findings)
    pending = looked.pending
    if (!stop) return { stops, findings }
    stops.push(stop)
    if (stops.length > mostStops)
      return { stops, findings: [...findings, fault('no trap', `${key} does not leave the page`)] }
    findings.push(...judgeStop(stop, key))
  }
}

type Key = 'Tab' | 'Shift+Tab'

/** Up and down in one go; nothing here needs the time between. */
async function press(session: CDPSession, key: Key): Promise<void> {
  const modifiers = key === 'Tab' ? 0 : shift
  const tab = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers }
  await Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...tab }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...tab }),
  ])
}

/** As the protocol of the browser counts modifiers. */
const shift = 8

/** Whether the ring of a stop can be judged and none like it was in this rendering. */
export function wantsRing(stop: Stop, { rings }: Met): boolean {
  return !stop.insideFrame && stop.hidden === null && !rings.has(looksOf(stop))
}

/** Stops with the same take keys in the same way. */
function kindOf({ role, path }: Stop): string {
  return `${role} ${path}`
}

/** Stops with the same have the same ring, whatever they are called. */
function looksOf(stop: Stop): string {
  return `${kindOf(stop)} ${stop.look}`
}

/** One look at the stop before, now without the focus, and at the next one, which has it. */
async function look(
  session: CDPSession,
  { before, place }: Step,
  { pending, next }: { pending: Pictured | null; next: Stop | null },
): Promise<{ findings: Finding[]; pending: Pictured | null }> {
  const isJudged = pending !== null && before !== null
  const boxes = [...(isJudged ? [before] : []), ...(next ? [next.ringBox] : [])]
  const pictures = await photograph(session, boxes, place)
  const without = isJudged ? pictures.shift() : undefined
  const [picture] = pictures
  return {
    findings: pending && without ? judgeRing(pending, without, place) : [],
    pending: next && picture ? { stop: next, picture } : null,
  }
}

/** What a stop looks like once what moves with it (a tooltip beside it) has followed the scrolling that Tab brought about. */
async function stepNow(page: Page, keyBefore: string | null): Promise<Step> {
  const step = await ask(page, 'step', keyBefore)
  if (typeof step.stop?.hidden !== 'string') return step
  await settle(page)
  return ask(page, 'step', keyBefore)
}

function judgeStop(stop: Stop, key: string): Finding[] {
  const findings: Finding[] = []
  if (stop.hidden !== null) findings.push(fault('focus not obscured', `${key}: ${stop.hidden}`))
  if (stop.name.trim() === '' && !stop.insideFrame) findings.push(fault('stop has a name', stop.description))
  if (/^(generic|none|presentation|paragraph)$/i.test(stop.role) && !stop.insideFrame) {
    findings.push(fault('stop has a role', stop.description))
  }
  return findings
}

/** The way back meets the same stops; what the page counts as a stop is met. */
function compare(forward: Stop[], back: Stop[], tabbable: number): Finding[] {
  const findings: Finding[] = []
  const outside = (stops: Stop[]) => stops.filter(({ insideFrame, role }) => !insideFrame && !composites.test(role))
  const missing = outside(forward).filter(({ key }) => !back.some((other) => other.key === key))
  for (const { description } of missing)
    findings.push(fault('no trap', `Shift+Tab does not come back to ${description}`))
  if (forward.length === 0 && tabbable > 0) findings.push(fault('no trap', 'Tab reaches nothing'))
  const reached = forward.filter(({ insideFrame }) => !insideFrame).length
  if (reached < tabbable - 2) findings.push(fault('no trap', `Tab reaches ${reached} of ${tabbable} stops`))
  return findings
}
