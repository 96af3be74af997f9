import { isIntroduction } from '#client/mail/received/introduction.ts'

/** What is no text of whoever wrote a message: what was said before, and what is folded away or signs it. */
const quoted = 'blockquote, details, .folded'
const passedBy = '.signature, [hidden], style'
const block = 'p, li, h1, h2, h3, h4, h5, h6, pre, td, th, dt, dd, div, article, section, body'
const longestIntroduction = 400

interface Passage {
  start: Element
  /** Its beginning, enough to see what it is. */
  text: string
}

/**
 * Where the passages of a message begin that are new in it, in their order: those at its beginning and after each quote. A line that only
 * introduces a quote is none.
 */
export function newPassages(root: Element): Element[] {
  const passages: Passage[] = []
  let isOpen = false
  const words = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const text = node.nodeValue ?? ''
    const parent = node.parentElement
    if (!parent || text.trim() === '' || within(parent, passedBy, root)) continue
    if (within(parent, quoted, root)) {
      isOpen = false
      continue
    }
    const last = passages.at(-1)
    if (isOpen && last) last.text = (last.text + text).slice(0, longestIntroduction)
    else passages.push({ start: parent.closest(block) ?? root, text: text.trimStart() })
    isOpen = true
  }
  return passages.filter(({ text }) => !isIntroduction(text.trim())).map(({ start }) => start)
}

const within = (element: Element, selector: string, root: Element) => {
  const found = element.closest(selector)
  return found !== null && found !== root && root.contains(found)
}
