import { type Row } from './row.ts'

const columns = ['Operation', 'Value', 'Floor', 'Ratio', 'Target', 'Verdict'] as const

/** The rows for a terminal, in columns. */
export function textTable(rows: readonly Row[]): string {
  const lines = [[...columns], ...rows.map(cells)]
  const widths = columns.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? '').length)))
  return lines
    .map((line) => line.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join('  '))
    .join('\n')
}

/** The rows as a table in Markdown. */
export function markdownTable(rows: readonly Row[]): string {
  const head = [`| ${columns.join(' | ')} |`, '| --- | ---: | ---: | ---: | --- | --- |']
  return [...head, ...rows.map((row) => `| ${cells(row).join(' | ')} |`)].join('\n')
}

function cells(row: Row): string[] {
  const { name, value, unit, floor, ratio, target, ok } = row
  const withUnit = (figure: number) => `${rounded(figure)} ${unit}`
  const inFloors = ratio === null ? '' : `${rounded(ratio)} ×`
  return [name, withUnit(value), floor === null ? '' : withUnit(floor), inFloors, target, ok ? 'kept' : 'MISSED']
}

/** Three figures that count, and no more. */
function rounded(value: number): string {
  const digits = Math.abs(value) >= 99.95 ? 0 : Math.abs(value) >= 9.995 ? 1 : 2
  return value.toFixed(digits).replace(/\B(?=(\d{3})+$)/g, digits === 0 ? ',' : '')
}

/** Numbers stand to the right. */
function padded(cell: string, width: number, column: number): string {
  const isNumber = column >= 1 && column <= 3
  return isNumber ? cell.padStart(width) : cell.padEnd(width)
}
