import { type RichMark, type RichNode } from '#contract/rich-text.ts'
import { type WrittenLink } from '#contract/rich-text-words.ts'

/** A browser takes the beginning in any case; words of links are looked for as they were written. */
const address = /<?\b([Hh][Tt]{2}[Pp][Ss]?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}])>?/gu
/** As `plainTextOf` writes them. */
const struck = /~~(?!\s)([^~]+)(?<!\s)~~/gu

/** Gives words the marks they had: addresses in the text lead there, and so do the words of these links. */
export function markedWords(links: readonly WrittenLink[]): (text: string) => RichNode[] {
  const known = new Map(links.map((link) => [link.written, link]))
  const anyLink = knownOrAddress([...known.values()])
  return (text) =>
    split(text, anyLink, (match) => {
      const link = known.get(match[0])
      const [words, href] = link ? [link.words, link.href] : [match[1] ?? '', match[1] ?? '']
      return strike(words, [{ type: 'link', attrs: { href } }])
    })
}

/** The longest first, so that none stands in the way of another. */
function knownOrAddress(links: readonly WrittenLink[]): RegExp {
  const patterns = links.toSorted((one, other) => other.written.length - one.written.length).map(patternOf)
  return new RegExp([...patterns, address.source].join('|'), 'gu')
}

/** Words that are the address itself are not a part of a longer one. */
function patternOf({ words, written }: WrittenLink): string {
  const exact = written.replaceAll(/[$()*+.?[\\\]^{|}/]/g, String.raw`\$&`)
  return words === written ? `(?<![\\p{L}\\p{N}./@-])${exact}(?![\\p{L}\\p{N}/@-])` : exact
}

const strike = (text: string, marks: readonly RichMark[] = []): RichNode[] =>
  split(text, struck, (match) => [{ type: 'text', text: match[1] ?? '', marks: [...marks, { type: 'strike' }] }], marks)

/** The pieces of a text: what is found, made into nodes, and what stands between. */
function split(
  text: string,
  pattern: RegExp,
  nodesOf: (match: RegExpMatchArray) => RichNode[],
  marks?: readonly RichMark[],
): RichNode[] {
  const between = (piece: string): RichNode[] => {
    if (piece === '') return []
    return marks ? [{ type: 'text', text: piece, ...(marks.length > 0 ? { marks } : {}) }] : strike(piece)
  }
  const nodes: RichNode[] = []
  let from = 0
  for (const match of text.matchAll(pattern)) {
    nodes.push(...between(text.slice(from, match.index)), ...nodesOf(match))
    from = match.index + match[0].length
  }
  return [...nodes, ...between(text.slice(from))]
}
