import latin from '../../../../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2?url'
import { readAssetBytes } from '#client/api/read-bytes.ts'
import { contrast, parseColour, readableColour, type Rgb } from './colour-contrast.ts'

const fontName = 'Atkinson Hyperlegible Next'

/** Ink and paper for messages that bring colours of their own: what their authors took for granted. */
const paper = { text: '#1a1d21', paper: '#ffffff', link: '#0b4a7d', line: '#6f767d' }

/**
 * Gives the frame the page's letters and ring, and either the theme's colours or, for a message with colours of its own, the
 * light paper it was made for.
 */
export function dress(frame: HTMLIFrameElement, inside: Document, keepsColours: boolean): void {
  const root = inside.documentElement
  const page = getComputedStyle(frame)
  const role = (name: string) => page.getPropertyValue(name)
  const set = (name: string, value: string) => root.style.setProperty(name, value)
  root.dataset['colours'] = keepsColours ? 'own' : 'theme'
  set('color-scheme', keepsColours ? 'light' : getComputedStyle(document.documentElement).colorScheme)
  set('--cc-text', keepsColours ? paper.text : role('--text'))
  set('--cc-paper', keepsColours ? paper.paper : role('--surface'))
  set('--cc-link', keepsColours ? paper.link : role('--accent'))
  set('--cc-line', keepsColours ? paper.line : role('--edge'))
  set('--cc-padding', keepsColours ? '1rem' : '0')
  for (const name of ['focus', 'focus-contrast']) set(`--cc-${name}`, role(`--${name}`))
  set('--cc-warning', role('--warn-soft'))
  set('--cc-on-warning', role('--on-warn'))
  set('--cc-font', getComputedStyle(document.body).fontFamily)
  root.style.fontSize = getComputedStyle(document.documentElement).fontSize
}

/** The frame may load nothing, so the page hands it the bytes of the font it has already. */
export async function shareFont(inside: Document): Promise<void> {
  const window = inside.defaultView as (Window & Partial<typeof globalThis>) | null
  if (!window?.FontFace || [...inside.fonts].some(({ family }) => family.includes(fontName))) return
  const bytes = await readAssetBytes(latin).catch(() => null)
  if (bytes === null) return
  const face = new window.FontFace(fontName, bytes, { weight: '200 800' })
  // Where the frame has been closed since, browsers give back nothing to wait for.
  const loading = face.load() as Promise<unknown> | undefined
  await loading?.then(
    () => inside.fonts.add(face),
    () => undefined,
  )
}

/** Enough for any message people write; a hostile one must not hold up the page. */
const mostElements = 4_000

/** Smaller words than this are made this large. */
const smallestPx = 14
/** At this size words are hidden on purpose: lines that are only meant for previews in lists. */
const hiddenPx = 2

/**
 * Darkens or lightens words that stand out too little from what is behind them (WCAG 1.4.3), keeping their hue where it can,
 * and enlarges the smallest. `minimum` is the contrast ratio; null leaves the colours alone. Returns what takes it all back.
 */
export function makeReadable(inside: Document, minimum: number | null): () => void {
  const view = inside.defaultView
  if (!view) return () => {}
  // All is measured before anything is changed: by turns, each measure would lay the message out anew.
  const changes = elementsWithWords(inside).map((element) => measure(element, view, minimum))
  const before = changes.map(({ element }) => [element, element.style.cssText] as const)
  for (const { element, isTiny, colour } of changes) {
    if (isTiny) {
      element.style.setProperty('font-size', `${smallestPx / 16}rem`, 'important')
      element.style.setProperty('line-height', '1.5', 'important')
    }
    if (colour) element.style.setProperty('color', `rgb(${colour.join(' ')})`, 'important')
  }
  return () => {
    for (const [element, style] of before) element.style.cssText = style
  }
}

function elementsWithWords(inside: Document): HTMLElement[] {
  const walker = inside.createTreeWalker(inside.body, NodeFilter.SHOW_TEXT)
  const found = new Set<HTMLElement>()
  while (walker.nextNode() && found.size < mostElements) {
    const element = walker.currentNode.parentElement
    if (element && walker.currentNode.textContent?.trim() !== '') found.add(element)
  }
  return [...found]
}

interface Change {
  element: HTMLElement
  isTiny: boolean
  /** The colour it needs; null where it can be read as it is. */
  colour: Rgb | null
}

function measure(element: HTMLElement, view: Window, minimum: number | null): Change {
  const style = view.getComputedStyle(element)
  const size = Number.parseFloat(style.fontSize)
  // Raised and lowered signs are small on purpose.
  const isTiny = size < smallestPx && size > hiddenPx && element.closest('sub, sup') === null
  const colour = minimum === null ? null : parseColour(style.color)
  if (colour === null || minimum === null) return { element, isTiny, colour: null }
  const behind = backgroundOf(element, view)
  return {
    element,
    isTiny,
    colour: contrast(colour, behind) >= minimum ? null : readableColour(colour, behind, minimum),
  }
}

function backgroundOf(element: HTMLElement, view: Window): Rgb {
  for (let around: HTMLElement | null = element; around; around = around.parentElement) {
    const colour = parseColour(view.getComputedStyle(around).backgroundColor)
    if (colour !== null) return colour
  }
  return [255, 255, 255]
}
