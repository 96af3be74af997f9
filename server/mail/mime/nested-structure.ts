import type { MimeNode } from './structure.ts'

const deepest = 100

/**
 * The `message/rfc822` node with this part number, its children numbered as IMAP numbers them (RFC 9051, 6.4.5): the parts of a
 * message in part 2 are 2.1, 2.2 and so on, and its text is 2.1 where it has no parts.
 */
export function nestedNode(root: MimeNode, partId: string): MimeNode | undefined {
  const walk = (node: MimeNode, part: string, depth: number): MimeNode | undefined => {
    if (depth > deepest) return undefined
    if (node.type === 'message/rfc822' && part === partId) return numbered(node, part, depth)
    const [at, next] =
      childrenOf(node, part).find(([each]) => each === part || each === partId || partId.startsWith(`${each}.`)) ?? []
    return at === undefined || !next ? undefined : walk(next, at, depth + 1)
  }
  return walk(root, rootPart(root), 0)
}

/** A message of one part has it as part 1. */
export const rootPart = (root: MimeNode) => (root.type.startsWith('multipart/') ? '' : '1')

function numbered(node: MimeNode, part: string, depth: number): MimeNode {
  if (depth > deepest) return { ...node, part, childNodes: [] }
  const childNodes = childrenOf(node, part).map(([at, child]) => numbered(child, at, depth + 1))
  return { ...node, part, ...(node.childNodes ? { childNodes } : {}) }
}

/** Each child with its number (RFC 9051, 6.4.5). A multipart that is all of a message shares the message's number. */
export function childrenOf(node: MimeNode, part: string): (readonly [string, MimeNode])[] {
  const children = node.childNodes ?? []
  if (node.type !== 'message/rfc822') {
    return children.map((child, index) => [part === '' ? String(index + 1) : `${part}.${index + 1}`, child] as const)
  }
  return children.slice(0, 1).map((child) => [child.type.startsWith('multipart/') ? part : `${part}.1`, child] as const)
}
