import { t } from '#client/i18n/i18n.ts'
import { formatList } from '#client/i18n/formats.ts'
import { folderName, folderPath } from '#client/mail/folder-role.ts'
import { folded } from '#client/mail/match-text.ts'
import { readTypedDate } from '#client/mail/typed-date.ts'
import { type Folder } from '#contract/folders.ts'
import { type SearchQuery } from '#contract/search.ts'
import {
  type Field,
  fieldName,
  type PieceFault,
  type QueryParts,
  readQueryText,
  switches,
  switchName,
} from './query-text.ts'
import { exampleSize, readTypedSize } from './typed-size.ts'

export interface QueryFault {
  /** The field of the form it is about, where there is one. */
  readonly field: Field | null
  readonly sentence: string
}

interface Known {
  readonly folders: readonly Folder[]
  /** Keywords that messages are known to have. */
  readonly labels: readonly KnownLabel[]
  readonly isInText: boolean
}

/** What the contract lets one search carry. */
const mostWords = 20
const longestText = 200
const longestSearch = 2_000

/** Turns what the person wrote into what the server is asked, or says what of it cannot be asked and why. */
export function resolveQuery(text: string, known: Known): { query: SearchQuery } | { faults: readonly QueryFault[] } {
  if (text.length > longestSearch) return { faults: [{ field: null, sentence: t('search.fault.tooLong') }] }
  const { parts, faults } = readQueryText(cleaned(text))
  const looked = lookUp(parts, known)
  const all = [...faults.map(faultOfPiece), ...looked.faults]
  if (all.length === 0 && isEmpty(looked.query)) all.push({ field: null, sentence: t('search.fault.nothing') })
  return all.length > 0 ? { faults: all } : { query: looked.query }
}

/** Without control characters and halves of signs, which no mail server takes. */
function cleaned(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ')
}

function isEmpty({ words, includeBody, ...rest }: SearchQuery): boolean {
  return words.length === 0 && Object.keys(rest).length === 0 && typeof includeBody === 'boolean'
}

function faultOfPiece({ piece, code }: PieceFault): QueryFault {
  const all = (Object.keys(switches) as (keyof typeof switches)[]).map(switchName)
  const head = piece.slice(0, piece.indexOf(':') + 1).toLowerCase()
  const alike = all.filter((name) => name.startsWith(head))
  const known = formatList(alike.length > 0 ? alike : all)
  return { field: null, sentence: t(`search.fault.${code}`, { piece, known }) }
}

function lookUp(parts: QueryParts, known: Known): { query: SearchQuery; faults: QueryFault[] } {
  const faults: QueryFault[] = []
  const query: SearchQuery = { words: parts.words, includeBody: known.isInText }
  const fail = (field: Field | null, code: string, values = {}) =>
    faults.push({ field, sentence: t(`search.fault.${code}`, values) })
  const tooLong =
    parts.words.length > mostWords || [...parts.words, parts.from, parts.to, parts.subject].some(isTooLong)
  if (tooLong) fail(null, 'tooLong')
  for (const field of ['from', 'to', 'subject'] as const) if (parts[field] !== '') query[field] = parts[field]
  if (parts.hasAttachment) query.hasAttachment = true
  if (parts.unread) query.unread = true
  if (parts.flagged) query.flagged = true
  if (parts.mine || parts.nobodys) query.assignedTo = parts.mine ? 'me' : 'nobody'
  if (parts.done || parts.toDo) query.done = parts.done
  for (const [one, other] of [
    ['mine', 'nobodys'],
    ['done', 'toDo'],
  ] as const) {
    if (!parts[one] || !parts[other]) continue
    const words = { one: switchName(one), other: switchName(other) }
    faults.push({ field: null, sentence: t('team-search.against', words) })
  }
  for (const [field, bound] of [
    ['after', 'sinceMs'],
    ['before', 'beforeMs'],
  ] as const) {
    if (parts[field] === '') continue
    const date = readTypedDate(parts[field])
    if (date) query[bound] = date.startMs
    else fail(field, 'noDate', { piece: parts[field], example: exampleDate() })
  }
  if (query.sinceMs !== undefined && query.beforeMs !== undefined && query.sinceMs >= query.beforeMs)
    fail('before', 'dates', { after: fieldName('after') })
  if (parts.larger !== '') {
    const bytes = readTypedSize(parts.larger)
    if (bytes === null) fail('larger', 'noSize', { piece: parts.larger, example: exampleSize() })
    else query.largerThanBytes = bytes - 1
  }
  if (parts.in !== '') {
    const folder = folderCalled(parts.in, known.folders)
    if (folder) query.folderId = folder.id
    else fail('in', 'noFolder', { piece: parts.in })
  }
  if (parts.label !== '') {
    const label = keywordFor(parts.label, known.labels)
    if (label) query.label = label
    else fail('label', 'noLabel', { piece: parts.label })
  }
  return { query, faults }
}

const isTooLong = (text: string) => text.length > longestText

/** A date as it is written here, in numbers. */
export function exampleDate(): string {
  return `${new Date().getFullYear()}-03-14`
}

/** The folder of that name in the language on the screen, or in English for those every mailbox has; the own ones first. */
export function folderCalled(name: string, folders: readonly Folder[]): Folder | undefined {
  const plain = folded(name.trim())
  const those = folders.filter((folder) => folder.holdsMessages)
  return (
    those.find((folder) => folded(folderPath(folder, folders)) === plain) ??
    those.find((folder) => folded(folderName(folder)) === plain) ??
    those.find((folder) => folder.role === plain || folded(folder.name) === plain)
  )
}

/** What is written behind `in:` for a folder. */
export function folderWords(folder: Folder, folders: readonly Folder[]): string {
  const name = folderName(folder)
  return folderCalled(name, folders)?.id === folder.id ? name : folderPath(folder, folders)
}

/** A label by what people call it. */
export interface KnownLabel {
  readonly keyword: string
  readonly name: string
}

/** The keyword a person means: one they have, else the name itself as the mail server can have it (RFC 9051, 9). */
function keywordFor(name: string, labels: readonly KnownLabel[]): string | undefined {
  const plain = folded(name)
  const known = labels.find((label) => folded(label.name) === plain || label.keyword.toLowerCase() === plain)
  const own = name.trim().replace(/\s+/g, '_')
  return known?.keyword ?? (/^[!#$&'+,\-./0-9:;<=>?@A-Z^_`a-z|}~]{1,100}$/.test(own) ? own : undefined)
}
