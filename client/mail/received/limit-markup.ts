/**
 * Nesting and attributes that no mail needs and that take a browser's parser quadratic time: 50,000 unclosed tags, or as many
 * attributes on one, would stop the page for half a minute (security.md M5).
 */
const limits = { depth: 100, attributes: 100 }

/** Closed by themselves when the next one opens, or never opened at all: they cannot nest without something in between. */
const neverDeep = new Set([
  ...['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'colgroup', 'option', 'rp', 'rt'],
  ...['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'],
])
/** What stands in these is text up to their end, whatever it looks like. */
const rawText = new Set(['style', 'script', 'title', 'textarea', 'xmp', 'noscript', 'noembed', 'noframes', 'iframe'])

/**
 * Drops tags beyond a depth, and the attributes of tags with far too many, before anything parses the text; words are kept.
 * It makes nothing safe: that is the sanitiser's part, which reads the result. One pass, linear in length.
 */
export function limitMarkup(html: string): string {
  const state: State = { open: new Map(), dropped: new Map(), depth: 0 }
  const tag = /<(\/?)([a-z][^\s/>]{0,40})|<!--/gi
  let result = ''
  let kept = 0
  for (let match = tag.exec(html); match !== null; match = tag.exec(html)) {
    const name = (match[2] ?? '').toLowerCase()
    if (name === '') {
      tag.lastIndex = endOfComment(html, match.index)
      continue
    }
    const end = endOfTag(html, tag.lastIndex)
    const isClosing = match[1] === '/'
    if (isClosing ? !closes(state, name) : !opens(state, name)) {
      result += html.slice(kept, match.index)
      kept = end.position
    } else if (!isClosing && end.attributes > limits.attributes) {
      result += `${html.slice(kept, match.index)}<${name}>`
      kept = end.position
    }
    tag.lastIndex = !isClosing && rawText.has(name) ? endOfRawText(html, name, end.position) : end.position
  }
  return result + html.slice(kept)
}

interface State {
  open: Map<string, number>
  dropped: Map<string, number>
  depth: number
}

/** Whether an opening tag stays. */
function opens(state: State, name: string): boolean {
  if (neverDeep.has(name) || rawText.has(name)) return true
  const isTooDeep = state.depth >= limits.depth
  const counts = isTooDeep ? state.dropped : state.open
  counts.set(name, (counts.get(name) ?? 0) + 1)
  if (!isTooDeep) state.depth += 1
  return !isTooDeep
}

/** Whether a closing tag stays: that of a dropped one goes too. */
function closes(state: State, name: string): boolean {
  const dropped = state.dropped.get(name) ?? 0
  if (dropped > 0) {
    state.dropped.set(name, dropped - 1)
    return false
  }
  const open = state.open.get(name) ?? 0
  if (open > 0) {
    state.open.set(name, open - 1)
    state.depth -= 1
  }
  return true
}

/** Where a comment ends, or where the closing tag of a raw text begins; the end of everything when it never does. */
function endOfComment(html: string, from: number): number {
  const found = html.indexOf('-->', from + 2)
  return found === -1 ? html.length : found + 3
}

function endOfRawText(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

/** Where a tag ends, quotes respected, and how many attributes it seems to have. */
function endOfTag(html: string, from: number): { position: number; attributes: number } {
  let attributes = 0
  let position = from
  const step = /[\s/]+|=\s*(["'])|>|[^\s/=>]+|=/y
  while (position < html.length) {
    step.lastIndex = position
    const match = step.exec(html)
    if (match === null) return { position: position + 1, attributes }
    if (match[0] === '>') return { position: position + 1, attributes }
    position = step.lastIndex
    if (match[1] !== undefined) {
      const close = html.indexOf(match[1], position)
      position = close === -1 ? html.length : close + 1
    } else if (/^[^\s/=]/.test(match[0])) attributes += 1
  }
  return { position, attributes }
}
