/** Longest line of outgoing text, in characters (RFC 3676, 4.2 recommends at most 78). */
const width = 76

/**
 * Text as `format=flowed` (RFC 3676): lines are wrapped at spaces with the space kept at the end, so that readers may join
 * them again; lines beginning with a space, `>` or `From ` are stuffed with one space.
 */
export function toFlowed(text: string): string {
  return text.replace(/\r\n?/g, '\n').split('\n').map(wrapLine).join('\r\n')
}

function wrapLine(line: string): string {
  // The signature mark keeps its space; every other trailing space would mean "goes on in the next line".
  if (line === '-- ') return line
  const whole = line.trimEnd()
  const [quote = ''] = /^(?:> ?)*/.exec(whole) ?? []
  const body = whole.slice(quote.length)
  const marks = quote.replace(/ /g, '')
  const pieces = breakAtSpaces(body, width - marks.length - 1)
  // A quoted line without words has no space behind its marks: it would flow into the next one.
  const quoted = (piece: string) => (piece === '' ? marks : `${marks} ${piece}`)
  return pieces.map((piece) => (marks === '' ? stuff(piece) : quoted(piece))).join('\r\n')
}

function stuff(line: string): string {
  return /^(?: |>|From )/.test(line) ? ` ${line}` : line
}

function breakAtSpaces(line: string, limit: number): string[] {
  if (line.length <= limit) return [line]
  const pieces: string[] = []
  let piece = ''
  for (const word of line.split(/(?<= )(?! )/)) {
    if (piece !== '' && piece.length + word.trimEnd().length > limit) {
      pieces.push(piece)
      piece = ''
    }
    piece += word
  }
  return [...pieces, piece]
}

/** Joins flowed lines again (RFC 3676, 4.1–4.5); `deleteSpace` is the part's `delsp=yes`. */
export function fromFlowed(text: string, deleteSpace: boolean): string {
  const joined: string[] = []
  let open: { depth: number; text: string } | null = null
  const finish = () => {
    if (open) joined.push(quoted(open.depth, open.text))
    open = null
  }
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0
    const content = line.slice(depth).replace(/^ /, '')
    if (open && (open.depth !== depth || content === '-- ')) finish()
    const isSoft: boolean = content.endsWith(' ') && content !== '-- '
    const kept = isSoft && deleteSpace ? content.slice(0, -1) : content
    open = { depth, text: open ? open.text + kept : kept }
    if (!isSoft) finish()
  }
  finish()
  return joined.join('\n')
}

function quoted(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(depth)} ${text}`
}
