import { count } from './readable-words.ts'
import { hasWords, isBullet, markHeaders, rowsInWords, textOf } from './tables.ts'
import { unwrapOnly } from './unwrap-only.ts'
import { blocks, type Place, type Walker } from './walker.ts'

/** Writes the tables of a message: those that place things as plain blocks, those that hold data as tables. */
export class TableWalk {
  readonly #walk: Walker

  constructor(walk: Walker) {
    this.#walk = walk
  }

  /** Its cells one after the other, as they stand in the source. */
  layoutTable(table: HTMLTableElement, around: Place): void {
    if (table.caption) this.#walk.element(table.caption, around)
    for (const row of table.rows) {
      const section = row.parentElement
      const place =
        section && section !== table
          ? this.#walk.placeOf(section, around, this.#walk.looks.read(section, around.look))
          : around
      const found = this.#walk.looks.read(row, place.look)
      if (found.isHidden) {
        count(this.#walk.repairs, 'hidden')
        continue
      }
      this.#layoutRow(row, this.#walk.placeOf(row, place, found))
    }
  }

  #layoutRow(row: HTMLTableRowElement, place: Place): void {
    const filled = [...row.cells].filter((cell) => hasWords(cell) || cell.querySelector('img, [data-picture]') !== null)
    const isMenu = filled.length > 2 && filled.every(isLoneLink)
    const isPair = !isMenu && belongTogether(filled)
    if (isMenu) this.#walk.flow.push('ul')
    for (const [index, cell] of filled.entries()) {
      if (isMenu) this.#walk.item(cell, place)
      else if (isPair && index === 0) this.#joined(cell, textOf(cell), place)
      else if (isPair && index === 1) this.#continue(cell, place)
      else this.#walk.element(cell, place)
    }
    if (isMenu) this.#walk.flow.pop()
  }

  /** The words of a cell whose neighbour belongs on the same line: a bullet before its text, a label before its value. */
  #joined(cell: HTMLElement, text: string, place: Place): void {
    this.#walk.flow.endLine()
    const { look } = this.#walk.placeOf(cell, place, this.#walk.looks.read(cell, place.look))
    const ending = isBullet(text) || /[:.!?]$/.test(text) ? ' ' : ': '
    this.#walk.flow.next = { ...this.#walk.flow.next, lang: place.lang, dir: place.dir }
    this.#walk.flow.text(text + ending, look)
  }

  #continue(cell: HTMLElement, place: Place): void {
    const inner = this.#walk.placeOf(cell, place, this.#walk.looks.read(cell, place.look))
    const only = onlyBlock(cell)
    this.#walk.children(
      only,
      only === cell ? inner : this.#walk.placeOf(only, inner, this.#walk.looks.read(only, inner.look)),
    )
    this.#walk.flow.endLine()
  }

  /** Its rows and columns as they are, with headers, and below it each row as a sentence. */
  dataTable(table: HTMLTableElement, place: Place): void {
    const boldCells = new Set<Element>()
    const box = this.#walk.flow.push('div', { class: 'cc-scroll' })
    const made = this.#walk.flow.push('table') as HTMLTableElement
    if (table.caption && textOf(table.caption) !== '') this.#cell(table.caption, 'caption', place, boldCells)
    this.#walk.flow.push('tbody')
    for (const row of table.rows) {
      this.#walk.flow.push('tr')
      for (const cell of row.cells) this.#cell(cell, cell.nodeName.toLowerCase(), place, boldCells)
      this.#walk.flow.pop()
    }
    this.#walk.flow.pop()
    this.#walk.flow.pop()
    this.#walk.flow.pop()
    if (markHeaders(made, (cell) => boldCells.has(cell))) count(this.#walk.repairs, 'tableHeaders')
    const sentences = rowsInWords(made)
    if (box.parentNode && sentences.length > 0) this.#rowByRow(sentences)
  }

  #cell(cell: HTMLElement, name: string, around: Place, boldCells: Set<Element>): void {
    const place = this.#walk.placeOf(cell, around, this.#walk.looks.read(cell, around.look))
    const before = this.#walk.flow.next
    this.#walk.flow.next = { ...before, name: 'p', lang: '', dir: '' }
    const made = this.#walk.flow.push(name)
    for (const span of ['colspan', 'rowspan']) {
      const value = cell.getAttribute(span) ?? ''
      if (/^[1-9]\d?$/.test(value) && value !== '1') made.setAttribute(span, value)
    }
    this.#walk.children(cell, place)
    this.#walk.flow.pop(true)
    const lines = [...made.querySelectorAll('p')].map((line) => this.#walk.flow.facts.get(line))
    if (lines.length > 0 && lines.every((facts) => facts && facts.letters > 0 && facts.boldLetters === facts.letters))
      boldCells.add(made)
    unwrapOnly(made)
    this.#walk.flow.next = before
  }

  #rowByRow(sentences: readonly string[]): void {
    const { document } = this.#walk.flow
    const details = document.createElement('details')
    details.className = 'cc-rows'
    const summary = document.createElement('summary')
    summary.textContent = this.#walk.words.rowByRow
    const list = document.createElement('ul')
    for (const sentence of sentences) {
      const item = document.createElement('li')
      item.textContent = sentence
      list.append(item)
    }
    details.append(summary, list)
    this.#walk.flow.block(details)
  }
}

const isLoneLink = (cell: Element) => {
  const links = cell.querySelectorAll('a[href]')
  return links.length === 1 && textOf(cell).length <= 40 && textOf(links[0]) === textOf(cell)
}

/** "Order number" beside "12345": short words beside a short value with a number. */
function isLabelOf([label, value, more]: readonly HTMLElement[]): boolean {
  if (!label || !value || more) return false
  const [words, number] = [textOf(label), textOf(value)]
  return (
    words.length <= 40 &&
    number.length <= 40 &&
    !/\d/.test(words) &&
    /\d/.test(number) &&
    [label, value].every((cell) => cell.querySelector('img, a, br, h1, h2, h3, ul, ol, table, .cc-picture') === null) &&
    onlyBlock(value).querySelector('p, div') === null
  )
}

/** The first of the cells is a bullet or a label, and its neighbour belongs on the same line. */
function belongTogether(filled: readonly HTMLElement[]): boolean {
  const [first, second] = filled
  if (!first || !second || first.querySelector('table') !== null) return false
  return isBullet(textOf(first)) || isLabelOf(filled)
}

/** The one block inside a cell that holds all of it, as far in as there is one; else the cell. */
function onlyBlock(cell: HTMLElement): HTMLElement {
  const [only, more] = cell.children
  if (!only || more || !blocks.has(only.nodeName) || textOf(only) !== textOf(cell)) return cell
  return onlyBlock(only as HTMLElement)
}
