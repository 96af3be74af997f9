import { deepestBlock, type RichDocument, type RichNode } from '#contract/rich-text.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { blocksOf } from './from-text.ts'

const nesting = ['bullet_list', 'ordered_list', 'blockquote', 'table']

/** The same document with what stands too deep to be sent (a quote in a quote in a quote …) as paragraphs of its words. */
export function fitDepth(document: RichDocument): RichDocument {
  return { ...document, content: document.content.flatMap((block) => fitBlock(block, 1)) }
}

/** A block at this depth: 1 stands in the document itself. */
function fitBlock(block: RichNode, depth: number): RichNode[] {
  if (nesting.includes(block.type) && depth + 2 > deepestBlock) return flatten(block)
  if (!block.content || block.type === 'paragraph' || block.type === 'heading') return [block]
  return [{ ...block, content: block.content.flatMap((child) => fitBlock(child, depth + 1)) }]
}

function flatten(block: RichNode): RichNode[] {
  const text = plainTextOf({ type: 'doc', attrs: { lang: null, dir: null }, content: [block] })
  const words = text
    .split('\n')
    .map((line) => line.replace(/^[>\s]+/, ''))
    .map((line) => line.replace(/^(?:[-*•]|\d{1,3}[.)]|#{1,3}) /, ''))
  const paragraphs = blocksOf(words).filter(({ type }) => type === 'paragraph')
  return paragraphs.length > 0 ? paragraphs : [{ type: 'paragraph', attrs: { dir: null } }]
}
