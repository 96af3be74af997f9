import { parse } from 'csv-parse/sync'
import { type ContactFields, mostOfContacts } from '#contract/contacts.ts'
import { isAddress } from '#contract/sending.ts'
import { emptyFields } from '#server/mail/contacts/contact-card.ts'
import { type Part, partOf } from './csv-columns.ts'
import { mendQuotes } from './mend-quotes.ts'

/** The contacts of a table, row by row after its headings; null where no column says a name or an address. */
export function readCsv(text: string): ContactFields[] | null {
  // Excel writes one so that it finds its own columns again.
  const table = text.replace(/^\uFEFF?sep=.\r?\n/i, '')
  const [headings = [], ...rows] = cellsOf(table, delimiterOf(table))
  const parts = headings.map(partOf)
  const isTable = parts.some((part) => part === 'address' || part === 'name' || part === 'given' || part === 'family')
  return isTable ? rows.map((row) => readRow(row, headings, parts)) : null
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

function readRow(row: readonly string[], headings: readonly string[], parts: readonly (Part | null)[]): ContactFields {
  const every = (wanted: Part) =>
    row
      .flatMap((value, at) => (parts[at] === wanted ? value.split(' ::: ') : []))
      .map(oneLine)
      .filter(Boolean)
  const first = (wanted: Part) => (every(wanted)[0] ?? '').slice(0, mostOfContacts.line)
  const composed = [...every('given'), ...every('middle'), ...every('family')].join(' ')
  const written = every('address').map((address) => address.replace(/^mailto:/i, ''))
  const numbers = (['work', 'home', 'mobile', 'telephone'] as const).flatMap((kind) =>
    every(kind).map((number) => ({
      number: number.slice(0, 60),
      kind: kind === 'telephone' ? ('other' as const) : kind,
    })),
  )
  // What has no place of its own stays, with its heading.
  const others = [
    ...row.flatMap((value, at) => (parts[at] === null && value !== '' ? [`${headings[at] ?? ''}: ${value}`] : [])),
    ...written.filter((address) => !isAddress(address)),
  ]
  const note = [...row.flatMap((value, at) => (parts[at] === 'note' && value !== '' ? [value] : [])), ...others].join(
    '\n',
  )
  return {
    ...emptyFields,
    name: (first('name') || composed).slice(0, mostOfContacts.line),
    ...{ nickname: first('nickname'), organisation: first('organisation'), title: first('title') },
    addresses: unique(written.filter(isAddress)).map((address) => ({ address, kind: 'other' as const })),
    telephones: numbers.slice(0, mostOfContacts.entries),
    groups: unique(
      every('groups')
        .flatMap((groups) => groups.split(/;|,/))
        .map(oneLine),
    ).filter((group) => group !== '' && !group.startsWith('*')),
    note: note
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
      .slice(0, mostOfContacts.note),
  }
}

const oneLine = (text: string) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
const unique = (texts: readonly string[]) => [...new Set(texts)].slice(0, mostOfContacts.entries)
