/** An item of a list written by hand: its mark is the first group. */
export const bullet = /^\s{0,6}([-*•–·]|\d{1,3}[.)])\s+(?=\S)/
/** Words set apart by runs of spaces, tabs or bars, which only make sense one below the other. */
export const columns = /\S(?: {3,}|\t+)\S|^\s*[|+].*[|+]\s*$/

/**
 * Joins lines that only end because a mail program wrapped them: the first word of the next line would not have fitted.
 * Lines that end earlier (addresses, verses, signatures) keep their break.
 */
export function joinWrapped(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.trimEnd().length))
  if (width < 50 || width > 82) return lines.map((line) => line.trim()).join('\n')
  let joined = (lines[0] ?? '').trim()
  for (let position = 1; position < lines.length; position += 1) {
    const next = (lines[position] ?? '').trim()
    const firstWord = next.split(/\s/, 1)[0] ?? ''
    const fitted = (lines[position - 1] ?? '').trimEnd().length + 1 + firstWord.length
    joined += (fitted > Math.min(width, 78) ? ' ' : '\n') + next
  }
  return joined
}

/**
 * Undoes the wrapping of a plain text, paragraph by paragraph, for quoting it: wrapped again at another width its lines would
 * come out long and short by turns. Quotes, lists, columns and signatures keep their lines.
 */
export function unwrapText(text: string): string {
  const result: string[] = []
  let run: string[] = []
  const flush = () => {
    if (run.length > 0) result.push(run.some((line) => columns.test(line)) ? run.join('\n') : joinWrapped(run))
    run = []
  }
  for (const line of text.replaceAll(/\r\n?/g, '\n').split('\n')) {
    const startsItem = bullet.test(line)
    const isApart = line.trim() === '' || line.startsWith('>') || /^--\s?$/.test(line)
    if (isApart || startsItem) flush()
    if (isApart) result.push(line.trimEnd() === '--' ? '-- ' : line)
    else run.push(line)
  }
  flush()
  return result.join('\n')
}
