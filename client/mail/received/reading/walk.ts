import type { CleanMail } from '../clean.ts'
import { idPrefix } from '../css.ts'
import { type RemotePicture } from '../repair-pictures.ts'
import { contrastOf } from './colours.ts'
import { Flow } from './flow.ts'
import { type Found, LookReader, plainLook } from './look.ts'
import { type Counts, count, type Fault, type ReadableWords, type Repair } from './readable-words.ts'
import { markOf, wordListDepthOf } from './marks.ts'
import { hasWords, tableKind } from './tables.ts'
import { TableWalk } from './walk-tables.ts'
import { unwrapOnly } from './unwrap-only.ts'
import { blocks, type Place, type Walker } from './walker.ts'

/** Contrast below this is too little for normal words (WCAG 2.2, 1.4.3). */
const leastContrast = 4.5
/** Words smaller than this are small print; up to `hiddenPx` they are not meant to be seen. */
const smallPx = 12
const hiddenPx = 2
/** Wider than the smallest screen (WCAG 2.2, 1.4.10). */
const narrowPx = 320
/** Without a description and up to this size a picture is a spacer, a bullet, an icon or a portrait beside a name. */
const largestIcon = 64

const displaysAsBlock = /^(?:block|table|list-item)/
const signature = /\b(?:gmail_signature|moz-signature)(?:\s|$)/
const signatureId = /^mail-(?:Signature|ms-outlook-mobile-signature)$/
const isSignature = ({ className, id }: Element) => signature.test(className) || signatureId.test(id)
const isPlaceOfPicture = (element: Element) =>
  element.hasAttribute('data-picture') || element.classList.contains('cc-picture')

/** Goes through a cleaned message in source order and writes its words as plain blocks. */
export class Walk implements Walker {
  readonly flow: Flow
  readonly repairs: Counts<Repair> = {}
  readonly faults: Counts<Fault> = {}
  readonly looks: LookReader
  readonly words: ReadableWords
  readonly #pictures: readonly RemotePicture[]
  /** Ids that links inside the message lead to. */
  readonly #wantedIds: ReadonlySet<string>
  readonly #tables = new TableWalk(this)
  readonly #unclearContrast = new Set<Element>()
  readonly #small = new Set<Element>()

  constructor(source: HTMLElement, root: Element, clean: Pick<CleanMail, 'css' | 'pictures'>, words: ReadableWords) {
    this.flow = new Flow(root)
    this.looks = new LookReader(clean.css)
    this.#pictures = clean.pictures
    this.words = words
    const inside = source.querySelectorAll(`a[href^="#${idPrefix}"]`)
    this.#wantedIds = new Set([...inside].map((link) => (link.getAttribute('href') ?? '').slice(1)))
    const { look } = this.looks.read(source, plainLook)
    this.children(source, { look, lang: '', dir: '' })
    this.flow.endLine()
    count(this.repairs, 'contrast', this.#unclearContrast.size)
    count(this.faults, 'lowContrast', this.#unclearContrast.size)
    count(this.repairs, 'tinyText', this.#small.size)
    count(this.faults, 'tinyText', this.#small.size)
  }

  children(parent: Node, place: Place): void {
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) this.#text(node, place)
      else if (node.nodeType === 1) this.element(node as HTMLElement, place)
    }
  }

  #text(node: Node, { look, lang, dir }: Place): void {
    const raw = node.nodeValue ?? ''
    const isBlank = raw.trim() === ''
    if (look.sizePx <= hiddenPx && !isBlank) {
      count(this.repairs, 'hidden')
      return
    }
    const { next } = this.flow
    this.flow.next = { ...next, lang, dir }
    this.flow.text(raw, look)
    const parent = node.parentElement
    if (isBlank || !parent) return
    if (contrastOf(look.colour, look.behind) < leastContrast) this.#unclearContrast.add(parent)
    if (look.sizePx < smallPx) this.#small.add(parent)
  }

  element(element: HTMLElement, around: Place): void {
    const found = this.looks.read(element, around.look)
    if (found.isHidden && element.className !== 'cc-warning') {
      if (hasWords(element)) count(this.repairs, 'hidden')
      return
    }
    const place = this.placeOf(element, around, found)
    if (element.id !== '' && this.#wantedIds.has(element.id)) this.flow.pendingId ||= element.id
    this.#noteWidth(element)
    const name = element.nodeName
    if (name === 'BR') this.flow.lineBreak()
    else if (name === 'IMG' || (name === 'SPAN' && isPlaceOfPicture(element))) this.#picture(element, place)
    else if (name === 'HR') this.#rule()
    else if (name === 'TABLE') this.#table(element as HTMLTableElement, place)
    else if (name === 'UL' || name === 'OL') this.#list(element, place)
    else if (name === 'LI') this.item(element, place)
    else if (name === 'BLOCKQUOTE') this.#contained(element, 'blockquote', place)
    else if (/^H[1-6]$/.test(name)) this.#line(element, name.toLowerCase(), place)
    else if (name === 'PRE' && element.querySelector('p, div, table') === null) this.#fixed(element, place)
    else if (isSignature(element)) this.#contained(element, 'div', place, { 'data-fold': 'signature' })
    else if (blocks.has(name)) this.#line(element, 'p', place)
    else this.#inline(element, place, found)
  }

  placeOf(element: Element, around: Place, { look }: Found): Place {
    const lang = element.getAttribute('lang')
    const dir = element.getAttribute('dir')?.toLowerCase()
    if (look === around.look && lang === null && dir === undefined) return around
    return {
      ...around,
      look,
      lang: lang !== null && /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,3}$/i.test(lang) ? lang : around.lang,
      dir: dir === 'rtl' || dir === 'ltr' ? dir : around.dir,
    }
  }

  #noteWidth(element: HTMLElement): void {
    if (element.nodeName === 'IMG') return
    const width =
      element.getAttribute('width') ??
      /(?:^|;)\s*(?:min-)?width:\s*(\d+px)/.exec(element.getAttribute('style') ?? '')?.[1]
    if (width !== undefined && /^\d+(?:px)?$/.test(width) && Number.parseInt(width, 10) > narrowPx)
      count(this.faults, 'fixedWidth')
  }

  /** A block whose words make lines of one kind. */
  #line(element: Element, name: string, place: Place): void {
    this.flow.endLine()
    const before = this.flow.next
    const wordListDepth = wordListDepthOf(element)
    if (name !== 'p' || wordListDepth > 0) {
      this.flow.next = { ...before, name: before.name === 'p' ? name : before.name, wordListDepth }
    }
    this.children(element, place)
    this.flow.endLine()
    this.flow.next = before
  }

  #contained(element: Element, name: string, place: Place, attributes: Record<string, string> = {}): void {
    const isCited = element.getAttribute('type')?.toLowerCase() === 'cite' || element.classList.contains('gmail_quote')
    const before = this.flow.next
    this.flow.next = { ...before, name: 'p' }
    this.flow.push(name, isCited && name === 'blockquote' ? { 'data-cited': '' } : attributes)
    this.children(element, place)
    this.flow.pop()
    this.flow.next = before
  }

  #list(element: HTMLElement, place: Place): void {
    const attributes: Record<string, string> = {}
    const start = element.getAttribute('start') ?? ''
    if (element.nodeName === 'OL' && /^\d{1,4}$/.test(start)) attributes['start'] = start
    this.flow.push(element.nodeName.toLowerCase(), attributes)
    for (const child of element.childNodes) {
      if (child.nodeType === 1 && child.nodeName === 'LI') this.element(child as HTMLElement, place)
      else if (child.nodeType === 3 ? (child.nodeValue ?? '').trim() !== '' : hasWords(child)) this.item(child, place)
    }
    this.flow.pop()
  }

  item(item: Node, place: Place): void {
    const { container } = this.flow
    const isInList = container.nodeName === 'UL' || container.nodeName === 'OL'
    if (!isInList) this.flow.push('ul')
    const before = this.flow.next
    this.flow.next = { ...before, name: 'p' }
    const element = this.flow.push('li')
    if (item.nodeType === 3) this.#text(item, place)
    else if (item.nodeName === 'LI') this.children(item, place)
    else this.element(item as HTMLElement, place)
    this.flow.pop()
    unwrapOnly(element)
    this.flow.next = before
    if (!isInList) this.flow.pop()
  }

  #rule(): void {
    const { container } = this.flow
    this.flow.endLine()
    if (container.lastElementChild && container.lastElementChild.nodeName !== 'HR')
      this.flow.block(this.flow.document.createElement('hr'))
  }

  #fixed(element: Element, place: Place): void {
    const text = element.textContent.replace(/^\n+/, '').trimEnd()
    // Mere text, such as a plain message put into HTML: its lines can be joined and read like any other.
    if (text === '') return
    if (!/\S {3,}\S|\t/.test(text)) {
      this.#line(element, 'p', place)
      return
    }
    const fixed = this.flow.document.createElement('pre')
    fixed.textContent = text
    if (place.lang !== '') fixed.lang = place.lang
    this.flow.block(fixed)
  }

  #inline(element: HTMLElement, place: Place, { display }: Found): void {
    const mark = markOf(element, place.lang)
    const isBlock = displaysAsBlock.test(display)
    if (isBlock) this.flow.endLine()
    if (mark) this.flow.marks.push(mark)
    this.children(element, place)
    if (mark) this.flow.marks.pop()
    if (isBlock) this.flow.endLine()
  }

  #picture(element: HTMLElement, { look }: Place): void {
    const alt = (element.getAttribute('alt') ?? element.getAttribute('aria-label') ?? '').trim()
    const isDecoration = alt === ''
    if (isDecoration) {
      count(this.repairs, 'decoration')
      if (isSmall(this.#pictures[Number(element.dataset['picture'] ?? 'none')] ?? element)) return
    }
    if (alt === this.words.unnamedPicture) count(this.faults, 'unnamedPictures')
    const copy = element.cloneNode(true) as HTMLElement
    for (const name of ['style', 'class', 'id', 'align', 'border', 'title']) {
      if (name !== 'class' || !copy.classList.contains('cc-picture')) copy.removeAttribute(name)
    }
    this.flow.inline(copy, look)
  }

  #table(table: HTMLTableElement, place: Place): void {
    this.flow.endLine()
    if (tableKind(table) === 'data') this.#tables.dataTable(table, place)
    else {
      if (hasWords(table)) {
        count(this.repairs, 'layoutTables')
        count(this.faults, 'layoutTables')
      }
      this.#tables.layoutTable(table, place)
    }
    this.flow.endLine()
  }
}

function isSmall(picture: HTMLElement | RemotePicture): boolean {
  const sides =
    'address' in picture
      ? [picture.width, picture.height]
      : [picture.getAttribute('width'), picture.getAttribute('height')]
  return sides.some((side) => Number.parseInt(side ?? '', 10) <= largestIcon)
}
