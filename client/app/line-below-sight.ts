/**
 * How far a text that scrolls in itself has to be scrolled, in px, to show the line with the cursor again, when so much of the text was
 * taken out of sight at its end; 0 for anything else, and where that line had not been in sight. In a field of plain text, where
 * nobody tells where the cursor is, lines that wrap after it are not counted: then it is more than need be, or 0.
 */
export function toLineBelowSight(field: Element, lost: number): number {
  const isPlain = field instanceof HTMLTextAreaElement
  if (!isPlain && !(field instanceof HTMLElement && field.isContentEditable)) return 0
  const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 0
  const below = isPlain ? belowInPlain(field, lineHeight) : belowInFormatted(field, lineHeight)
  return below > 0 && below <= lost + lineHeight ? below : 0
}

function belowInPlain(field: HTMLTextAreaElement, lineHeight: number): number {
  const linesAfter = field.value.slice(field.selectionEnd).split('\n').length - 1
  return field.scrollHeight - linesAfter * lineHeight - (field.scrollTop + field.clientHeight)
}

function belowInFormatted(field: HTMLElement, lineHeight: number): number {
  const selection = getSelection()
  if (!selection?.rangeCount) return 0
  const range = selection.getRangeAt(0)
  const { endContainer: node } = range
  // An empty line has no place of its own, but its element has.
  const element = node instanceof Element ? node : node.parentElement
  const cursor = [...range.getClientRects()].at(-1) ?? element?.getBoundingClientRect()
  if (!cursor) return 0
  const lineEnd = cursor.bottom + Math.max(0, lineHeight - cursor.height) / 2
  return lineEnd - (field.getBoundingClientRect().top + field.clientTop + field.clientHeight)
}
