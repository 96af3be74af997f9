/** What a table of the message is for. */
export type TableKind = 'layout' | 'data'

const shortCell = 80
const longestCell = 300
const mostColumns = 12

/**
 * Tells data from layout anew, more closely than the original view has to: header cells that only place things (as one
 * newsletter framework writes them) are no data, and a grid of short cells with numbers is, however it is marked.
 */
export function tableKind(table: HTMLTableElement): TableKind {
  if (table.querySelector('table') !== null) return 'layout'
  const rows = [...table.rows].filter((row) => textOf(row) !== '')
  const widths = rows.map(widthOf)
  const columns = Math.max(0, ...widths)
  if (rows.length < 2 || columns < 2 || columns > mostColumns) return 'layout'
  const cells = rows.flatMap((row) => [...row.cells])
  if (cells.some((cell) => cell.querySelector('h1,h2,h3,h4,h5,h6') !== null)) return 'layout'
  const isMarked = textOf(table.caption) !== '' || cells.some(({ nodeName }) => nodeName === 'TH')
  if (isMarked || table.getAttribute('role') !== 'presentation') {
    return cells.every((cell) => textOf(cell).length <= longestCell) ? 'data' : 'layout'
  }
  return isGrid(rows, cells, widths) ? 'data' : 'layout'
}

/** A regular grid of short cells in which numbers stand below each other. */
function isGrid(rows: HTMLTableRowElement[], cells: HTMLTableCellElement[], widths: number[]): boolean {
  if (new Set(widths).size > 1) return false
  if (
    cells.some((cell) => textOf(cell).length > shortCell || cell.querySelector('p + p, ul, ol, img, br + br') !== null)
  )
    return false
  if (cells.some((cell) => cell.querySelector('.cc-picture') !== null)) return false
  if (cells.filter((cell) => textOf(cell) === '').length > cells.length / 3) return false
  if (cells.filter((cell) => cell.querySelector('a') !== null).length > cells.length / 3) return false
  if (rows.some((row) => isBullet(textOf(row.cells[0])))) return false
  const columns = widths[0] ?? 0
  return Array.from({ length: columns - 1 }, (_, index) => index + 1).some((column) => {
    const withDigits = rows.filter((row) => /\d/.test(textOf(row.cells[column])))
    return withDigits.length >= rows.length / 2
  })
}

const widthOf = (row: HTMLTableRowElement) => [...row.cells].reduce((sum, cell) => sum + Math.min(cell.colSpan, 50), 0)

/** Whether there is any word in an element: the first found answers, so that tables in tables are not read again at each depth. */
export function hasWords(element: Node): boolean {
  for (const child of element.childNodes) {
    if (child.nodeType === 3 ? wordSign.test(child.nodeValue ?? '') : child.nodeType === 1 && hasWords(child))
      return true
  }
  return false
}

const wordSign = /[^\s\u00A0\u200B\u00AD\uFEFF]/

export const textOf = (element: Element | null | undefined) =>
  (element?.textContent ?? '').replaceAll(/[\s\u00A0\u200B\u00AD\uFEFF]+/g, ' ').trim()

export function isBullet(text: string): boolean {
  return /^(?:[•·▪▫◦‣⁃●○■□►▶➤➢✓✔✗✅👉➡*–—-]\uFE0F?|\d{1,2}[.)])$/u.test(text)
}

/**
 * Gives the cells that name their row or column a scope, and makes header cells of those that only look so. Answers whether any
 * was made.
 */
export function markHeaders(table: HTMLTableElement, isBold: (cell: Element) => boolean): boolean {
  const rows = [...table.rows]
  const [first, ...others] = rows
  if (!first) return false
  const cellsOf = (row: HTMLTableRowElement) => [...row.cells]
  const isFilled = (cell: Element) => textOf(cell) !== ''
  const looksLikeHeader = (cells: HTMLTableCellElement[]) => {
    const filled = cells.filter(isFilled)
    return filled.length > 0 && filled.every((cell) => cell.nodeName === 'TH' || isBold(cell))
  }
  const body = others.flatMap((row) => cellsOf(row).slice(1)).filter(isFilled)
  const bodyIsPlain = body.some((cell) => cell.nodeName !== 'TH' && !isBold(cell))
  const columnHeads =
    others.length > 0 &&
    cellsOf(first).length > 1 &&
    (looksLikeHeader(cellsOf(first)) ? bodyIsPlain || others.length > 1 : headsNumbers(first, others))
  const firsts = (columnHeads ? others : rows).flatMap((row) => cellsOf(row).slice(0, 1))
  const isPair = rows.every((row) => cellsOf(row).length === 2)
  const rowHeads = (looksLikeHeader(firsts) && bodyIsPlain) || (isPair && !columnHeads && firsts.every(namesValue))
  let made = false
  const makeHeader = (cell: HTMLTableCellElement, scope: 'col' | 'row') => {
    if (cell.nodeName === 'TH') cell.setAttribute('scope', scope)
    else {
      cell.replaceWith(asHeader(cell, scope))
      made = true
    }
  }
  if (columnHeads) for (const cell of cellsOf(first).filter(isFilled)) makeHeader(cell, 'col')
  if (rowHeads) for (const cell of firsts.filter(isFilled)) makeHeader(cell, 'row')
  for (const cell of table.querySelectorAll('th:not([scope])')) unmark(cell as HTMLTableCellElement)
  return made
}

/** Words above columns of numbers name the columns. */
function headsNumbers(first: HTMLTableRowElement, others: HTMLTableRowElement[]): boolean {
  const heads = [...first.cells]
  if (others.length < 2 || heads.length < 3 || heads.some((cell) => /\d/.test(textOf(cell)) || textOf(cell) === ''))
    return false
  return heads.some((_, column) => others.every((row) => /\d/.test(textOf(row.cells[column]))))
}

/** "Total" before "12 €": the first of two cells says what the second is. */
function namesValue(cell: HTMLTableCellElement): boolean {
  const text = textOf(cell)
  return text !== '' && text.length <= 60 && (/\p{L}/u.test(text) || text.endsWith(':'))
}

function asHeader(cell: HTMLTableCellElement, scope: string): HTMLElement {
  const header = cell.ownerDocument.createElement('th')
  for (const { name, value } of cell.attributes) header.setAttribute(name, value)
  header.setAttribute('scope', scope)
  header.append(...cell.childNodes)
  return header
}

/** A header cell in the midst of data names nothing that could be told. */
function unmark(cell: HTMLTableCellElement): void {
  const plain = cell.ownerDocument.createElement('td')
  for (const { name, value } of cell.attributes) plain.setAttribute(name, value)
  plain.append(...cell.childNodes)
  cell.replaceWith(plain)
}

/** Each row as one sentence, "Item: Chair. Price: 40 €."; a row that only names columns is none. */
export function rowsInWords(table: HTMLTableElement): string[] {
  const heads: string[] = []
  const sentences: string[] = []
  const place = placing()
  for (const [index, row] of [...table.rows].entries()) {
    const cells = [...row.cells]
    if (
      index === 0 &&
      cells.length > 0 &&
      cells.every((cell) => cell.getAttribute('scope') === 'col' || textOf(cell) === '')
    ) {
      for (const cell of cells)
        for (let span = 0; span < Math.min(cell.colSpan, 50); span += 1) heads.push(textOf(cell))
      continue
    }
    sentences.push(sentenceOf(place(row), heads))
  }
  return sentences.filter((sentence) => sentence !== '')
}

interface PlacedCell {
  cell: HTMLTableCellElement
  column: number
}

/** Says of row after row which cells stand in which columns, those from rows before that reach down into it included. */
function placing(): (row: HTMLTableRowElement) => PlacedCell[] {
  /** By column: the cell that reaches down, and into how many more rows. */
  let reaching = new Map<number, { cell: HTMLTableCellElement; rows: number }>()
  return (row) => {
    const next: typeof reaching = new Map()
    const placed: PlacedCell[] = []
    let column = 0
    const put = (cell: HTMLTableCellElement, rows: number) => {
      placed.push({ cell, column })
      // None (HTML: 0) is all that follow.
      if (rows !== 1) next.set(column, { cell, rows: rows - 1 })
      column += Math.min(cell.colSpan, 50)
    }
    const putReaching = () => {
      for (let above = reaching.get(column); above; above = reaching.get(column)) put(above.cell, above.rows)
    }
    for (const cell of row.cells) {
      putReaching()
      put(cell, cell.rowSpan)
    }
    putReaching()
    reaching = next
    return placed
  }
}

function sentenceOf(cells: readonly PlacedCell[], heads: readonly string[]): string {
  const parts: string[] = []
  let label = ''
  for (const { cell, column } of cells) {
    const head = heads[column] ?? ''
    const value = textOf(cell)
    if (value === '') continue
    if (head === '' && cell.getAttribute('scope') === 'row') label = value.replace(/:$/, '')
    else parts.push(head === '' ? value : `${head.replace(/:$/, '')}: ${value}`)
  }
  if (label !== '') return parts.length === 0 ? label : `${label}: ${parts.join('. ')}`
  return parts.join('. ')
}
