import purify, { type Config } from 'dompurify'
import {
  allowedAttributes,
  allowedElements,
  allowedLink,
  allowedPictureData,
  ourAttributes,
  sectioningElements,
} from './allow-lists.ts'
import { type CleanCss, cleanStyleAttribute, cleanStyleSheet } from './css.ts'
import { limitMarkup } from './limit-markup.ts'
import { isNeutral } from './neutral-colour.ts'
import { repair, type Repaired, type RepairWords } from './repair.ts'

/** Received HTML made safe, with what there is to say about it. */
export interface CleanMail extends Repaired {
  /** What goes inside the frame's body. Sanitised last: nothing may change it afterwards. */
  html: string
  /** What goes inside the frame's `style` element. */
  css: string
  /** Declared language of the whole message, else null. */
  language: string | null
  direction: 'ltr' | 'rtl' | null
  /** True when the message sets colours beyond ink and paper, so that it has to be shown on the paper it was made for. */
  ownColours: boolean
  /** Pictures (also backgrounds) of other sites that were not loaded, trackers included. */
  remotePictures: number
  /** Level of the heading above the message; its own come below that one. */
  subjectLevel: number
}

interface Facts {
  step: 'first' | 'last'
  remotePictures: number
  colours: boolean
}

const base: Config = {
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOW_UNKNOWN_PROTOCOLS: false,
  ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
  ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:|tel:|cid:|#|data:image\/(?:png|jpe?g|gif|webp);base64,)/i,
  // Every value is tested as an address unless its attribute is named here.
  ADD_URI_SAFE_ATTR: [...allowedAttributes, ...ourAttributes].filter((name) => name !== 'href' && name !== 'src'),
  SANITIZE_DOM: true,
  SAFE_FOR_XML: true,
}

const first: Config = {
  ...base,
  ALLOWED_TAGS: ['html', 'head', 'body', 'style', ...allowedElements, ...sectioningElements],
  ALLOWED_ATTR: [...allowedAttributes],
  WHOLE_DOCUMENT: true,
  RETURN_DOM: true,
}

const last: Config = {
  ...base,
  ALLOWED_TAGS: [...allowedElements],
  ALLOWED_ATTR: [...allowedAttributes, ...ourAttributes],
}

/** For markup that was rebuilt from cleaned mail: what may be folded away besides. */
const ours: Config = { ...last, ALLOWED_TAGS: [...allowedElements, 'details', 'summary'] }

let facts: Facts = { step: 'last', remotePictures: 0, colours: false }

purify.addHook('uponSanitizeAttribute', (element, event) => {
  const { attrName: name, attrValue: value } = event
  if (name === 'style') keepCleanStyle(event)
  else if (name === 'src') keepCleanSource(element, event)
  else if (name === 'background') {
    if (isRemote(value)) facts.remotePictures += 1
    event.keepAttr = false
  } else if (name === 'href') event.keepAttr = element.nodeName === 'A' && allowedLink.test(value)
  else if (name === 'bgcolor' || name === 'color') facts.colours ||= !isNeutral(name, value)
  else if (name === 'class' && facts.step === 'first') event.attrValue = value.replaceAll(/(^|\s)cc-\S*/gi, ' ')
})

/** The same few styles stand on thousands of elements of one message. */
const mostStyles = 2_000
let styles = new Map<string, CleanCss>()

function cleanStyleOnce(text: string): CleanCss {
  const known = styles.get(text)
  if (known) return known
  const clean = cleanStyleAttribute(text)
  if (styles.size < mostStyles) styles.set(text, clean)
  return clean
}

function keepCleanStyle(event: { attrValue: string; keepAttr: boolean }): void {
  const clean = cleanStyleOnce(event.attrValue)
  facts.remotePictures += clean.remotePictures
  facts.colours ||= clean.colours
  event.attrValue = clean.css
  event.keepAttr = clean.css !== ''
}

/** Remote and `cid:` addresses live only until `repair` has counted and replaced them. */
function keepCleanSource(element: Element, event: { attrValue: string; keepAttr: boolean }): void {
  const value = event.attrValue
  const forRepair = facts.step === 'first' && (/^cid:/i.test(value) || isRemote(value))
  event.keepAttr = element.nodeName === 'IMG' && (forRepair || allowedPictureData.test(value))
  if (forRepair && value.startsWith('//')) event.attrValue = `https:${value}`
}

function isRemote(value: string): boolean {
  return /^(?:https?:)?\/\//i.test(value.trim())
}

/**
 * Cleans received HTML in three steps: an allow list that also parses, repairs for reading on the clean tree, and the allow
 * list again as the last step. Runs in the browser, so that the parser that cleans is the parser that shows (security.md A 3–5).
 */
export function cleanMail(raw: string, words: RepairWords, subjectLevel = 2): CleanMail {
  facts = { step: 'first', remotePictures: 0, colours: false }
  styles = new Map()
  // With RETURN_DOM and WHOLE_DOCUMENT the answer is the html element.
  const tree = purify.sanitize(withoutEffect(limitMarkup(raw)), first) as unknown as HTMLElement
  const sheet = takeStyleSheets(tree)
  const body = tree.querySelector('body') ?? tree
  const { remotePictures, colours } = facts
  const repaired = repair(body, words, subjectLevel)
  facts = { step: 'last', remotePictures: 0, colours: false }
  const html = purify.sanitize(body.innerHTML, last)
  return {
    ...repaired,
    html,
    css: bodyRule(body) + sheet.css,
    language: readLanguage(tree) ?? readLanguage(body),
    direction: readDirection(body) ?? readDirection(tree),
    ownColours: colours || sheet.colours,
    remotePictures: remotePictures + sheet.remotePictures + repaired.remoteImages,
    subjectLevel,
  }
}

/**
 * The document that the parser fills does nothing, with two exceptions: it takes a base, and asks for what is to be played, as far as
 * the policy of the page lets it. Other names, and it does not even try; both are left out all the same.
 */
function withoutEffect(markup: string): string {
  return markup
    .replaceAll(/<(\/?)(?:audio|video)(?=[\s/>])/gi, '<$1x-media')
    .replaceAll(/<base(?=[\s/>])/gi, '<basefont')
}

/**
 * The last step once more, for markup that code of ours made out of cleaned mail. Mail itself can bring no `details`: the first
 * step takes them away.
 */
export function cleanOurs(html: string): string {
  facts = { step: 'last', remotePictures: 0, colours: false }
  return purify.sanitize(html, ours)
}

/** What the message sets on its own body element, as a rule for the frame's. */
function bodyRule(body: Element): string {
  const background = cleanStyleAttribute(`background-color: ${body.getAttribute('bgcolor') ?? ''}`).css
  const style = [background, cleanStyleAttribute(body.getAttribute('style') ?? '').css].filter((text) => text !== '')
  return style.length === 0 ? '' : `body { ${style.join('; ')} }\n`
}

function takeStyleSheets(tree: HTMLElement): ReturnType<typeof cleanStyleSheet> {
  const elements = [...tree.querySelectorAll('style')]
  const sheet = cleanStyleSheet(elements.map((element) => element.textContent).join('\n'))
  for (const element of elements) element.remove()
  return sheet
}

function readLanguage(element: Element): string | null {
  const language = element.getAttribute('lang')?.trim() ?? ''
  return /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(language) ? language : null
}

function readDirection(element: Element): 'ltr' | 'rtl' | null {
  const direction = element.getAttribute('dir')?.toLowerCase()
  return direction === 'ltr' || direction === 'rtl' ? direction : null
}
