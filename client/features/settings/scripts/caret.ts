/** Where a line begins and ends in a text, counted from 1; the end of the text where it has fewer lines. */
export function lineIn(text: string, line: number): { start: number; end: number } {
  let start = 0
  for (let before = 1; before < line; before += 1) {
    const next = text.indexOf('\n', start)
    if (next === -1) return { start: text.length, end: text.length }
    start = next + 1
  }
  const end = text.indexOf('\n', start)
  return { start, end: end === -1 ? text.length : end }
}

/** Puts the caret on a line of a field, which is seen then. */
export function goToLine(field: HTMLTextAreaElement, line: number): void {
  const { start, end } = lineIn(field.value, line)
  field.focus()
  field.setSelectionRange(start, end)
  const lines = field.value.split('\n').length
  field.scrollTop = (field.scrollHeight / lines) * (line - 1) - field.clientHeight / 2
}
