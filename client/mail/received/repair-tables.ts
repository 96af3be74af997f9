/**
 * Tells tables that hold data from tables that only place things. A table is data when it says so (header cells, a caption) or
 * is a regular grid of short cells; every other one is marked as presentation, so that nobody hears "table with one column".
 * A data table gets a box of its own to scroll in, because it alone may be wider than a small screen (WCAG 1.4.10).
 */
export function repairTables(body: HTMLElement): void {
  for (const table of body.querySelectorAll('table')) {
    if (isData(table)) giveScrollBox(table)
    else markAsLayout(table)
  }
}

function isData(table: HTMLTableElement): boolean {
  if (table.querySelector('table') !== null) return false
  if (table.querySelector('th') !== null || (table.caption?.textContent.trim() ?? '') !== '') return true
  const rows = [...table.rows]
  const columns = rows[0]?.cells.length ?? 0
  if (rows.length < 3 || columns < 2 || !hasBorder(table)) return false
  return rows.every((row) => row.cells.length === columns && [...row.cells].every(isShortCell))
}

function hasBorder(table: HTMLTableElement): boolean {
  const attribute = table.getAttribute('border')
  return (
    (attribute !== null && attribute !== '0') ||
    (table.rows[0]?.cells[0]?.getAttribute('style') ?? '').includes('border')
  )
}

function isShortCell(cell: HTMLTableCellElement): boolean {
  return cell.textContent.length <= 120 && cell.querySelector('img, p + p, h1, h2, h3, ul, ol') === null
}

function giveScrollBox(table: HTMLTableElement): void {
  const box = table.ownerDocument.createElement('div')
  box.className = 'cc-scroll'
  table.replaceWith(box)
  box.append(table)
}

function markAsLayout(table: HTMLTableElement): void {
  table.setAttribute('role', 'presentation')
  for (const row of table.rows) {
    for (const cell of row.cells) {
      cell.removeAttribute('scope')
      cell.removeAttribute('abbr')
    }
  }
}
