import * as z from 'zod'
import { labelName } from '#contract/label-changes.ts'
import { label, labelColour, labelShape, usualLooks, type Label } from '#contract/labels.ts'
import { keyword } from '#contract/messages.ts'
import { isWorkMark } from '#contract/work-marks.ts'
import { isLabel, isSameKeyword } from '#server/mail/flags.ts'
import { Problem } from '#server/problem.ts'
import { keywordOf } from './keyword-of.ts'

/** The labels people made or changed in a mailbox, and those they deleted: a keyword outlives its last message in many servers. */
export interface LabelBook {
  labels: readonly Label[]
  deleted: readonly string[]
}

const mostLabels = 100
const mostDeleted = 200

/** Anybody with the mailbox may have written it: what does not fit is left out, piece by piece. */
const stored = z.object({ labels: z.array(z.unknown()).catch([]), deleted: z.array(z.unknown()).catch([]) })
const storedLabel = z.object({ ...label.shape, name: z.nullable(labelName) })

export function readBook(text: string | null): LabelBook {
  const found = stored.safeParse(parsed(text)).data
  const labels = (found?.labels ?? []).flatMap((each) => storedLabel.safeParse(each).data ?? [])
  const deleted = (found?.deleted ?? []).flatMap((each) => keyword.safeParse(each).data ?? [])
  return {
    labels: labels.filter(({ keyword }) => isLabel(keyword) && !isWorkMark(keyword)).slice(0, mostLabels),
    deleted: deleted.slice(0, mostDeleted),
  }
}

export function writeBook({ labels, deleted }: LabelBook): string {
  return JSON.stringify({ labels, deleted })
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** What the marks that mail programs have in common look like there. */
const common: Readonly<Record<string, Pick<Label, 'colour' | 'shape'>>> = {
  $label1: { colour: 'red', shape: 'triangle' },
  $label2: { colour: 'orange', shape: 'square' },
  $label3: { colour: 'green', shape: 'dot' },
  $label4: { colour: 'blue', shape: 'diamond' },
  $label5: { colour: 'purple', shape: 'ring' },
}

/** The book's labels and those `seen` on messages that it does not know. */
export function allLabels({ labels, deleted }: LabelBook, seen: readonly string[]): Label[] {
  const known = [...labels.map(({ keyword }) => keyword), ...deleted]
  const unknown = seen.filter((each) => keyword.safeParse(each).success && !has(known, each) && !isWorkMark(each))
  return [...labels, ...unknown.map(foundLabel)]
}

/** A label another program made. */
function foundLabel(keyword: string): Label {
  const looks = common[keyword.toLowerCase()]
  if (looks) return { keyword, name: null, ...looks }
  return { keyword, name: keyword.replace(/_+/g, ' ').trim() || keyword, ...usualLooks(keyword) }
}

interface Wishes {
  name?: string | null | undefined
  colour?: Label['colour'] | undefined
  shape?: Label['shape'] | undefined
}

/** Throws Problem `label-exists`; `not-allowed` beyond 100 labels. */
export function withNew(book: LabelBook, seen: readonly string[], { name, colour, shape }: Wishes & { name: string }) {
  const all = allLabels(book, seen)
  checkNameIsFree(all, name)
  if (book.labels.length >= mostLabels) throw new Problem('not-allowed')
  const made: Label = {
    keyword: keywordOf(
      name,
      all.map(({ keyword }) => keyword),
    ),
    name,
    colour:
      colour ??
      leastUsed(
        labelColour.options,
        all.map((each) => each.colour),
      ),
    shape:
      shape ??
      leastUsed(
        labelShape.options,
        all.map((each) => each.shape),
      ),
  }
  const deleted = book.deleted.filter((each) => !isSameKeyword(each, made.keyword))
  return { made, book: { labels: [...book.labels, made], deleted } }
}

/** Changes a label; one that only other programs knew gets into the book by it. Throws Problem `label-exists`. */
export function withChanged(
  book: LabelBook,
  seen: readonly string[],
  keyword: string,
  { name, colour, shape }: Wishes,
) {
  const all = allLabels(book, seen)
  const before = all.find((each) => isSameKeyword(each.keyword, keyword)) ?? foundLabel(keyword)
  const others = all.filter((each) => each !== before)
  if (typeof name === 'string') checkNameIsFree(others, name)
  const changed: Label = {
    keyword: before.keyword,
    name: name === undefined ? before.name : name,
    colour: colour ?? before.colour,
    shape: shape ?? before.shape,
  }
  const isKnown = book.labels.includes(before)
  if (!isKnown && book.labels.length >= mostLabels) throw new Problem('not-allowed')
  const labels = isKnown ? book.labels.map((each) => (each === before ? changed : each)) : [...book.labels, changed]
  return { made: changed, book: { labels, deleted: book.deleted.filter((each) => !isSameKeyword(each, keyword)) } }
}

export function without(book: LabelBook, keyword: string): LabelBook {
  const labels = book.labels.filter((each) => !isSameKeyword(each.keyword, keyword))
  const deleted = [keyword, ...book.deleted.filter((each) => !isSameKeyword(each, keyword))].slice(0, mostDeleted)
  return { labels, deleted }
}

function has(some: readonly string[], keyword: string): boolean {
  return some.some((other) => isSameKeyword(other, keyword))
}

function checkNameIsFree(labels: readonly Label[], name: string): void {
  const folded = (text: string) => text.normalize('NFKC').toLocaleLowerCase('en')
  const isTaken = labels.some((label) => label.name !== null && folded(label.name) === folded(name))
  if (isTaken) throw new Problem('label-exists')
}

/** The first of those used the fewest times. */
function leastUsed<T>(all: readonly T[], used: readonly T[]): T {
  const count = (value: T) => used.filter((other) => other === value).length
  return all.reduce((best, value) => (count(value) < count(best) ? value : best))
}
