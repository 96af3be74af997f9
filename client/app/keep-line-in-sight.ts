/**
 * Scrolls a text, and what it stands in, until the line with the cursor is seen again, where so much was taken out of sight at the end
 * of the pane, in px. Nothing is moved where that line is still seen or had not been, and for what is no text. In a field of plain text,
 * where nobody tells where the cursor is, lines that wrap after it are not counted: then it is scrolled further than need be, or not.
 */
export function keepLineInSight(field: Element, pane: Element, lost: number): void {
  const isPlain = field instanceof HTMLTextAreaElement
  if (!isPlain && !(field instanceof HTMLElement && field.isContentEditable)) return
  const lineHeight = parseFloat(getComputedStyle(field).lineHeight) || 0
  const lineEnd = () => (isPlain ? endInPlain(field, lineHeight) : endInFormatted(lineHeight))
  const below = (around: Element) => lineEnd() - Math.min(endOf(around), endOf(pane))
  if (below(field) > lost + lineHeight) return
  for (let around: Element | null = field; around && pane.contains(around); around = around.parentElement) {
    const missing = below(around)
    if (missing > 0) around.scrollTop += missing
  }
}

/** Where what is in an element ends on the screen, without its border. */
const endOf = (element: Element) => element.getBoundingClientRect().top + element.clientTop + element.clientHeight

function endInPlain(field: HTMLTextAreaElement, lineHeight: number): number {
  const linesAfter = field.value.slice(field.selectionEnd).split('\n').length - 1
  return endOf(field) + field.scrollHeight - field.clientHeight - field.scrollTop - linesAfter * lineHeight
}

function endInFormatted(lineHeight: number): number {
  const selection = getSelection()
  if (!selection?.rangeCount) return 0
  const range = selection.getRangeAt(0)
  const { endContainer: node } = range
  // An empty line has no place of its own, but its element has.
  const element = node instanceof Element ? node : node.parentElement
  const cursor = [...range.getClientRects()].at(-1) ?? element?.getBoundingClientRect()
  return cursor ? cursor.bottom + Math.max(0, lineHeight - cursor.height) / 2 : 0
}
