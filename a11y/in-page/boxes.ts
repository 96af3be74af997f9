import { describe, isClippedAway, pathOf, roleOf, shown, withEdge } from './elements.ts'

const pressable = [
  'a[href]',
  'button',
  'input:not([type="hidden"])',
  'select',
  'textarea',
  'summary',
  '[role="button"]',
  '[role="option"]',
  '[role="treeitem"]',
  '[role^="menuitem"]',
  '[role="switch"]',
  '[role="checkbox"]',
  '[role="radio"]',
  '[role="tab"]',
  '[role="separator"][tabindex]',
].join(',')

/** Everything that can be pressed is at least `least` px wide and high (WCAG 2.5.5, 2.5.8). */
export function targets(least: number): string[] {
  const faults: string[] = []
  for (const element of shown(pressable)) {
    if (isClippedAway(element) || isInSentence(element)) continue
    const { width, height } = pressableBox(element)
    // A handle between panes has keys and a number field as its equals, so the smaller size holds for it.
    const needed = roleOf(element) === 'separator' || roleOf(element) === 'splitter' ? Math.min(least, 24) : least
    const length = roleOf(element) === 'separator' ? Math.max(width, height) : width
    if (length + 0.5 < needed || height + 0.5 < needed) {
      faults.push(`${Math.round(width)}×${Math.round(height)} px, less than ${needed}: ${describe(element)}`)
    }
  }
  return faults
}

/** A tick is as large as the label that presses it, a field within a frame (chips and input) as large as the frame. */
function pressableBox(element: HTMLElement): { width: number; height: number } {
  if (element.matches('input[role="combobox"], textarea, input[type="text"]')) {
    const { width, height } = withEdge(element).getBoundingClientRect()
    return { width, height }
  }
  const boxes = [element, ...('labels' in element ? [...((element as HTMLInputElement).labels ?? [])] : [])]
    .filter(
      (part) => part === element || part.contains(element) || element.matches('[type="checkbox"], [type="radio"]'),
    )
    .map((part) => part.getBoundingClientRect())
  return {
    width: Math.max(...boxes.map((box) => box.right)) - Math.min(...boxes.map((box) => box.left)),
    height: Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top)),
  }
}

/** Links within running text are exempt: their line gives the size. */
function isInSentence(element: HTMLElement): boolean {
  if (!element.matches('a[href]') || getComputedStyle(element).display !== 'inline') return false
  const around = element.closest('p, li, dd, td, blockquote, span, div')
  return around !== null && around.textContent.trim().length > element.textContent.trim().length
}

/** Nothing needs scrolling sideways (WCAG 1.4.10). */
export function reflow(): string[] {
  const faults: string[] = []
  const page = document.scrollingElement ?? document.documentElement
  if (page.scrollWidth > innerWidth + 1)
    faults.push(`the page is ${page.scrollWidth} px wide in a window of ${innerWidth}`)
  for (const element of shown('body *')) {
    const style = getComputedStyle(element)
    const scrolls = /auto|scroll/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1
    if (scrolls && !element.matches('table, pre, [role="table"], input, textarea')) {
      faults.push(`scrolls sideways, ${element.scrollWidth} in ${element.clientWidth} px (${pathOf(element)})`)
    }
    const box = element.getBoundingClientRect()
    const out = box.right > innerWidth + 1 || box.left < -1
    if (out && element.matches(pressable) && !isClippedAway(element)) {
      faults.push(`reaches out of the window: ${describe(element)}`)
    }
  }
  return faults
}

/** The parts of the page whose text is cut off, to be compared before and after a change. Ellipses are no loss: opening shows the whole. */
export function clippedText(): string[] {
  const clipped: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  while (walker.nextNode()) {
    const text = walker.currentNode
    const parent = text.parentElement
    if (!parent || text.textContent?.trim() === '' || !parent.checkVisibility({ visibilityProperty: true })) continue
    if (parent.closest('[inert], [aria-hidden="true"]') || isClippedAway(parent)) continue
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    if (box.width > 0 && isCut(parent, box))
      clipped.push(`"${text.textContent?.trim().slice(0, 40)}" (${pathOf(parent)})`)
  }
  return clipped
}

function isCut(parent: Element, text: DOMRect): boolean {
  for (let at: Element | null = parent; at && at !== document.body; at = at.parentElement) {
    const style = getComputedStyle(at)
    if (/auto|scroll/.test(style.overflowY) || /auto|scroll/.test(style.overflowX)) return false
    const hidesY = /hidden|clip/.test(style.overflowY)
    const hidesX = /hidden|clip/.test(style.overflowX)
    if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return false
    const box = at.getBoundingClientRect()
    if (hidesY && (text.bottom > box.bottom + 3 || text.top < box.top - 3)) return true
    if (hidesX && (text.right > box.right + 3 || text.left < box.left - 3)) return true
  }
  return false
}

const spacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-block-end: 2em !important }`

/** Cut text that the four values of WCAG 1.4.12 bring about, and sideways scrolling. The page is as before afterwards. */
export async function textSpacing(): Promise<string[]> {
  const before = new Set([...clippedText(), ...reflow()])
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(spacing)
  document.adoptedStyleSheets.push(sheet)
  // A menu that has grown is put in its place again when the page is painted.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  try {
    return [...clippedText(), ...reflow().filter((fault) => !fault.includes('px wide'))].filter(
      (fault) => !before.has(fault),
    )
  } finally {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
