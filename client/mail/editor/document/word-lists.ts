/**
 * Word copies a list as paragraphs that only look like one: `mso-list:l0 level2 lfo1` in the style says that it is an item and
 * how deep, a part marked `mso-list:Ignore` holds the sign. These become real lists. Headings that are numbered are marked in
 * the same way; they stay headings, and their number is one of their words.
 */
export function repairWordLists(body: HTMLElement): void {
  let lists: HTMLElement[] = []
  let before: Element | null = null
  for (const paragraph of body.querySelectorAll<HTMLElement>('p, h1, h2, h3, h4, h5, h6')) {
    const level = levelOf(paragraph)
    if (level === null) continue
    const sign = takeSign(paragraph)
    if (paragraph.nodeName !== 'P') {
      if (/[\da-z]/i.test(sign)) paragraph.prepend(`${sign} `)
      continue
    }
    const isNumbered = /^[\da-z]{1,4}[.)]/i.test(sign)
    // Items that do not follow each other belong to different lists.
    if (before === null || previousElement(paragraph) !== before) lists = []
    lists = lists.slice(0, level)
    if (lists[level - 1] && isNumbered !== (lists[level - 1]?.nodeName === 'OL')) lists = lists.slice(0, level - 1)
    before = addItem(lists, level, isNumbered ? 'ol' : 'ul', paragraph, sign)
  }
}

function levelOf(paragraph: Element): number | null {
  const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(paragraph.getAttribute('style') ?? '')?.[1]
  return level === undefined ? null : Math.max(1, Number(level))
}

/** Removes the sign and returns it: "1.", "·", "o". */
function takeSign(paragraph: Element): string {
  const parts = [...paragraph.querySelectorAll('[style*="mso-list" i]')].filter((part) =>
    /mso-list:\s*ignore/i.test(part.getAttribute('style') ?? ''),
  )
  const sign = parts.map((part) => part.textContent).join('')
  for (const part of parts) part.remove()
  if (parts.length > 0) return sign.trim()
  return takeLeadingSign(paragraph)
}

/** Where Word marks nothing, the sign is the first word, with blanks behind it. */
function takeLeadingSign(paragraph: Element): string {
  const first = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT).nextNode()
  const sign =
    /^\s*(?:[·•§o\u2022\uf0b7\uf0a7-]|[\da-z]{1,4}[.)])[\s\u00a0]+/i.exec(first?.textContent ?? '')?.[0] ?? ''
  if (first && sign !== '') first.textContent = (first.textContent ?? '').slice(sign.length)
  return sign.trim()
}

/** Adds the paragraph as an item at this level, opening lists on the way. Answers the outermost list. */
function addItem(
  lists: HTMLElement[],
  level: number,
  name: 'ol' | 'ul',
  paragraph: HTMLElement,
  sign: string,
): Element {
  const page = paragraph.ownerDocument
  const item = page.createElement('li')
  const anchor = page.createElement('p')
  anchor.append(...paragraph.childNodes)
  item.append(anchor)
  for (let depth = lists.length; depth < level; depth += 1) {
    const list = page.createElement(name)
    if (name === 'ol' && depth === level - 1) startAt(list, sign)
    const parent = lists[depth - 1]
    if (!parent) paragraph.before(list)
    else (parent.lastElementChild ?? parent.appendChild(emptyItem(page))).append(list)
    lists.push(list)
  }
  lists[level - 1]?.append(item)
  paragraph.remove()
  return lists[0] as HTMLElement
}

function startAt(list: HTMLElement, sign: string): void {
  const number = Number.parseInt(sign, 10)
  if (number > 1) list.setAttribute('start', String(number))
}

function emptyItem(page: Document): HTMLElement {
  const item = page.createElement('li')
  item.append(page.createElement('p'))
  return item
}

function previousElement(element: Element): Element | null {
  return element.previousElementSibling
}
