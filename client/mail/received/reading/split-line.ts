import { type LineFacts } from './flow.ts'

/** What stands between the line breaks of a paragraph. */
export function groupsOf(line: Element): ChildNode[][] {
  const groups: ChildNode[][] = [[]]
  for (const node of line.childNodes) {
    if (node.nodeName === 'BR') groups.push([])
    else groups.at(-1)?.push(node)
  }
  return groups
}

/** Cuts a paragraph at those of its line breaks after which `begins` says that another begins. */
export function splitLine(line: Element, facts: Map<Element, LineFacts>, begins: (index: number) => boolean): void {
  const own = facts.get(line)
  let open: Element | null = null
  for (const [index, nodes] of groupsOf(line).entries()) {
    if (open !== null && !begins(index)) {
      open.append(line.ownerDocument.createElement('br'), ...nodes)
      continue
    }
    open = line.cloneNode(false) as Element
    if (index > 0) open.removeAttribute('id')
    open.append(...nodes)
    line.before(open)
    const part = own?.parts[index]
    if (own && part) facts.set(open, { ...own, ...part, parts: own.parts.slice(index) })
  }
  facts.delete(line)
  line.remove()
}
