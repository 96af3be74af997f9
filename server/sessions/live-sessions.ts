import type { LiveEvent } from '#contract/events.ts'
import { Problem } from '#server/problem.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { SessionStore, SessionTimes } from './session-store.ts'

export type EndReason = 'signed-out' | 'idle' | 'time' | 'ended-elsewhere'

/** Something open on behalf of a session that wants to know how it goes on: an event stream. */
export interface SessionWatcher {
  ending(endsAtMs: number, canExtend: boolean): void
  /** Something of the session's own has news for the person. */
  told?(event: LiveEvent): void
  ended(reason: EndReason): void
  /** The process stops; the session goes on at the next one. */
  stopping(): void
}

/** A session with what this process holds open for it. */
export interface LiveSession {
  readonly key: string
  readonly signedIn: SignedIn
  readonly mail: MailAccount
  /** Ends in any case at this moment. */
  readonly endsAtMs: number
  /** Ends then unless the person does something. */
  idleEndsAtMs: () => number
  watch: (watcher: SessionWatcher) => () => void
  /** What this process holds open for the same person, in this browser and others; this session among it. */
  ofSamePerson: () => readonly LiveSession[]
  /** Tells everything that watches. */
  tell: (event: LiveEvent) => void
  /** Throws Problem `too-many-requests` when more watch already than one person has tabs. */
  checkRoom: () => void
}

interface Entry extends LiveSession {
  held: Held | undefined
  seenAtMs: number
  usedAtMs: number
  warnedForMs: number
  watchers: Set<SessionWatcher>
}

const checkEveryMs = 500
const warnBeforeMs = 2 * 60_000
/** What a session without open streams keeps for the next click; its IMAP connection is shed after the same time. */
const keepUnusedMs = 6 * 60_000
const mostWatchers = 30
/** Use is noted in the database at most this often. */
const noteEveryMs = 15_000

interface Held {
  close(): unknown
}

interface Options {
  store: SessionStore
  times: SessionTimes
  openMail: (signedIn: SignedIn) => MailAccount
  /** What else may be held open for a session, beside its mail. */
  hold?: (signedIn: SignedIn) => Held | undefined
  /** True when another process has written to the database since the last call. */
  changedElsewhere: () => boolean
  now?: () => number
}

/**
 * What this process holds open per session: the mail account with its connections, and event streams. Ending a session ends
 * all of it at once; an end by another process is noticed within half a second.
 */
export class LiveSessions {
  readonly #options: Options
  readonly #now: () => number
  readonly #live = new Map<string, Entry>()
  readonly #timer: NodeJS.Timeout

  constructor(options: Options) {
    this.#options = options
    this.#now = options.now ?? Date.now
    this.#timer = setInterval(() => void this.check().catch(() => undefined), checkEveryMs).unref()
  }

  /** The session if this process already holds something for it. */
  find(key: string): LiveSession | null {
    const entry = this.#live.get(key)
    if (entry) entry.usedAtMs = this.#now()
    return entry ?? null
  }

  /** The live side of a session read from the store; `mail` hands over an account already open. */
  of(key: string, signedIn: SignedIn, times: { seenAtMs: number; endsAtMs: number }, mail?: MailAccount): LiveSession {
    const known = this.find(key)
    if (known) return known
    const watchers = new Set<SessionWatcher>()
    const entry: Entry = {
      key,
      signedIn,
      mail: mail ?? this.#options.openMail(signedIn),
      held: this.#options.hold?.(signedIn),
      endsAtMs: times.endsAtMs,
      seenAtMs: times.seenAtMs,
      usedAtMs: this.#now(),
      warnedForMs: 0,
      watchers,
      idleEndsAtMs: () => Math.min(entry.seenAtMs + this.#options.times.idleMs, entry.endsAtMs),
      watch: (watcher) => {
        watchers.add(watcher)
        return () => watchers.delete(watcher)
      },
      ofSamePerson: () => this.#ofPerson(signedIn.user),
      tell: (event) => {
        for (const watcher of watchers) watcher.told?.(event)
      },
      checkRoom: () => {
        if (watchers.size >= mostWatchers) throw new Problem('too-many-requests', { retryAfterSeconds: 60 })
      },
    }
    this.#live.set(key, entry)
    return entry
  }

  /** Mail comes to this person by other addresses now. */
  changeAddresses(user: string, addresses: readonly string[]): void {
    for (const { signedIn } of this.#ofPerson(user)) signedIn.addresses = [...addresses]
  }

  /** The mail of somebody who is signed in here, over a connection of its own; null when nobody of that name is. */
  mailBeside(user: string): MailAccount | null {
    return this.#ofPerson(user)[0]?.mail.beside() ?? null
  }

  /** Somebody who is signed in here; null when nobody of that name is. */
  signedInAs(user: string): SignedIn | null {
    return this.#ofPerson(user)[0]?.signedIn ?? null
  }

  /** Tells every browser that somebody has open here. */
  tellPerson(user: string, event: LiveEvent): void {
    for (const entry of this.#ofPerson(user)) entry.tell(event)
  }

  /** Whom this process holds something open for. */
  people(): Set<string> {
    return new Set([...this.#live.values()].map(({ signedIn }) => signedIn.user))
  }

  /** Those of them who were in the directory when they signed in. */
  listedPeople(): Set<string> {
    const listed = [...this.#live.values()].filter(({ signedIn }) => signedIn.isListed)
    return new Set(listed.map(({ signedIn }) => signedIn.user))
  }

  /** What somebody may do in the mailboxes of others has changed. */
  async forgetRights(user: string): Promise<void> {
    await Promise.all(this.#ofPerson(user).map(({ mail }) => mail.forgetRights()))
    this.tellPerson(user, { type: 'folders' })
  }

  #ofPerson(user: string): Entry[] {
    return [...this.#live.values()].filter(({ signedIn }) => signedIn.user === user)
  }

  /** The person did something: the idle time begins anew. */
  async seen(key: string): Promise<void> {
    const entry = this.#live.get(key)
    const now = this.#now()
    if (entry && now - entry.seenAtMs < noteEveryMs) return
    if (entry) entry.seenAtMs = now
    await this.#options.store.seen(key, now)
  }

  /** Ends a session everywhere in this process, now. */
  end(key: string, reason: EndReason): void {
    const entry = this.#live.get(key)
    if (!entry) return
    this.#live.delete(key)
    for (const watcher of entry.watchers) watcher.ended(reason)
    letGo(entry)
  }

  /** Looks for sessions that have ended, warns those about to, and lets go of what is unused. Called twice a second. */
  async check(): Promise<void> {
    if (this.#options.changedElsewhere()) await this.#compareWithStore()
    const now = this.#now()
    for (const entry of this.#live.values()) {
      const endsAtMs = entry.idleEndsAtMs()
      if (now >= endsAtMs) await this.#expire(entry)
      else if (entry.watchers.size > 0) this.#warn(entry, endsAtMs, now)
      else if (now - entry.usedAtMs > keepUnusedMs) {
        this.#live.delete(entry.key)
        letGo(entry)
      }
    }
  }

  /** Asks every open stream to end, so that the process can stop. */
  endStreams(): void {
    for (const { watchers } of this.#live.values()) for (const watcher of watchers) watcher.stopping()
  }

  /** Lets go of everything without ending the sessions: the process stops, people stay signed in. */
  close(): void {
    clearInterval(this.#timer)
    for (const entry of this.#live.values()) letGo(entry)
    this.#live.clear()
  }

  async #compareWithStore(): Promise<void> {
    const keys = [...this.#live.keys()]
    if (keys.length === 0) return
    const times = await this.#options.store.seenTimes(keys)
    for (const key of keys) {
      const seenAtMs = times.get(key)
      const entry = this.#live.get(key)
      if (seenAtMs === undefined) this.end(key, 'ended-elsewhere')
      else if (entry && seenAtMs > entry.seenAtMs) entry.seenAtMs = seenAtMs
    }
  }

  async #expire(entry: Entry): Promise<void> {
    this.end(entry.key, this.#now() >= entry.endsAtMs ? 'time' : 'idle')
    await this.#options.store.remove(entry.key)
  }

  #warn(entry: Entry, endsAtMs: number, now: number): void {
    if (now < endsAtMs - warnBeforeMs || entry.warnedForMs === endsAtMs) return
    entry.warnedForMs = endsAtMs
    for (const watcher of entry.watchers) watcher.ending(endsAtMs, endsAtMs < entry.endsAtMs)
  }
}

function letGo({ mail, held }: Entry): void {
  mail.close()
  held?.close()
}
