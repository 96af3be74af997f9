import { markRaw } from 'vue'
import { type Draft } from '#client/mail/draft.ts'
import { type Identity } from '#contract/identities.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { blocksOf, documentFromText, isEmptyDocument } from '#client/mail/editor/document/from-text.ts'

/** A signature as it is put into a message: behind the mark that programs know it by (RFC 3676, 4.3). */
export interface Signature {
  text: string
  blocks: readonly RichNode[]
  /** Above what is quoted, else below. */
  isAbove: boolean
}

const mark = '-- '
/** The quote is looked for below at most so many blocks of the person's own. */
const mostAbove = 50

/** Null where there is none. */
export function signatureOf(identity: Identity | undefined): Signature | null {
  if (!identity) return null
  const words = identity.signature.replaceAll(/\r\n?/g, '\n').trimEnd()
  if (words.trim() === '') return null
  const [first, ...rest] = identity.signatureDocument?.content ?? blocksOf(words.split('\n'))
  const begin: RichNode[] = [{ type: 'text', text: mark }, { type: 'hard_break' }]
  const blocks: RichNode[] =
    first?.type === 'paragraph'
      ? [{ ...first, content: [...begin, ...(first.content ?? [])] }, ...rest]
      : [paragraph(begin.slice(0, 1)), ...(first ? [first] : []), ...rest]
  return { text: `${mark}\n${words}`, blocks, isAbove: identity.place === 'above' }
}

/** Puts it where it belongs into a draft that has none: below all, or above what was quoted. */
export function putSignature(draft: Draft, signature: Signature): Partial<Draft> {
  const given = quoteOf(draft)
  const isAbove = signature.isAbove && draft.kind !== 'new' && given !== ''
  const { document } = draft
  if (!document) {
    const at = isAbove ? draft.text.indexOf(given) : -1
    if (at === -1) return { text: `${draft.text.trimEnd()}\n\n${signature.text}\n`, signature: signature.text }
    const above = draft.text.slice(0, at).trimEnd()
    return { text: `${above}\n\n${signature.text}\n\n${draft.text.slice(at)}`, signature: signature.text }
  }
  const blocks = isEmptyDocument(document) ? documentFromText(draft.text, draft.links).content : document.content
  const at = isAbove ? startOfQuote(blocks, given) : blocks.length
  const above = blocks.slice(0, at)
  const content = [...above, ...signature.blocks, ...blocks.slice(above.length)]
  return { ...withBlocks(document, content), signature: wordsOf(signature.blocks) }
}

/** Where the blocks begin that say what was put in; behind all of them where the person has changed it. */
function startOfQuote(blocks: readonly RichNode[], given: string): number {
  let at = blocks.slice(0, mostAbove).findIndex((_, index) => wordsOf(blocks.slice(index)) === given)
  if (at === -1) return blocks.length
  while (blocks[at]?.type === 'paragraph' && (blocks[at]?.content ?? []).length === 0) at += 1
  return at
}

/** What was put in below the words of the person's own. */
function quoteOf({ prefilledText, opening = '' }: Draft): string {
  const given = (prefilledText ?? '').trim()
  return given.startsWith(opening.trim()) ? given.slice(opening.trim().length).trim() : given
}

/**
 * Puts another in the place of the one that was put in, or takes it away; null where the person has changed it, so that it is
 * theirs now, and where there is none.
 */
export function replaceSignature(draft: Draft, before: string, next: Signature | null): Partial<Draft> | null {
  const { document } = draft
  if (before === '') return null
  if (!document) {
    const at = `\n${draft.text}\n`.indexOf(`\n${before}\n`)
    if (at === -1) return null
    const [above, below] = [draft.text.slice(0, at), draft.text.slice(at + before.length)]
    return { text: next ? above + next.text + below : above.trimEnd() + below, signature: next?.text ?? '' }
  }
  const found = runOf(document.content, before)
  if (!found) return null
  const [above, below] = [document.content.slice(0, found.from), document.content.slice(found.to)]
  const content = [...above, ...(next?.blocks ?? []), ...below]
  return {
    ...withBlocks(document, content.length > 0 ? content : [paragraph([])]),
    signature: next ? wordsOf(next.blocks) : '',
  }
}

/** The blocks that say exactly this. */
function runOf(blocks: readonly RichNode[], words: string): { from: number; to: number } | null {
  const firstLine = words.split('\n', 1)[0] ?? ''
  for (const from of blocks.keys()) {
    if (!wordsOf(blocks.slice(from, from + 1)).startsWith(firstLine.trimEnd())) continue
    for (let to = from + 1; to <= blocks.length; to += 1) {
      const said = wordsOf(blocks.slice(from, to))
      if (sameWords(said, words)) return { from, to }
      if (said.length > words.length + 20) break
    }
  }
  return null
}

/** Editors and mail servers drop the space behind the mark. */
const sameWords = (one: string, other: string) => one.replace(/(?<! ) +$/gm, '') === other.replace(/(?<! ) +$/gm, '')

function withBlocks(document: RichDocument, content: readonly RichNode[]): Pick<Draft, 'document' | 'text'> {
  const next = { ...document, content }
  return { document: markRaw(next), text: plainTextOf(next) }
}

const wordsOf = (content: readonly RichNode[]) =>
  plainTextOf({ type: 'doc', attrs: { lang: null, dir: null }, content }).trim()
const paragraph = (content: RichNode[]): RichNode => ({ type: 'paragraph', attrs: { dir: null }, content })
