import { formatNumber, formatSize } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { folderPath } from '#client/mail/folder-role.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type SearchParts } from '#client/mail/show-search.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { type StorageReport } from '#contract/storage.ts'

export interface ReportLine {
  id: string
  name: string
  /** Said of two of one name to tell them apart. */
  detail?: string
  count: number
  bytes: number
  /** Where its messages are: a folder, or a search. */
  folderId?: FolderId
  search?: SearchParts
}

export interface ReportTable {
  id: 'folders' | 'years' | 'senders' | 'sizes' | 'files'
  /** Keys of the headings of its columns. */
  what: 'folder' | 'year' | 'sender' | 'size' | 'kind'
  counted: 'messages' | 'files'
  lines: ReportLine[]
}

/** What takes room as tables for people, those without a line left out. */
export function tablesOf(report: StorageReport, folders: readonly Folder[]): ReportTable[] {
  const tables: ReportTable[] = [
    { id: 'folders', what: 'folder', counted: 'messages', lines: folderLines(report, folders) },
    { id: 'years', what: 'year', counted: 'messages', lines: report.years.map(yearLine) },
    { id: 'senders', what: 'sender', counted: 'messages', lines: report.senders.map(senderLine) },
    { id: 'sizes', what: 'size', counted: 'messages', lines: sizeLines(report) },
    { id: 'files', what: 'kind', counted: 'files', lines: report.files.map(fileLine) },
  ]
  return tables.filter(({ lines }) => lines.length > 0)
}

/** A folder that is gone since is left out. */
function folderLines({ folders: sums }: StorageReport, folders: readonly Folder[]): ReportLine[] {
  return sums.flatMap(({ folderId, messages, bytes }) => {
    const folder = folders.find(({ id }) => id === folderId)
    return folder ? [{ id: folderId, name: folderPath(folder, folders), count: messages, bytes, folderId }] : []
  })
}

function yearLine({ year, messages, bytes }: StorageReport['years'][number]): ReportLine {
  const search = { after: String(year), before: String(year + 1) }
  return { id: String(year), name: formatNumber(year, { useGrouping: false }), count: messages, bytes, search }
}

function senderLine({ address, name, messages, bytes }: StorageReport['senders'][number]): ReportLine {
  const plain = plainLine(name)
  const line = { id: address, count: messages, bytes, search: { from: address } }
  return plain === '' ? { ...line, name: plainLine(address) } : { ...line, name: plain, detail: plainLine(address) }
}

/** "5 MB or more" holds what is larger still, as the search it leads to does. */
function sizeLines({ sizes }: StorageReport): ReportLine[] {
  let [count, bytes] = [0, 0]
  return sizes.flatMap((size) => {
    count += size.messages
    bytes += size.bytes
    if (size.fromBytes === 0) return []
    const name = t('storage.orMore', { size: formatSize(size.fromBytes) })
    return [{ id: String(size.fromBytes), name, count, bytes, search: { larger: `${size.fromBytes / 1000}KB` } }]
  })
}

function fileLine({ kind, files, bytes }: StorageReport['files'][number]): ReportLine {
  return { id: kind, name: t(`storage.kind.${kind}`), count: files, bytes }
}
