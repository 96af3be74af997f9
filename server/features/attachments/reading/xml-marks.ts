/** A tag as it stands in a file, by its name without prefix. */
export interface Mark {
  name: string
  attributes: string
  isEnd: boolean
  /** It has no content, and no end of its own. */
  isEmpty: boolean
  /** What stands between the mark before and this one, with references as they are written. */
  text: string
}

const longestMark = 10_000
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * The tags of an XML text in their order, in time in proportion to it. Nothing is resolved or built: what is asked of a file is only
 * which elements it has. What is no tag is passed by.
 */
export function* marksOf(xml: string): Generator<Mark> {
  let textStart = 0
  for (let start = xml.indexOf('<'); start !== -1; start = xml.indexOf('<', textStart)) {
    const end = markEnd(xml, start)
    if (end === -1) return
    const text = xml.slice(textStart, start)
    textStart = end + 1
    const content = xml.slice(start + 1, end)
    const [, slash = '', name] = /^(\/?)(?:[\w.-]+:)?([\w.-]+)/.exec(content) ?? []
    if (name === undefined) continue
    yield { name, attributes: content, isEnd: slash !== '', isEmpty: content.endsWith('/'), text }
  }
}

/** A value may hold the sign that ends a tag: then a quotation mark is still open there. */
function markEnd(xml: string, start: number): number {
  for (let end = xml.indexOf('>', start); end !== -1 && end - start < longestMark; end = xml.indexOf('>', end + 1)) {
    const values = xml.slice(start, end).replace(/"[^"<]*"|'[^'<]*'/g, '')
    if (!/["']/.test(values)) return end
  }
  return xml.indexOf('>', start)
}

const patterns = new Map<string, RegExp>()

/** The value of an attribute by its name without prefix; empty where it is not there. */
export function valueOf({ attributes }: Mark, name: string): string {
  const pattern = patterns.get(name) ?? new RegExp(`[\\s:]${name}=(?:"([^"]*)"|'([^']*)')`)
  patterns.set(name, pattern)
  const [, double, single] = pattern.exec(attributes) ?? []
  return plain(double ?? single ?? '')
}

/** Text with its references resolved (XML 1.0, 4.1 and 4.6), on one line. */
function plain(text: string): string {
  const resolved = text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi, (all, decimal, hex, name: string) => {
    if (name) return named[name] ?? all
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
  return resolved.replace(/\s+/g, ' ').trim()
}

/** The text of the first element of this name; null where there is none. */
export function textIn(xml: string, element: string): string | null {
  let found: string | null = null
  for (const { name, isEnd, isEmpty, text } of marksOf(xml)) {
    if (found !== null) found += text
    if (name !== element) continue
    if (isEnd || isEmpty) return plain(found ?? '')
    found = ''
  }
  return null
}
