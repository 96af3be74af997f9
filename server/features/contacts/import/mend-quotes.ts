/**
 * A table whose quotation marks are not as they have to be, mended so that it can be read: marks within a cell are doubled, and one
 * that is never closed goes, so that its row ends where its line does. Each place is looked at a few times at most.
 */
export function mendQuotes(text: string, delimiter: string): string {
  const endOfCell = new RegExp(`[^${delimiter}\\r\\n]*`, 'y')
  let mended = ''
  /** Behind this no mark is closed any more. */
  let isOpenToEnd = false
  for (let at = 0; at < text.length; at += 1) {
    const start = afterSpaces(text, at)
    const isQuoted = text[start] === '"'
    const close: ReturnType<typeof closingMark> | null =
      isQuoted && !isOpenToEnd ? closingMark(text, start, delimiter) : null
    if (typeof close === 'number') {
      mended += `"${text.slice(start + 1, close).replace(/""?/g, '""')}"`
      at = close + 1
    } else {
      isOpenToEnd ||= close === 'none'
      at = isQuoted ? start + 1 : start
    }
    endOfCell.lastIndex = at
    const rest = endOfCell.exec(text)?.[0] ?? ''
    at += rest.length
    mended += rest + (text[at] ?? '')
  }
  return mended
}

/** Where a cell ends that begins with a mark; `none` where the text ends before it, `other` where another row begins before it. */
function closingMark(text: string, start: number, delimiter: string): number | 'none' | 'other' {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] === '"') at += 1
    else if (isOneOf(delimiter + lineEnds, text[afterSpaces(text, at + 1)])) return at
    else if (isOneOf(lineEnds, text[at - 1])) return 'other'
  }
  return 'none'
}

const lineEnds = '\r\n'
const isOneOf = (signs: string, sign: string | undefined) => sign === undefined || signs.includes(sign)

function afterSpaces(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return at
}
