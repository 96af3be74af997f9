import { type RichNode } from '#contract/rich-text.ts'

const lost = new Set(['strong', 'em', 'code', 'language'])

/** Headings, lists, quotes and addresses of links are still there in plain text; these are not. */
export function losesFormat(node: RichNode): boolean {
  if (node.type === 'table' || node.type === 'preformatted' || node.type === 'picture') return true
  return (node.marks?.some(({ type }) => lost.has(type)) ?? false) || (node.content?.some(losesFormat) ?? false)
}
