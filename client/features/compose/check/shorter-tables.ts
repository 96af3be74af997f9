import { type RichNode } from '#contract/rich-text.ts'

/** More rows than this are a list to look something up in, and better read in parts. */
const mostRows = 30
const rowsOfPart = 15

/** A long table as several, each with the names of the columns; alone where it is short. Cells that span rows stay whole. */
export function shorterTables(table: RichNode): RichNode[] {
  const rows = table.content ?? []
  if (rows.length <= mostRows) return [table]
  const [first] = rows
  const head = first && first.content?.every(({ type }) => type === 'table_header') === true ? [first] : []
  const parts: RichNode[][] = [[]]
  let spanned = 0
  for (const row of rows.slice(head.length)) {
    const last = parts.at(-1) ?? []
    if (spanned === 0 && last.length >= rowsOfPart) parts.push([row])
    else last.push(row)
    const longest = Math.max(1, ...(row.content ?? []).map(({ attrs }) => Number(attrs?.['rowspan'] ?? 1)))
    spanned = Math.max(spanned - 1, longest - 1, 0)
  }
  return parts.map((part) => ({ ...table, content: [...head, ...part] }))
}
