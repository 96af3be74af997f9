import { type Look } from './look.ts'

/** An inline element that stands round words, also over the end of a paragraph: a link, strong words, another language. */
export interface Mark {
  name: string
  attributes: Readonly<Record<string, string>>
  /** A link that is drawn as a button. */
  isButton?: boolean
}

/** How words were written, for telling headings and lists from paragraphs. */
export interface WordFacts {
  letters: number
  boldLetters: number
  linkLetters: number
  /** The largest size of its words. */
  sizePx: number
  smallestPx: number
  /** Among them is a link drawn as a button. */
  isButton: boolean
}

export interface LineFacts extends WordFacts {
  /** The same of each part between its line breaks. */
  parts: WordFacts[]
  /** Depth of a list item that Word wrote as a paragraph, from 1; 0 for none. */
  wordListDepth: number
}

/** Where a line is and how it is to be made. */
export interface LineStart {
  /** `p`, or `h1` to `h6` for a heading of the message itself. */
  name: string
  lang: string
  dir: string
  wordListDepth: number
}

const noWords: WordFacts = {
  letters: 0,
  boldLetters: 0,
  linkLetters: 0,
  sizePx: 0,
  smallestPx: 999,
  isButton: false,
}

/** Zero-width signs and soft hyphens, with which newsletters fill the line that lists show. */
const invisible = /\u034F|[\u00AD\u061C\u180E\u200B\u2060\uFEFF]/g

/**
 * Writes a document of plain blocks, one after the other: words go into the line that is open, a block ends it. Containers (lists,
 * quotes, cells) nest; what stays empty goes.
 */
export class Flow {
  readonly document: Document
  readonly facts = new Map<Element, LineFacts>()
  readonly marks: Mark[] = []
  /** What the next line will be, until it is opened. */
  next: LineStart = { name: 'p', lang: '', dir: '', wordListDepth: 0 }
  /** Ids that links of the message lead to, for the next line. */
  pendingId = ''

  #container: Element
  #line: HTMLElement | null = null
  #opened: { mark: Mark; element: Element }[] = []
  #breaks = 0
  #endsWithSpace = true

  constructor(root: Element) {
    this.document = root.ownerDocument
    this.#container = root
  }

  get container(): Element {
    return this.#container
  }

  push(name: string, attributes: Readonly<Record<string, string>> = {}): Element {
    this.endLine()
    const element = this.document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    this.#container.append(element)
    this.#container = element
    return element
  }

  /** Leaves the innermost container; one with nothing in it goes. `keep` is for cells, which hold their column. */
  pop(keep = false): void {
    this.endLine()
    const element = this.#container
    this.#container = element.parentElement ?? element
    if (!keep && element.childNodes.length === 0) element.remove()
  }

  /** A block of its own: a rule, a table. */
  block(element: Element): void {
    this.endLine()
    this.#container.append(element)
  }

  text(raw: string, look: Look): void {
    const plain = raw.replaceAll(invisible, '')
    if (!look.keepsLines) {
      this.#words(
        plain.replaceAll(/[ \t\r\n\f\u00A0]+/g, (run) => (run === '\u00A0' ? run : ' ')),
        look,
      )
      return
    }
    for (const [index, line] of plain.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) this.lineBreak()
      this.#words(line.replaceAll('\t', ' '), look)
    }
  }

  #words(text: string, look: Look): void {
    const words = this.#endsWithSpace ? text.replace(/^[\s\u00A0]+/, '') : text
    if (words === '') return
    if (words.trim() === '') {
      // Only a space: it belongs to the next word, if that comes on this line.
      if (this.#breaks === 0 && this.#line !== null) this.#append(this.document.createTextNode(' '))
      this.#endsWithSpace = true
      return
    }
    this.#flushBreaks()
    this.#append(this.document.createTextNode(this.#endsWithSpace ? words.replace(/^[\s\u00A0]+/, '') : words))
    this.#endsWithSpace = /\s$/.test(words)
    this.#count(words.trim().length, look)
  }

  /** Something in the line that is no text: a picture. */
  inline(element: Element, look: Look): void {
    this.#flushBreaks()
    this.#append(element)
    this.#endsWithSpace = false
    this.#count(0, look)
  }

  lineBreak(): void {
    if (this.#line === null) return
    this.#breaks += 1
    this.#endsWithSpace = true
  }

  endLine(): void {
    const line = this.#line
    this.#line = null
    this.#opened = []
    this.#breaks = 0
    this.#endsWithSpace = true
    if (line) trimEnd(line)
    if (line?.childNodes.length === 0) {
      if (line.id !== '') this.pendingId = line.id
      this.facts.delete(line)
      line.remove()
    }
  }

  #flushBreaks(): void {
    const breaks = this.#breaks
    this.#breaks = 0
    if (this.#line === null || breaks === 0) return
    if (breaks > 1) {
      const { nodeName } = this.#line
      if (!nodeName.startsWith('H')) {
        this.endLine()
        return
      }
    }
    this.#opened = []
    trimEnd(this.#line)
    this.facts.get(this.#line)?.parts.push({ ...noWords })
    // A heading is one line.
    this.#line.append(this.#line.nodeName.startsWith('H') ? ' ' : this.document.createElement('br'))
  }

  #append(node: Node): void {
    const line = this.#line ?? this.#openLine()
    let place: Element = line
    let depth = 0
    for (const mark of this.marks) {
      const opened = this.#opened[depth]
      if (opened?.mark === mark) place = opened.element
      else {
        this.#opened.length = depth
        const element = this.document.createElement(mark.name)
        for (const [key, value] of Object.entries(mark.attributes)) element.setAttribute(key, value)
        place.append(element)
        this.#opened.push({ mark, element })
        place = element
      }
      depth += 1
    }
    this.#opened.length = depth
    place.append(node)
  }

  #openLine(): HTMLElement {
    const { name, lang, dir, wordListDepth } = this.next
    const line = this.document.createElement(name)
    if (lang !== '') line.lang = lang
    if (dir !== '') line.dir = dir
    if (this.pendingId !== '') {
      line.id = this.pendingId
      this.pendingId = ''
    }
    this.#container.append(line)
    this.#line = line
    this.facts.set(line, { ...noWords, parts: [{ ...noWords }], wordListDepth })
    return line
  }

  #count(letters: number, look: Look): void {
    const line = this.#line && this.facts.get(this.#line)
    if (!line || letters === 0) return
    const link = this.marks.find(({ name }) => name === 'a')
    for (const facts of [line, line.parts.at(-1) ?? line]) {
      facts.letters += letters
      if (look.isBold) facts.boldLetters += letters
      if (link) facts.linkLetters += letters
      facts.isButton ||= link?.isButton === true
      facts.sizePx = Math.max(facts.sizePx, look.sizePx)
      facts.smallestPx = Math.min(facts.smallestPx, look.sizePx)
    }
  }
}

/** Takes spaces, line breaks and elements without anything off the end. */
function trimEnd(line: Element): void {
  for (let last = line.lastChild; last; last = line.lastChild) {
    if (last.nodeType === 3) {
      const text = (last.nodeValue ?? '').trimEnd()
      if (text !== '') {
        if (text !== last.nodeValue) last.nodeValue = text
        return
      }
    } else if (last.nodeName === 'SPAN' || last.nodeName === 'IMG') {
      return
    } else if (last.nodeName !== 'BR') {
      trimEnd(last as Element)
      if (last.childNodes.length > 0) return
    }
    last.remove()
  }
}
