import type { ImapFlow, MailboxObject } from 'imapflow'
import { Problem } from '#server/problem.ts'
import { isConnectionLoss, mailProblem } from '../problems.ts'
import { AnswerTooLarge } from './answer-too-large.ts'
import { must } from './must.ts'

export interface KeptConnectionOptions {
  open: () => Promise<ImapFlow>
  /** Called once for each new connection, before its first use. */
  onOpen?: (client: ImapFlow) => void
  /** Called when a folder has been selected in place of another, before it is worked in. */
  onSelect?: (client: Selected) => Promise<void>
  /** Whether to IDLE on the selected folder while nothing is asked, so that changes are told. */
  watchesSelected?: () => boolean
  /** Goes back to the folder that somebody looks at, before it IDLEs; asked when nothing else is. */
  goBack?: (selected: string) => Promise<void>
  /** Unused so long, the connection is given back; the next use opens another. Sooner while `watchesSelected` says no. */
  shedAfterMs?: number
}

/** Nobody can delete the inbox (RFC 9051, 6.3.5). */
const alwaysThere = 'INBOX'
const commandTimeoutMs = 30_000
const longestQueue = 32
/** How often a work may begin anew on a fresh connection because a message broke the last one. */
const mostTries = 12
const longestBackOffMs = 5_000
/** Nobody has the mailbox on a screen: its process at the server, and what it watches there, are worth more than a sign-in. */
const shedUnwatchedAfterMs = 60_000
/** Long enough that a person clicking through a list is not slowed by IDLE being ended each time. */
const idleAfterMs = 2_000

export type Selected = ImapFlow & { mailbox: MailboxObject }

/**
 * One IMAP connection, kept between requests with its folder selected: opened when first used, shed when unused, opened again
 * after a loss (with back-off and jitter, and a fresh secret). Commands run one after the other, at most 32 waiting.
 */
export class KeptConnection {
  readonly #options: KeptConnectionOptions
  #client: ImapFlow | null = null
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0
  #failures = 0
  #notBeforeMs = 0
  #closed = false
  #isOutdated = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: KeptConnectionOptions) {
    this.#options = options
  }

  /** Takes over a connection opened elsewhere (the one that proved the password). */
  adopt(client: ImapFlow): void {
    this.#attach(client)
    this.#rest()
  }

  /** Runs commands that need no folder. */
  run<T>(work: (client: ImapFlow) => Promise<T>, options?: { repeatable?: boolean }): Promise<T> {
    return this.#enqueue(work, () => options?.repeatable ?? true)
  }

  /**
   * Runs commands with a folder selected. `repeatable: false` for what must not happen twice: it is then not tried again
   * when the connection is lost under way. `namesMessages` for work on messages by their UIDs: it is sure of the folder then.
   */
  runIn<T>(
    folder: string,
    work: (client: Selected) => Promise<T>,
    { repeatable = true, namesMessages = false }: { repeatable?: boolean; namesMessages?: boolean } = {},
  ): Promise<T> {
    // Selecting can be done twice whatever the work is.
    const begun = { mayRepeat: true }
    const withFolder = async (client: ImapFlow) => {
      const isSelected = client.mailbox && client.mailbox.path === folder
      // A folder kept open shows what it was at the last command; a NOOP (0.3 ms) brings in what others did since.
      if (isSelected) await client.noop()
      if (!isSelected || this.#isInDoubt(folder, namesMessages)) await select(client, folder)
      if (!isSelected) await this.#options.onSelect?.(client as Selected)
      this.#isOutdated = false
      begun.mayRepeat = repeatable
      return work(client as Selected)
    }
    return this.#enqueue(withFolder, () => begun.mayRepeat)
  }

  /** Whether changes of a folder are told as they come. */
  isWatching(folder: string): boolean {
    const client = this.#client
    return client?.idling === true && client.mailbox !== false && client.mailbox.path === folder
  }

  /** Folders were made, renamed or deleted: the one that is selected may be another by now. */
  doubtSelection(): void {
    this.#isOutdated = true
  }

  /**
   * Whether the selected folder may have been deleted and made anew under its name. Dovecot goes on showing the old one and its
   * UIDVALIDITY, yet finds messages of the new one by their UIDs.
   */
  #isInDoubt(folder: string, namesMessages: boolean): boolean {
    return folder !== alwaysThere && (namesMessages || this.#isOutdated)
  }

  /** Gives the connection back once what was asked for before is done; servers remember a person's rights for as long as it lasts. */
  async renew(): Promise<void> {
    const turn = this.#tail.then(() => this.#drop())
    this.#tail = turn
    await turn
  }

  close(): void {
    this.#closed = true
    this.#drop()
  }

  #isOver(): boolean {
    return this.#closed
  }

  async #enqueue<T>(work: (client: ImapFlow) => Promise<T>, mayRepeat: () => boolean): Promise<T> {
    if (this.#waiting >= longestQueue) throw new Problem('too-many-requests', { retryAfterSeconds: 1 })
    this.#waiting += 1
    clearTimeout(this.#timer)
    const turn = this.#tail.then(() => this.#attempt(work, mayRepeat))
    this.#tail = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#waiting -= 1
      if (this.#waiting === 0) this.#rest()
    }
  }

  async #attempt<T>(work: (client: ImapFlow) => Promise<T>, mayRepeat: () => boolean): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      const kept = this.#client?.usable === true
      try {
        const client = await this.#ready()
        return await withinTime(client, work(client))
      } catch (error) {
        // A kept connection may have been closed by the server meanwhile: once more on a fresh one, silently.
        const isStale = kept && mayRepeat() && tries === 1 && isConnectionLoss(error)
        const getsFurther = error instanceof AnswerTooLarge && tries < mostTries
        if (this.#closed || !(isStale || getsFurther)) throw mailProblem(error)
        // imapflow closes a broken connection only a moment later; it must not be taken for a good one until then.
        this.#drop()
      }
    }
  }

  async #ready(): Promise<ImapFlow> {
    if (this.#closed) throw new Problem('not-signed-in')
    if (this.#client?.usable) return this.#client
    if (Date.now() < this.#notBeforeMs) throw new Problem('mail-server-unavailable')
    try {
      const client = await this.#options.open()
      this.#failures = 0
      // It may have been closed while the connection was being opened.
      if (this.#isOver()) client.close()
      this.#attach(client)
      return client
    } catch (error) {
      this.#failures += 1
      this.#notBeforeMs = Date.now() + backOffMs(this.#failures, longestBackOffMs)
      throw error
    }
  }

  #attach(client: ImapFlow): void {
    this.#client = client
    client.once('close', () => {
      if (this.#client === client) this.#client = null
    })
    this.#options.onOpen?.(client)
  }

  /** Nothing is waiting: watch the folder, and in the end give the connection back. */
  #rest(): void {
    const { shedAfterMs = 5 * 60_000, watchesSelected } = this.#options
    const restedAtMs = Date.now()
    clearTimeout(this.#timer)
    const check = () => {
      const client = this.#client
      if (!client) return
      const isUnwatched = watchesSelected?.() === false
      const leftMs = (isUnwatched ? shedUnwatchedAfterMs : shedAfterMs) - (Date.now() - restedAtMs)
      if (leftMs <= 0) {
        this.#drop()
        return
      }
      if (client.usable && client.mailbox && !client.idling && watchesSelected?.()) void this.#watch(client)
      this.#timer = setTimeout(check, Math.max(1_000, Math.min(leftMs, shedUnwatchedAfterMs))).unref()
    }
    this.#timer = setTimeout(check, idleAfterMs).unref()
  }

  async #watch(client: ImapFlow): Promise<void> {
    if (client.mailbox) await this.#options.goBack?.(client.mailbox.path).catch(() => undefined)
    if (client.usable && this.#waiting === 0 && !client.idling) client.idle().catch(() => undefined)
  }

  #drop(): void {
    clearTimeout(this.#timer)
    this.#client?.close()
    this.#client = null
  }
}

/** A plain NO is a folder that is not there or not the person's to open (RFC 9051, 6.3.2): nobody is told which. */
async function select(client: ImapFlow, folder: string): Promise<void> {
  const open = () => must(client.mailboxOpen(folder))
  try {
    // Two that are the first in a mailbox both want to make its folders; Dovecot tells the slower one that they are there.
    await open().catch((error: unknown) => {
      if ((error as { serverResponseCode?: string }).serverResponseCode !== 'ALREADYEXISTS') throw error
      return open()
    })
  } catch (error) {
    const { responseStatus, serverResponseCode } = error as { responseStatus?: string; serverResponseCode?: string }
    throw responseStatus === 'NO' && !serverResponseCode ? new Problem('folder-gone', {}, error) : error
  }
}

/** Waits for the work, but not longer than a command may take; then the connection is closed, since its state is unknown. */
export async function withinTime<T>(client: ImapFlow, work: Promise<T>, timeoutMs = commandTimeoutMs): Promise<T> {
  const timer = setTimeout(() => client.close(), timeoutMs)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

/** Half a second doubled with each failure up to `longestMs`, with jitter so that many clients do not return at once. */
export function backOffMs(failures: number, longestMs: number): number {
  return Math.min(longestMs, 250 * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)
}
