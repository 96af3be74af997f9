import { describe, isClippedAway, isShown, shown, withEdge } from './elements.ts'

type Colour = readonly [red: number, green: number, blue: number, alpha: number]

let canvas: OffscreenCanvasRenderingContext2D | null = null
const painted = new Map<string, Colour>()

/** Any CSS colour as Chromium paints it; channels from 0 to 255. System colours change with the rendering and are not kept. */
function paint(css: string): Colour {
  const known = painted.get(css)
  if (known) return known
  const colour = paintAnew(css)
  if (css.startsWith('rgb') || css.startsWith('oklch') || css.startsWith('color(')) painted.set(css, colour)
  return colour
}

function paintAnew(css: string): Colour {
  canvas ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  if (!canvas) throw new Error('no canvas')
  canvas.clearRect(0, 0, 1, 1)
  canvas.fillStyle = css
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha]
}

/** What one sees behind an element. */
function groundOf(element: Element | null): Colour {
  for (let at = element; at; at = at.parentElement) {
    const colour = paint(getComputedStyle(at).backgroundColor)
    if (colour[3] > 250) return colour
  }
  return paint('Canvas')
}

/** WCAG 2.2, relative luminance. */
function luminance([red, green, blue]: Colour): number {
  const [r, g, b] = [red, green, blue].map((channel) => {
    const part = channel / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: Colour, other: Colour): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The edge of everything that takes input stands out from its ground by 3:1 (WCAG 1.4.11). */
export function edges(): string[] {
  const fields = 'input:not([type="hidden"]), select, textarea, [role="combobox"], [role="switch"]'
  const faults: string[] = []
  for (const field of shown(fields)) {
    if (isClippedAway(field) || field.matches(':disabled')) continue
    // Boxes, dots and switches paint their mark with a pseudo-element, smaller than what can be pressed.
    const mark = getComputedStyle(field, '::before')
    // The frame of a card round a mark is not the edge of the mark.
    const edged = mark.content === 'none' ? withEdge(field) : field
    const ground = groundOf(edged.parentElement)
    const style = getComputedStyle(edged)
    const candidates = [
      ...(parseFloat(style.borderBlockEndWidth) > 0 ? [style.borderBlockEndColor] : []),
      ...(mark.content !== 'none' ? [mark.borderBlockEndColor, mark.backgroundColor] : []),
      ...(parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none' ? [style.outlineColor] : []),
      style.backgroundColor,
    ].map(paint)
    const best = Math.max(...candidates.filter((colour) => colour[3] > 0).map((colour) => contrast(colour, ground)), 1)
    const native = style.appearance !== 'none' && field.matches('[type="checkbox"], [type="radio"]')
    if (!native && best < 3) faults.push(`edge of ${best.toFixed(2)}:1: ${describe(field)}`)
  }
  return faults
}

/**
 * Text stands out from the ground it is on by 7:1, large text by 4.5:1 (WCAG 1.4.6), also where axe cannot decide because a
 * mark is painted over the ground or the text is a sign. Colours are asked of the styles, so what lies over the text from
 * elsewhere in the page is not seen here; the walk for covered stops sees that.
 */
export function contrasts(): string[] {
  const faults: string[] = []
  for (const element of document.body.querySelectorAll('*')) {
    if (!hasTextOfItsOwn(element) || element.closest(':disabled, [aria-disabled="true"]')) continue
    if (!isShown(element) || isClippedAway(element)) continue
    const style = getComputedStyle(element)
    const ratio = contrast(paint(style.color), groundOf(element))
    const least = isLarge(style) ? 4.5 : 7
    if (ratio < least) faults.push(`text of ${ratio.toFixed(2)}:1, not ${least}:1: ${describe(element)}`)
  }
  return faults
}

function hasTextOfItsOwn(element: Element): boolean {
  if (element instanceof HTMLInputElement) return element.value !== '' || element.placeholder !== ''
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() !== '',
  )
}

/** 18 points, or 14 points in bold (WCAG 2.2, large scale). */
function isLarge({ fontSize, fontWeight }: CSSStyleDeclaration): boolean {
  const size = parseFloat(fontSize)
  return size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
}
