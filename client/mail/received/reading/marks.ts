import { type Mark } from './flow.ts'

/** Elements that say something about words and stay; all others only style them. */
const meanings: Readonly<Record<string, string>> = {
  B: 'strong',
  STRONG: 'strong',
  I: 'em',
  EM: 'em',
  CITE: 'em',
  DFN: 'em',
  VAR: 'em',
  CODE: 'code',
  KBD: 'kbd',
  SAMP: 'samp',
  TT: 'code',
  SUB: 'sub',
  SUP: 'sup',
  Q: 'q',
  ABBR: 'abbr',
  DEL: 'del',
  S: 'del',
  STRIKE: 'del',
  INS: 'ins',
  MARK: 'mark',
  RUBY: 'ruby',
  RT: 'rt',
  RP: 'rp',
  BDO: 'bdo',
}
/** The depth of an item that Word writes as a paragraph, by its margin of 36 points a level; 0 for other paragraphs. */
export function wordListDepthOf(element: Element): number {
  if (!/\bMsoList/.test(element.className)) return 0
  const margin = /margin-left:\s*([\d.]+)(pt|in|cm|px)?/i.exec(element.getAttribute('style') ?? '')
  const points: Record<string, number> = { pt: 1, in: 72, cm: 28.35, px: 0.75 }
  const left = margin ? Number(margin[1]) * (points[margin[2] ?? 'pt'] ?? 1) : 36
  return Math.min(Math.max(Math.round(left / 36), 1), 6)
}

/** What stays of an inline element; null when it only styles its words. `lang` is the language of the words in it. */
export function markOf(element: HTMLElement, lang: string): Mark | null {
  if (element.nodeName === 'A') {
    if (!element.hasAttribute('href')) return null
    const isButton = /background|padding|border(?:-\w+)?:\s*[1-9]/i.test(element.getAttribute('style') ?? '')
    return { name: 'a', attributes: attributesOf(element, ['href', 'target', 'rel', 'aria-description']), isButton }
  }
  if (element.className === 'cc-warning') return { name: 'span', attributes: { class: 'cc-warning' } }
  const name = meanings[element.nodeName]
  if (name !== undefined) return { name, attributes: attributesOf(element, ['title', 'lang', 'dir', 'datetime']) }
  // Words by style only keep their weight.
  if (/font-weight:\s*(?:bold|[6-9]00)/i.test(element.getAttribute('style') ?? ''))
    return { name: 'strong', attributes: {} }
  const declared = element.getAttribute('lang')
  return declared !== null && declared === lang && element.parentElement?.closest(`[lang="${declared}"]`) === null
    ? { name: 'span', attributes: { lang: declared } }
    : null
}

function attributesOf(element: Element, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = element.getAttribute(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
