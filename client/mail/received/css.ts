import { isNeutral } from './neutral-colour.ts'
import { allowedDisplays, allowedFunctions, allowedProperties } from './allow-lists.ts'

export interface CleanCss {
  css: string
  /** Pictures the style wanted to load from another site; none of them is loaded. */
  remotePictures: number
  /** True when a colour or background other than ink and paper is set, so the text cannot simply take the theme's. */
  colours: boolean
}

/** Above these a style sheet is dropped whole: 100,000 rules would freeze the page (security.md M5). */
const limits = { sheetLength: 400_000, rules: 3_000, declarations: 60, selectorLength: 300 }

const remoteAddress = /url\(\s*(?:["']\s*)?(?:https?:)?\/\//i
const valueAlphabet = /^[\w\s#%.,+\-/()'"!]*$/
/** Sizes that follow the frame's own height would make it grow for ever; five digits are never meant. */
const unwantedNumber = /\d{5}|\d(?:\.\d+)?(?:vh|vw|vmin|vmax|[sdl]v[hw]|cq\w+)\b/i
const negativeNumber = /(?:^|[\s,(])-\s*\.?\d/
const neverNegative = /^(?:margin|text-indent|letter-spacing|word-spacing|padding|line-height)/
const colourProperty = /^(?:color|background)/
const selectorAlphabet = /^[\w\s.#*>+~,:\-[\]="'()^$|\u00A0-\uFFFF]+$/
const pseudoClasses = new Set(['hover', 'focus', 'active', 'link', 'visited', 'first-child', 'last-child', 'nth-child'])
const mediaAlphabet = /^@media[\w\s:,().-]*$/i

/** Where ids of the message go, so that they can meet no id of ours. */
export const idPrefix = 'mail-'

/** Cleans the text of a `style` attribute. Without `!important`, which on an element would win over the frame's own rules. */
export function cleanStyleAttribute(text: string): CleanCss {
  return cleanDeclarations(text.replaceAll(/!\s*important/gi, ''))
}

/** Keeps allowed properties with plain values, nothing else. */
function cleanDeclarations(text: string): CleanCss {
  const kept: string[] = []
  let remotePictures = 0
  let colours = false
  for (const declaration of splitOutsideStrings(withoutComments(text), ';').slice(0, limits.declarations)) {
    if (remoteAddress.test(declaration)) remotePictures += 1
    const clean = cleanDeclaration(declaration)
    if (clean === null) continue
    if (setsColour(clean)) colours = true
    kept.push(clean)
  }
  return { css: kept.join('; '), remotePictures, colours }
}

function setsColour(declaration: string): boolean {
  const [property = '', value = ''] = declaration.split(': ')
  return colourProperty.test(property) && !isNeutral(property, value)
}

function cleanDeclaration(text: string): string | null {
  const colon = text.indexOf(':')
  if (colon < 1) return null
  const property = text.slice(0, colon).trim().toLowerCase()
  const value = text.slice(colon + 1).trim()
  if (!allowedProperties.has(property) || !isPlainValue(property, value)) return null
  if (property === 'display' && !allowedDisplays.has(value.replace(/(?<!\s)\s*!important$/i, '').toLowerCase()))
    return null
  // A fixed height cuts text that the reader enlarges or spaces out (WCAG 1.4.12).
  return `${property === 'height' ? 'min-height' : property}: ${value}`
}

function isPlainValue(property: string, value: string): boolean {
  if (value === '' || value.length > 400 || !valueAlphabet.test(value) || unwantedNumber.test(value)) return false
  if (property.endsWith('height') && /\d{4}/.test(value)) return false
  // As space round the text these leave it no room.
  if (
    /^(?:padding|margin|border)/.test(property) &&
    /\d{4}|\d{3}(?:\.\d+)?(?:%|r?em)|[5-9]\d(?:\.\d+)?%/.test(value.replaceAll(/#[\da-f]+/gi, ''))
  )
    return false
  if (property === 'color' && /transparent/i.test(value)) return false
  if (neverNegative.test(property) && negativeNumber.test(value)) return false
  if (!hasBalancedQuotes(value)) return false
  for (const before of value.split('(').slice(0, -1)) {
    const [name = ''] = /(?<![\w-])[\w-]*$/.exec(before.trimEnd()) ?? []
    if (!allowedFunctions.has(name.toLowerCase())) return false
  }
  return true
}

function hasBalancedQuotes(value: string): boolean {
  const withoutStrings = value.replace(/"[^"']*"|'[^"']*'/g, '')
  const opened = withoutStrings.split('(').length
  return !/["']/.test(withoutStrings) && opened === withoutStrings.split(')').length
}

/** Cleans the text of `style` elements: style rules and `@media` only, selectors narrowed to plain ones, ids prefixed. */
export function cleanStyleSheet(text: string): CleanCss {
  if (text.length > limits.sheetLength) return { css: '', remotePictures: 0, colours: false }
  const source = withoutComments(text).replace(/<!--|-->/g, ' ')
  const collected: CleanCss & { rules: number } = { css: '', remotePictures: 0, colours: false, rules: 0 }
  cleanRules(source, collected, 0)
  if (collected.rules > limits.rules) return { css: '', remotePictures: collected.remotePictures, colours: false }
  return { css: collected.css, remotePictures: collected.remotePictures, colours: collected.colours }
}

function cleanRules(source: string, into: CleanCss & { rules: number }, depth: number): void {
  for (const { prelude, block } of readRules(source)) {
    into.rules += 1
    if (into.rules > limits.rules) return
    if (prelude.startsWith('@')) {
      cleanMedia(prelude, block, into, depth)
      continue
    }
    const selector = cleanSelector(prelude)
    const body = cleanDeclarations(isBroad(prelude) ? block.replaceAll(/display\s*:\s*none/gi, '') : block)
    into.remotePictures += body.remotePictures
    if (selector === null || body.css === '') continue
    into.colours ||= body.colours
    into.css += `${selector} { ${body.css} }\n`
  }
}

/** True when a selector names whole kinds of elements: what `* { display: none }` hides may be the message itself. */
function isBroad(selector: string): boolean {
  return selector.split(',').some(
    (part) =>
      !/[.#[]/.test(
        part
          .trim()
          .split(/[\s>+~]/)
          .at(-1) ?? '',
      ),
  )
}

function cleanMedia(prelude: string, block: string, into: CleanCss & { rules: number }, depth: number): void {
  // A message's dark colours follow the system, not the paper it is shown on here.
  if (depth > 0 || !mediaAlphabet.test(prelude) || /prefers-color-scheme/i.test(prelude)) return
  const inner: CleanCss & { rules: number } = { css: '', remotePictures: 0, colours: false, rules: into.rules }
  cleanRules(block, inner, depth + 1)
  into.rules = inner.rules
  into.remotePictures += inner.remotePictures
  into.colours ||= inner.colours
  if (inner.css !== '') into.css += `${prelude} {\n${inner.css}}\n`
}

function cleanSelector(text: string): string | null {
  const selector = text.trim()
  if (selector === '' || selector.length > limits.selectorLength || !selectorAlphabet.test(selector)) return null
  if (!hasBalancedQuotes(selector) || /\.cc-/i.test(selector)) return null
  for (const [, name] of selector.matchAll(/:+([\w-]*)/g)) {
    if (!pseudoClasses.has((name ?? '').toLowerCase())) return null
  }
  return selector.replace(/#([\w-]+)/g, `#${idPrefix}$1`)
}

/** Top-level rules with their block. A statement such as `@import …;` has no block and is passed over. Linear in length. */
function* readRules(source: string): Generator<{ prelude: string; block: string }> {
  let start = 0
  while (start < source.length) {
    const open = indexOutsideStrings(source, start, '{;')
    if (open === -1) return
    if (source[open] === ';') {
      start = open + 1
      continue
    }
    const close = closingBrace(source, open)
    yield { prelude: source.slice(start, open).trim(), block: source.slice(open + 1, close) }
    start = close + 1
  }
}

function closingBrace(source: string, open: number): number {
  let depth = 1
  let position = open + 1
  while (depth > 0) {
    const next = indexOutsideStrings(source, position, '{}')
    if (next === -1) return source.length
    depth += source[next] === '{' ? 1 : -1
    position = next + 1
  }
  return position - 1
}

/** Position of the first of `characters` at or after `from` that stands in no string, else -1. */
function indexOutsideStrings(source: string, from: number, characters: string): number {
  let quote = ''
  for (let position = from; position < source.length; position += 1) {
    const character = source[position] ?? ''
    if (character === '\\') position += 1
    else if (quote !== '') quote = character === quote || character === '\n' ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (characters.includes(character)) return position
  }
  return -1
}

function splitOutsideStrings(source: string, separator: string): string[] {
  const parts: string[] = []
  let start = 0
  for (;;) {
    const next = indexOutsideStrings(source, start, separator)
    parts.push(source.slice(start, next === -1 ? undefined : next))
    if (next === -1) return parts
    start = next + 1
  }
}

/** Each comment becomes a space; one that is not closed takes the rest with it, as in a browser. Linear in length. */
function withoutComments(source: string): string {
  let result = ''
  let position = 0
  for (;;) {
    const open = source.indexOf('/*', position)
    if (open === -1) return result + source.slice(position)
    result += `${source.slice(position, open)} `
    const close = source.indexOf('*/', open + 2)
    if (close === -1) return result
    position = close + 2
  }
}
