/** What a server says of a script. */
export interface ScriptNote {
  /** Counted from 1; null where the server names none. */
  line: number | null
  severity: 'error' | 'warning'
  /** One line of plain text, at most 500 characters. */
  text: string
}

const mostNotes = 100
const longestNote = 500
const form = /^(?:.{0,200}?\b)?line (\d{1,9})(?: ?[,:] ?column \d{1,9})?: ?(?:(error|warning): ?)?(.*)$/i

/** Reads `line 4: error: expected …`, a line each, as Pigeonhole and Cyrus write them (RFC 5804, 1.3 leaves it open). */
export function notesIn(text: string): ScriptNote[] {
  return text
    .slice(0, mostNotes * longestNote * 2)
    .split(/\r?\n/)
    .map((line) => line.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ').trim())
    .filter((line) => line !== '')
    .slice(0, mostNotes)
    .map((line) => {
      const [, number, severity, said] = form.exec(line) ?? []
      return {
        line: number === undefined ? null : Number(number),
        severity:
          /^warning$/i.test(severity ?? '') || (number === undefined && /^warning:/i.test(line)) ? 'warning' : 'error',
        text: (said ?? line.replace(/^(?:error|warning): */i, '')).slice(0, longestNote),
      }
    })
}
