import { readColour, type Rgb } from './colours.ts'

/** What the message says of how words look, as far as it tells what they are. Passed down from element to element. */
export interface Look {
  readonly isBold: boolean
  readonly sizePx: number
  readonly colour: Rgb
  readonly behind: Rgb
  /** Line breaks in the source are meant. */
  readonly keepsLines: boolean
}

export const plainLook: Look = {
  isBold: false,
  sizePx: 16,
  colour: [0, 0, 0],
  behind: [255, 255, 255],
  keepsLines: false,
}

/** What one style says; nothing for what it leaves as it is. */
interface Declared {
  display?: string
  isHidden?: boolean
  isBold?: boolean
  size?: string
  colour?: Rgb
  behind?: Rgb
  keepsLines?: boolean
}

export interface Found {
  look: Look
  /** As the message sets it, else empty. */
  display: string
  isHidden: boolean
}

const headingSizes: Readonly<Record<string, string>> = {
  H1: '2em',
  H2: '1.5em',
  H3: '1.17em',
  H4: '1em',
  H5: '0.83em',
  H6: '0.67em',
  BIG: '1.2em',
  SMALL: '0.83em',
}
const boldElements = new Set(['B', 'STRONG', 'TH', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6'])
const namedSizes: Readonly<Record<string, number>> = {
  'xx-small': 9,
  'x-small': 10,
  small: 13,
  medium: 16,
  large: 18,
  'x-large': 24,
  'xx-large': 32,
}
/** Sizes of `font size`, 1 to 7. */
const fontSizes = [10, 13, 16, 18, 24, 32, 48]

/** Reads looks from inline styles, attributes, and rules of the style sheet that name one element, class or id. */
export class LookReader {
  readonly #rules = new Map<string, Declared>()
  readonly #styles = new Map<string, Declared>()

  /** `css` as `cleanMail` gives it: one rule after the other, those for some screens inside `@media`. */
  constructor(css: string) {
    const always = css.replaceAll(/^@media[^\n]*\{\n[\s\S]*?^\}$/gm, '')
    for (const [, selectors = '', declarations = ''] of always.matchAll(
      /^([^{}\r\n\u2028\u2029]+) \{ ([^{}\n]*) \}$/gm,
    )) {
      const declared = readStyle(declarations)
      for (const selector of selectors.split(',')) this.#add(selector.trim(), declared)
    }
  }

  #add(selector: string, declared: Declared): void {
    if (!/^(?:[a-z]\w*)?(?:[.#][\w-]+)?$/i.test(selector) || selector === '') return
    const key = selector.replace(/^[a-z]\w*/i, (name) => name.toUpperCase())
    this.#rules.set(key, { ...this.#rules.get(key), ...declared })
  }

  read(element: Element, around: Look): Found {
    const declared = this.#declaredFor(element)
    if (declared === null) return { look: around, display: '', isHidden: false }
    const { isBold, size, colour, behind, keepsLines } = declared
    const look: Look = {
      isBold: isBold ?? around.isBold,
      sizePx: size === undefined ? around.sizePx : readSize(size, around.sizePx),
      colour: colour ?? around.colour,
      behind: behind ?? around.behind,
      keepsLines: keepsLines ?? around.keepsLines,
    }
    return { look, display: declared.display ?? '', isHidden: declared.isHidden === true }
  }

  #declaredFor(element: Element): Declared | null {
    const name = element.nodeName
    const all: (Declared | undefined)[] = [ofElement(element), this.#rules.get(name)]
    for (const className of element.classList) {
      all.push(this.#rules.get(`.${className}`), this.#rules.get(`${name}.${className}`))
    }
    if (element.id !== '') all.push(this.#rules.get(`#${element.id}`))
    const style = element.getAttribute('style')
    if (style !== null) all.push(this.#styleOnce(style))
    const said = all.filter((each) => each !== undefined)
    return said.length === 0 ? null : said.reduce<Declared>((sum, each) => ({ ...sum, ...each }), {})
  }

  /** The same few styles stand on thousands of elements. */
  #styleOnce(style: string): Declared {
    const known = this.#styles.get(style)
    if (known) return known
    const declared = readStyle(style)
    this.#styles.set(style, declared)
    return declared
  }
}

function ofElement(element: Element): Declared | undefined {
  const declared: Declared = {}
  const name = element.nodeName
  if (boldElements.has(name)) declared.isBold = true
  const size = headingSizes[name]
  if (size !== undefined) declared.size = size
  if (name === 'PRE') declared.keepsLines = true
  const behind = readColour(element.getAttribute('bgcolor') ?? '')
  if (behind) declared.behind = behind
  if (name === 'FONT') {
    const colour = readColour(element.getAttribute('color') ?? '')
    if (colour) declared.colour = colour
    const step = Number.parseInt(element.getAttribute('size') ?? '', 10)
    if (step > 0) declared.size = `${fontSizes[Math.min(step, 7) - 1] ?? 16}px`
  }
  return Object.keys(declared).length === 0 ? undefined : declared
}

function readStyle(style: string): Declared {
  const declared: Declared = {}
  for (const declaration of style.split(';')) {
    const [property = '', value = ''] = declaration.split(/:(.*)/s).map((part) => part.trim().toLowerCase())
    readDeclaration(property, value, declared)
  }
  return declared
}

function readDeclaration(property: string, value: string, into: Declared): void {
  switch (property) {
    case 'display':
      into.display = value.replace(/(?<!\s)\s*!important$/, '')
      into.isHidden = into.display === 'none'
      break
    case 'max-width':
      if (/^0(?:px)?\b/.test(value)) into.isHidden = true
      break
    case 'font-weight':
      into.isBold = /^(?:bold|bolder|[6-9]00)/.test(value)
      break
    case 'font-size':
      into.size = value
      break
    case 'font': {
      into.isBold = /\bbold|\b[6-9]00\b/.test(value)
      const size = /(?:^|\s)(\d[\d.]*(?:px|pt|em|rem|%))/.exec(value)?.[1]
      if (size !== undefined) into.size = size
      break
    }
    case 'white-space':
      into.keepsLines = value.startsWith('pre')
      break
    case 'color': {
      const colour = readColour(value)
      if (colour) into.colour = colour
      break
    }
    case 'background':
    case 'background-color': {
      const behind = readColour(/^(?:[^\s(]|\([^)]*\))+/.exec(value)?.[0] ?? '')
      if (behind) into.behind = behind
    }
  }
}

function readSize(value: string, around: number): number {
  const number = Number.parseFloat(value)
  if (Number.isNaN(number)) return namedSizes[value.replace(/(?<!\s)\s*!important$/, '')] ?? around
  if (/^[\d.]+pt/.test(value)) return (number * 4) / 3
  if (/^[\d.]+rem/.test(value)) return number * 16
  if (/^[\d.]+em/.test(value)) return number * around
  if (/^[\d.]+%/.test(value)) return (number * around) / 100
  return number
}
