import type { CurrentRow } from './fresh-rows.ts'
import type { Selected } from './kept-connection.ts'

/** What the selected folder was when it was counted. */
export interface FolderState {
  total: number
  unread: number
  uidNext: number | undefined
  highestModseq: bigint | undefined
}

const mostWindows = 40

/**
 * The windows of one account as they were last read. A folder whose HIGHESTMODSEQ stands still has no other flags and no other
 * messages (RFC 7162, 3.1.2 and 3.2), so its rows need not be asked for again: the dearest part of showing a list once more.
 * About 100 bytes a row, beside the rows themselves, which the row cache has too.
 */
export class SeenWindows<T = CurrentRow[]> {
  readonly #windows = new Map<string, { version: string; rows: T }>()

  find(client: Selected, stretch: string, state: FolderState): T | null {
    const version = versionOf(client, state)
    const seen = this.#windows.get(keyOf(client, stretch))
    return version !== null && seen?.version === version ? seen.rows : null
  }

  keep(client: Selected, stretch: string, state: FolderState, rows: T): void {
    const version = versionOf(client, state)
    if (version === null) return
    const key = keyOf(client, stretch)
    this.#windows.delete(key)
    this.#windows.set(key, { version, rows })
    const oldest = this.#windows.keys().next().value
    if (this.#windows.size > mostWindows && oldest !== undefined) this.#windows.delete(oldest)
  }
}

const keyOf = (client: Selected, stretch: string) => `${client.mailbox.path}\0${client.mailbox.uidValidity}\0${stretch}`

function versionOf(client: Selected, { total, unread, uidNext, highestModseq }: FolderState): string | null {
  if (!numbersChanges(client) || highestModseq === undefined || highestModseq < 2n) return null
  return [total, unread, uidNext, highestModseq].join(' ')
}

/**
 * Whether no change of the selected folder goes without a number: without QRESYNC it need not move when a message goes, and in
 * a folder of someone else the flags may be the reader's own, kept apart from the folder.
 */
export function numbersChanges(client: Selected): boolean {
  return client.enabled.has('QRESYNC') && !client.mailbox.noModseq && !isForeign(client)
}

function isForeign({ namespaces, mailbox }: Selected): boolean {
  const kinds = namespaces ? [namespaces.other, namespaces.shared] : []
  // imapflow answers `false` for a kind the server has not.
  return kinds.some((kind) => (kind ? kind.some(({ prefix }) => mailbox.path.startsWith(prefix)) : false))
}
