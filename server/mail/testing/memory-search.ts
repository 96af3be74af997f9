import { doneMark } from '#contract/work-marks.ts'
import { Problem } from '#server/problem.ts'
import { isSameKeyword } from '../flags.ts'
import { KeptResults } from '../kept-results.ts'
import type { FolderPath } from '../mail-account.ts'
import {
  mostSearchesAtOnce,
  mostToldRows,
  type Found,
  type FoundWindow,
  type MailQuery,
  type MailSearch,
  type RunningSearch,
  type SearchNews,
  type SearchStage,
} from '../mail-search.ts'
import { holds, isNobodys, isSearched, looksForText, matchInHeaders, matchInText } from '../search-match.ts'
import type { MemoryFolder, StoredLetter } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

const rowsAtOnce = 50

/** Searching in memory: the same news in the same order as from a server. */
export class MemorySearch implements MailSearch {
  readonly #box: () => Promise<MemoryMailbox>
  readonly #results = new KeptResults()
  #running = 0

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async start(query: MailQuery): Promise<RunningSearch> {
    if (this.#running >= mostSearchesAtOnce) throw new Problem('too-many-requests', { retryAfterSeconds: 1 })
    const box = await this.#box()
    const folders =
      query.folder === undefined ? inOrder(box).filter((each) => isSearched(query, each)) : [box.folder(query.folder)]
    const total = folders.reduce((sum, { letters }) => sum + letters.length, 0)
    const result = this.#results.make(query)
    this.#running += 1
    let isOver = false
    const stop = () => {
      if (!isOver) this.#running -= 1
      isOver = true
    }
    const run = async (listener: (news: SearchNews) => void) => {
      const tell = (news: SearchNews) => {
        if (!isOver) listener(news)
      }
      const known = new Set<StoredLetter>()
      const stages: SearchStage[] = query.includeBody && query.words.length > 0 ? ['headers', 'text'] : ['headers']
      for (const stage of stages) {
        let searched = 0
        for (const folder of folders) {
          // Like a command to a server, each folder takes a turn in which the search may be stopped.
          await new Promise((resolve) => setImmediate(resolve))
          if (isOver) return
          const fresh = folder.letters.toReversed().filter((letter) => !known.has(letter) && fits(query, stage, letter))
          for (const letter of fresh) known.add(letter)
          const before = result.total
          const uids = fresh.map(({ uid }) => uid)
          if (uids.length > 0) result.add({ folder: folder.path, validity: folder.validity, uids })
          const rows = fresh.slice(0, Math.max(0, mostToldRows - before)).map((letter) => found(query, folder, letter))
          for (let start = 0; start < rows.length; start += rowsAtOnce) {
            tell({ type: 'hits', items: rows.slice(start, start + rowsAtOnce) })
          }
          searched += folder.letters.length
          tell({ type: 'progress', stage, searched, total, found: result.total })
        }
      }
      tell({ type: 'done', found: result.total, complete: true })
      stop()
    }
    return { searchId: result.searchId, total, run, stop }
  }

  async window(searchId: string, offset: number, limit: number): Promise<FoundWindow> {
    const box = await this.#box()
    const result = this.#results.of(searchId)
    const items = result.slice(offset, limit).flatMap(({ folder: path, validity, uids }) =>
      uids.flatMap((uid) => {
        const folder = box.folders.get(path)
        const letter = folder?.find({ folder: path, validity, uid })
        return folder && letter ? [found(result.query, folder, letter)] : []
      }),
    )
    return { searchId, offset, total: result.total, items }
  }
}

function inOrder(box: MemoryMailbox): MemoryFolder[] {
  const last = ['junk', 'trash']
  const paths: FolderPath[] = box.describe().map(({ path }) => path)
  const all = paths.map((path) => box.folder(path))
  const isLast = ({ role }: MemoryFolder) => Number(role !== null && last.includes(role))
  return all.sort((a, b) => isLast(a) - isLast(b))
}

function fits(query: MailQuery, stage: SearchStage, letter: StoredLetter): boolean {
  const { from, to, subject, unread, flagged, hasAttachment, sinceMs, beforeMs, largerThanBytes } = query
  const people = (list: StoredLetter['from']) => list.map((person) => `${person.name} <${person.address}>`).join(', ')
  const inText = (word: string) => stage === 'text' && holds(letter.text, word)
  const inHeaders = (word: string) =>
    [letter.subject, people(letter.from), people(letter.to)].some((text) => holds(text, word))
  return (
    query.words.every((word) => inHeaders(word) || inText(word)) &&
    (from === undefined || holds(people(letter.from), from)) &&
    (to === undefined || holds(people(letter.to), to)) &&
    (subject === undefined || holds(letter.subject, subject)) &&
    (unread === undefined || unread !== letter.flags.includes('seen')) &&
    (flagged === undefined || flagged === letter.flags.includes('flagged')) &&
    fitsKeywords(query, letter.labels) &&
    (hasAttachment === undefined || hasAttachment === letter.parts.length > 0) &&
    (sinceMs === undefined || letter.receivedAtMs >= sinceMs) &&
    (beforeMs === undefined || letter.receivedAtMs < beforeMs) &&
    (largerThanBytes === undefined || letter.sizeBytes > largerThanBytes)
  )
}

function fitsKeywords({ label, assigned, done }: MailQuery, keywords: readonly string[]): boolean {
  const has = (wanted: string) => keywords.some((keyword) => isSameKeyword(keyword, wanted))
  return (
    (label === undefined || has(label)) &&
    (assigned === undefined || (assigned === null ? isNobodys(keywords) : has(assigned))) &&
    (done === undefined || done === has(doneMark))
  )
}

function found(query: MailQuery, folder: MemoryFolder, letter: StoredLetter): Found {
  const summary = folder.summary(letter)
  if (!looksForText(query)) return { summary, match: null }
  const match = matchInHeaders(query, summary)
  const looksInText = query.includeBody && query.words.length > 0
  return { summary, match: match ?? (looksInText ? matchInText(query, letter.text) : null) }
}
