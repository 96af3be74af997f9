import { type LineFacts } from './flow.ts'
import { splitLine } from './split-line.ts'
import { textOf } from './tables.ts'

const longestHeading = 200
/** So much larger than the text is a heading. */
const larger = 1.12
/** Letters below a line in bold that make it a title and not the name above an address. */
const leastBelowTitle = 60

/** What became of a message's headings. */
export interface FoundHeadings {
  /** The message's own that stay. */
  own: number
  /** Lines that only looked like headings. */
  recovered: number
}

/**
 * Makes headings of lines that stand out by size or weight and stand above other text, and gives all of them levels below
 * that of the subject, without a gap.
 */
export function mendHeadings(root: Element, facts: Map<Element, LineFacts>, subjectLevel: number): FoundHeadings {
  for (const heading of root.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const text = textOf(heading)
    if ((text === '' && heading.querySelector('img') === null) || text.length > longestHeading)
      rename(heading, 'p', facts)
  }
  const bodyPx = commonSize(facts)
  for (const line of [...root.querySelectorAll('p')]) splitTitle(line, facts, bodyPx)
  const found = candidates(root, facts, bodyPx)
  const sizes = [...new Set(found.map((line) => roundedSize(facts.get(line))))].toSorted((one, other) => other - one)
  const isFound = new Set<Element>(found)
  const headings = [...root.querySelectorAll('h1, h2, h3, h4, h5, h6, p')].filter(
    (element) => element.nodeName !== 'P' || isFound.has(element),
  )
  const hasOwn = headings.some(({ nodeName }) => nodeName !== 'P')
  let before: { level: number; sizePx: number } | null = null
  const levels = headings.map((heading) => {
    const sizePx = facts.get(heading)?.sizePx ?? bodyPx
    if (heading.nodeName !== 'P') {
      before = { level: Number(heading.nodeName.slice(1)), sizePx }
      return before.level
    }
    if (!hasOwn) return sizes.indexOf(roundedSize(facts.get(heading))) + 1
    if (before === null) return 2
    return sizePx < before.sizePx ? before.level + 1 : before.level
  })
  setLevels(headings, levels, facts, subjectLevel)
  return { own: headings.length - found.length, recovered: found.length }
}

/** A title and its text are often one paragraph with a line break between. */
function splitTitle(line: Element, facts: Map<Element, LineFacts>, bodyPx: number): void {
  const own = facts.get(line)
  const [first, second] = own?.parts ?? []
  if (!own || !first || !second || first.letters === 0 || line.closest('li, td, th') !== null) return
  const isTitle = first.smallestPx >= bodyPx * larger && second.sizePx < first.smallestPx
  const isBold = first.boldLetters >= first.letters * 0.95 && second.boldLetters < second.letters / 2
  if (isTitle || (isBold && second.letters >= leastBelowTitle)) splitLine(line, facts, (index) => index < 2)
}

function setLevels(
  headings: readonly Element[],
  levels: readonly number[],
  facts: Map<Element, LineFacts>,
  subjectLevel: number,
): void {
  const open: number[] = []
  for (const [index, heading] of headings.entries()) {
    const level = levels[index] ?? 1
    while (open.length > 0 && (open.at(-1) ?? 0) >= level) open.pop()
    open.push(level)
    const made = rename(heading, `h${Math.min(subjectLevel + open.length, 6)}`, facts)
    // Weight and breaks were the looks of a heading; it has those now by itself.
    for (const strong of made.querySelectorAll('strong')) strong.replaceWith(...strong.childNodes)
    for (const lineBreak of made.querySelectorAll('br')) lineBreak.replaceWith(' ')
  }
}

function rename(element: Element, name: string, facts: Map<Element, LineFacts>): Element {
  if (element.localName === name) return element
  const renamed = element.ownerDocument.createElement(name)
  for (const { name: attribute, value } of element.attributes) renamed.setAttribute(attribute, value)
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  const known = facts.get(element)
  if (known) facts.set(renamed, known)
  facts.delete(element)
  return renamed
}

/** The size in which most letters are written. */
function commonSize(facts: Map<Element, LineFacts>): number {
  const letters = new Map<number, number>()
  for (const [line, { parts }] of facts) {
    if (line.nodeName !== 'P') continue
    for (const { letters: count, smallestPx } of parts) {
      if (count > 0) letters.set(Math.round(smallestPx), (letters.get(Math.round(smallestPx)) ?? 0) + count)
    }
  }
  const [most] = [...letters].toSorted(([, one], [, other]) => other - one)
  return most?.[0] ?? 16
}

const roundedSize = (facts: LineFacts | undefined) => Math.round((facts?.sizePx ?? 16) / 2) * 2

function candidates(root: Element, facts: Map<Element, LineFacts>, bodyPx: number): Element[] {
  const found: Element[] = []
  for (const line of root.querySelectorAll('p')) {
    if (line.closest('li, td, th, caption, [data-fold]') !== null) continue
    const own = facts.get(line)
    if (!own || own.letters < 2 || !readsAsHeading(line, own)) continue
    const isLarge = own.smallestPx >= bodyPx * larger && !goesOn(line, own, found, facts)
    if (own.isButton || (own.linkLetters === own.letters && !isLarge)) continue
    const isBold = own.boldLetters >= own.letters * 0.95 && own.smallestPx >= bodyPx * 0.9
    if (isLarge ? standsAboveText(line, own, facts) : isBold && standsAbovePlain(line, facts)) found.push(line)
  }
  return found
}

const opening =
  /^(?:hi|hello|hey|dear|hola|estimad[oa]s?|querid[oa]s?|liebe[rs]?|hallo|sehr|bonjour|ch[eè]re?|ciao|gentile|beste)\b/i

function readsAsHeading(line: Element, { sizePx, smallestPx }: LineFacts): boolean {
  const text = textOf(line)
  if (text.length < 2 || text.length > 120 || opening.test(text) || /[,;]$/.test(text)) return false
  if (line.querySelector('br') !== null && (text.length > 80 || sizePx !== smallestPx)) return false
  if (/[.。]$/.test(text) && text.length > 60) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters >= 2 && letters >= text.length / 2
}

/** Words of the same size before it that are no heading: then it is more of the same text. */
function goesOn(
  line: Element,
  { sizePx }: LineFacts,
  found: readonly Element[],
  facts: Map<Element, LineFacts>,
): boolean {
  const before = line.previousElementSibling
  const size = before?.nodeName === 'P' && found.at(-1) !== before ? (facts.get(before)?.sizePx ?? 0) : 0
  return size >= sizePx
}

function standsAboveText(line: Element, { sizePx }: LineFacts, facts: Map<Element, LineFacts>): boolean {
  const next = line.nextElementSibling
  return next !== null && next.nodeName !== 'HR' && (facts.get(next)?.sizePx ?? 0) <= sizePx
}

/** Something of usual weight follows. A bold sentence only stresses what it says. */
function standsAbovePlain(line: Element, facts: Map<Element, LineFacts>): boolean {
  const next = line.nextElementSibling
  if (next === null || next.nodeName === 'HR' || /[.。]$/.test(textOf(line))) return false
  const own = facts.get(next)
  return own === undefined ? !/^H\d$/.test(next.nodeName) : own.boldLetters < own.letters * 0.95
}
