import { type CleanMail, cleanOurs } from '../clean.ts'
import { trustedHtml } from '../trusted-html.ts'
import { foldAway } from './folds.ts'
import { type FoundHeadings, mendHeadings } from './headings.ts'
import { directionOfText, markLanguages } from './languages.ts'
import { LinkNames } from './link-names.ts'
import { recoverLists } from './lists.ts'
import { type Counts, count, type Fault, type ReadableWords, type Repair } from './readable-words.ts'
import { readingRules } from './reading-rules.ts'
import { describe, type Structure } from './structure.ts'
import { textOf } from './tables.ts'
import { Walk } from './walk.ts'

/** A message rebuilt for reading, and what there is to say about it. */
export interface Readable {
  /** The same message with its text rebuilt: goes into the same frame, cleaned last like the original. */
  mail: CleanMail
  structure: Structure
  repairs: Counts<Repair>
  faults: Counts<Fault>
  /** The original keeps somebody from reading it, so the rebuilt text is what to show first. */
  isNeeded: boolean
}

/** A message this long needs headings to find one's way by. */
const longMessage = 300

/**
 * Rebuilds cleaned mail as plain semantic HTML in source order: no layout, no looks, headings, lists, tables and names where the
 * message only hinted at them. A pure function of its input; what comes out went through the sanitiser again (security.md A 3).
 */
export function makeReadable(clean: CleanMail, words: ReadableWords): Readable {
  const steps = readableInSteps(clean, words)
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** The same with pauses, in which the page can do other things: a large message takes longer than a frame or two. */
export function* readableInSteps(clean: CleanMail, words: ReadableWords): Generator<undefined, Readable> {
  const parsed = new DOMParser().parseFromString(trustedHtml(clean.html), 'text/html')
  yield
  const root = parsed.createElement('div')
  const { flow, repairs, faults } = new Walk(parsed.body, root, clean, words)
  yield
  const pictures = [...clean.pictures]
  for (const container of [root, ...root.querySelectorAll('blockquote, [data-fold], td, li')]) {
    const lists = recoverLists(container, flow.facts)
    count(repairs, 'lists', lists)
    count(faults, 'fakeLists', lists)
  }
  const headings = mendHeadings(root, flow.facts, clean.subjectLevel)
  new LinkNames(words, pictures, repairs, faults).mend(root)
  foldAway(root, words, repairs)
  tidyRules(root)
  yield
  const text = textOf(root)
  const language = clean.language ?? words.guessLanguage(text)
  const direction = clean.direction ?? directionOfText(text) ?? 'ltr'
  count(repairs, 'languages', markLanguages(root, { language, direction }, words.guessLanguage))
  const hasBulkFooter = (repairs.footers ?? 0) > 0
  const structure = describe(root, { pictureOnly: clean.pictureOnly, hasBulkFooter, unnamed: words.unnamedPicture })
  noteWhole(clean, structure, headings, repairs, faults)
  yield
  const html = cleanOurs(root.innerHTML)
  const mail = { ...clean, html, css: readingRules, language, direction, ownColours: false, pictures }
  return { mail, structure, repairs, faults, isNeeded: isNeeded(faults) }
}

function noteWhole(
  clean: CleanMail,
  { words }: Structure,
  { own, recovered }: FoundHeadings,
  repairs: Counts<Repair>,
  faults: Counts<Fault>,
): void {
  count(repairs, 'headings', recovered)
  count(faults, 'fakeHeadings', recovered)
  count(repairs, 'colours', clean.ownColours ? 1 : 0)
  count(repairs, 'hidden', clean.trackers)
  if (clean.pictureOnly) count(faults, 'pictureOnly')
  if (own === 0 && words >= longMessage) count(faults, 'noHeadings')
}

/** A lone heading written as a bold line, a list by hand or one small word do not make a message unreadable. */
const bearable: Counts<Fault> = { fakeHeadings: 1, fakeLists: 1, lowContrast: 2, tinyText: 2, noHeadings: Infinity }

/**
 * The check that decides what is shown first: a message fails when it lays itself out by tables, has pictures without
 * descriptions or links without sense, words too faint or too small, a width beyond a small screen, more than one heading or
 * list that only looks like one, or is made of pictures.
 */
function isNeeded(faults: Counts<Fault>): boolean {
  return (Object.keys(faults) as Fault[]).some((fault) => (faults[fault] ?? 0) > (bearable[fault] ?? 0))
}

/** Rules divide; at the beginning, at the end, beside a heading or twice they do not. */
function tidyRules(root: Element): void {
  for (const rule of root.querySelectorAll('hr')) {
    const { previousElementSibling: before, nextElementSibling: after } = rule
    if (!before || !after || before.nodeName === 'HR' || after.nodeName === 'DETAILS') rule.remove()
  }
}
