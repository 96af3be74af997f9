import { type Locator } from 'playwright-core'
import { eventually } from '#e2e/eventually.ts'
import { hasFocus } from '#e2e/focus.ts'
import { deliver, ownSubject } from '#e2e/mail/letters.ts'
import { fault, type Finding } from '../engines/findings.ts'
import { ask } from '../in-page.ts'
import { openInbox } from '../states/reaching.ts'
import { type Person, type Visit } from '../visit.ts'

/** Something a person does, and where the focus and the words must be afterwards (docs/contributing/focus.md). */
export interface Behaviour {
  name: string
  person: Person
  /** Nobody is signed in. */
  isOutside?: boolean
  /** Starts from a page without a document and loads what it needs. */
  act(visit: Visit): Promise<Finding[]>
}

/** How long a page on a busy machine may take to do what it does at once. */
const withinMs = 20_000

export async function focusOn(visit: Visit, target: Locator, what: string): Promise<Finding[]> {
  try {
    await hasFocus(visit.page, target, withinMs)
    return []
  } catch (error) {
    return [fault('focus', `${what}: ${error instanceof Error ? error.message : String(error)}`)]
  }
}

export async function attributes(target: Locator, expected: Record<string, RegExp>): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [name, pattern] of Object.entries(expected)) {
    const matches = async () => pattern.test((await target.getAttribute(name, { timeout: withinMs })) ?? '')
    const isThere = await eventually(name, matches, { withinMs }).catch(() => false)
    if (!isThere) findings.push(fault('semantics', `${name} of ${target.toString()} is not ${pattern}`))
  }
  return findings
}

export async function titleBegins({ page }: Visit, words: string): Promise<Finding[]> {
  const begins = async () => (await page.title()).startsWith(words)
  const isRight = await eventually('title', begins, { withinMs }).catch(() => false)
  return isRight ? [] : [fault('title', `is "${await page.title()}" and does not begin with "${words}"`)]
}

/** Whether this is said, by a live region that was in the page before, once the person has acted. */
export async function says(visit: Visit, sentence: RegExp, act: () => Promise<unknown>): Promise<Finding[]> {
  await ask(visit.page, 'listen')
  await act()
  const isSaid = async () =>
    (await ask(visit.page, 'heardSoFar')).some(({ text, wasMounted }) => wasMounted && sentence.test(text))
  const wasSaid = await eventually('words in a live region', isSaid, { withinMs }).catch(() => false)
  return wasSaid ? [] : [fault('status', `nothing like ${sentence} was said`)]
}

/** What is said of something that can be taken back: the sentence itself, and the key that does so. */
export function undoable({ words }: Visit, sentenceKey: string): RegExp {
  const done = words.like(sentenceKey).source.replace(/^\^|\$$/g, '')
  const withKey = words.with('actions.withUndoKey', { done: '\n', key: 'Ctrl+Z' })
  return new RegExp(`^${withKey.replace(/[.+*?()[\]{}|\\^$]/g, '\\$&').replace('\n', () => done)}$`)
}

/** Brings Ben messages of his own, the last one newest, and opens his inbox; gives their subjects. */
export async function withLetters(visit: Visit, count: number) {
  const subjects = Array.from({ length: count }, (_, index) => ownSubject(`Letter ${index + 1}`))
  for (const subject of subjects) await deliver(visit.app.platform, 'ben', { subject })
  const mail = await openInbox(visit)
  for (const subject of subjects) await mail.row(subject).waitFor()
  return { mail, subjects: subjects as [string, string, ...string[]] }
}
