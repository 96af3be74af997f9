import { parse } from 'csv-parse/sync'
import { type ContactFields } from '#contract/contacts.ts'
import { partOf } from './csv-columns.ts'
import { mendQuotes } from './mend-quotes.ts'
import { readRow } from './read-row.ts'

/** The contacts of a table, row by row after its headings; null where no column says a name or an address. */
export function readCsv(text: string): ContactFields[] | null {
  // Excel writes one so that it finds its own columns again.
  const table = text.replace(/^\uFEFF?sep=.\r?\n/i, '')
  const [headings = [], ...rows] = cellsOf(table, delimiterOf(table))
  const columns = headings.map((heading) => ({ heading, part: partOf(heading) }))
  const isTable = columns.some(({ part }) => part !== null && ['address', 'name', 'given', 'family'].includes(part))
  return isTable ? rows.map((row) => readRow(row, columns)) : null
}

function cellsOf(table: string, delimiter: string): string[][] {
  const read = (text: string) =>
    parse(text, {
      ...{ bom: true, delimiter, record_delimiter: ['\r\n', '\n', '\r'], relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: true, trim: true },
    })
  try {
    return read(table)
  } catch {
    return read(mendQuotes(table, delimiter))
  }
}

/** Whichever stands most often in the first line, outside quotation marks. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/\r?\n/, 1)
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }))
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).sign
}
