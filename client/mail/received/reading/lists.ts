import { type LineFacts } from './flow.ts'
import { groupsOf, splitLine } from './split-line.ts'
import { textOf } from './tables.ts'
import { unwrapOnly } from './unwrap-only.ts'

/** How an item written by hand begins. */
interface Item {
  line: Element
  /** Signs of the mark and the space after it. */
  markLength: number
  /** The number it counts with, null for a bullet. */
  number: number | null
  /** Depth that Word gave it, else 1. */
  depth: number
}

const bulletMark = /^[•·▪▫◦‣⁃●○■□►▶➤➢✓✔✗✅👉➡]\uFE0F?\s*(?=\S)/u
const dashMark = /^[-–—*]\s+(?=\S)/
const numberMark = /^(\d{1,3})[.)]\s+(?=\S)/
/** Letters that stand for bullets in the fonts Word uses for them, and its letters and Roman numbers. */
const wordMark = /^(?:[·•o§ØüvÃ\uF0A7\uF0B7\uF0D8\uF0FC-]|[a-z]{1,4}[.)])\s+(?=\S)/

/** Makes lists of paragraphs, or of lines in one, that begin with bullets or with numbers that count up. Answers how many. */
export function recoverLists(container: Element, facts: Map<Element, LineFacts>): number {
  for (const line of [...container.children]) if (line.nodeName === 'P') splitAtItems(line, facts)
  let made = 0
  let run: Item[] = []
  const finish = () => {
    if (run.length > 0 && isList(run, facts)) {
      makeList(run)
      made += 1
    }
    run = []
  }
  for (const line of [...container.children]) {
    const item = line.nodeName === 'P' ? readItem(line, facts) : null
    if (item === null || !continues(run.at(-1), item)) finish()
    if (item) run.push(item)
  }
  finish()
  return made
}

function readItem(line: Element, facts: Map<Element, LineFacts>): Item | null {
  const text = line.textContent.replaceAll('\u00A0', ' ').slice(0, 40)
  const wordDepth = facts.get(line)?.wordListDepth ?? 0
  const depth = Math.max(wordDepth, 1)
  const number = numberMark.exec(text)
  if (number) return { line, markLength: number[0].length, number: Number(number[1]), depth }
  const mark = bulletMark.exec(text) ?? dashMark.exec(text) ?? (wordDepth > 0 ? wordMark.exec(text) : null)
  return mark ? { line, markLength: mark[0].length, number: null, depth } : null
}

function continues(before: Item | undefined, item: Item): boolean {
  if (before?.depth !== item.depth) return true
  return item.number === null ? before.number === null : before.number !== null && item.number === before.number + 1
}

/** Word says itself that an item is one; of others it takes two, and numbers count from 1 or 0 unless there are more. */
function isList(run: readonly Item[], facts: Map<Element, LineFacts>): boolean {
  const [first] = run
  if (!first) return false
  if (run.some(({ line }) => (facts.get(line)?.wordListDepth ?? 0) > 0)) return true
  return run.length > 2 || (run.length === 2 && (first.number === null || first.number <= 1))
}

function makeList(run: readonly Item[]): void {
  const [first] = run
  if (!first) return
  const { ownerDocument } = first.line
  const open: { list: Element; depth: number }[] = []
  for (const item of run) {
    while (open.length > 1 && (open.at(-1)?.depth ?? 0) > item.depth) open.pop()
    const top = open.at(-1)
    if ((top?.depth ?? 0) < item.depth) {
      const list = ownerDocument.createElement(item.number === null ? 'ul' : 'ol')
      if (item.number !== null && item.number !== 1) list.setAttribute('start', String(item.number))
      if (top === undefined) item.line.before(list)
      else (top.list.lastElementChild ?? top.list).append(list)
      open.push({ list, depth: item.depth })
    }
    const entry = ownerDocument.createElement('li')
    open.at(-1)?.list.append(entry)
    entry.append(item.line)
    takeOff(item.line, item.markLength)
    unwrapOnly(entry)
  }
}

/** Takes signs off the beginning, through whatever elements they stand in. */
function takeOff(line: Element, length: number): void {
  let left = length
  const walker = line.ownerDocument.createTreeWalker(line, 4)
  const empty: Node[] = []
  while (left > 0 && walker.nextNode()) {
    const node = walker.currentNode
    const text = node.nodeValue ?? ''
    const taken = Math.min(left, text.length)
    node.nodeValue = text.slice(taken)
    left -= taken
    if (node.nodeValue === '') empty.push(node)
  }
  for (const node of empty) {
    const { parentElement } = node
    node.parentNode?.removeChild(node)
    if (parentElement && parentElement !== line && textOf(parentElement) === '') parentElement.remove()
  }
}

/** Cuts a paragraph whose lines are items into one paragraph a line. */
function splitAtItems(line: Element, facts: Map<Element, LineFacts>): void {
  const groups = groupsOf(line)
  if (groups.length < 2) return
  const texts = groups.map((nodes) =>
    nodes
      .map((node) => node.textContent ?? '')
      .join('')
      .trim(),
  )
  const isItem = texts.map((text) => bulletMark.test(text) || dashMark.test(text) || numberMark.test(text))
  if (!isItem.some((item, index) => item && isItem[index + 1] === true)) return
  splitLine(line, facts, (index) => isItem[index] === true || isItem[index - 1] === true)
}
