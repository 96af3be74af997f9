import type { MailIdentity } from './mail-account.ts'
import type { DecodedScript } from './sieve/language/index.ts'
import type { ScriptNote, StoredScript } from './sieve/managesieve/index.ts'

/** What the person's server can do with scripts. */
export interface SieveOffer {
  /** As `require` names them. */
  extensions: string[]
  /** Schemes for `notify`, such as `mailto`. */
  notifyMethods: string[]
  /** How many redirects one run of a script may do; null where the server does not say. A script with more is stored all the same. */
  maxRedirects: number | null
}

export type ScriptRefusalReason =
  /** `notes` say what is wrong, and on which line. */
  | 'not-valid'
  | 'gone'
  | 'exists'
  /** The script that runs cannot be removed. */
  | 'active'
  | 'too-large'
  | 'too-many'
  /** A name no script can have, or a text no script can hold; the server was not asked. */
  | 'unsendable'
  /** The server's words are all there is. */
  | 'other'

/** The server understood, and will not. Nothing was changed. */
export class ScriptRefusal extends Error {
  readonly reason: ScriptRefusalReason
  readonly notes: readonly ScriptNote[]
  /** The server's words, plain text of at most 300 characters. */
  readonly serverSaid: string

  constructor(
    reason: ScriptRefusalReason,
    { notes = [], serverSaid = '' }: { notes?: readonly ScriptNote[]; serverSaid?: string } = {},
  ) {
    super(`Script refused: ${reason}`)
    this.name = 'ScriptRefusal'
    this.reason = reason
    this.notes = notes
    this.serverSaid = serverSaid
  }
}

/**
 * The scripts of one person, over one connection. Every method throws ScriptRefusal, or Problem `mail-server-unavailable`
 * (what was under way may have happened) or `mailbox-full`.
 */
export interface ScriptSession {
  readonly offer: SieveOffer
  list(): Promise<StoredScript[]>
  read(name: string): Promise<DecodedScript>
  /** Has the server look at a script. Gives its warnings. */
  check(source: string): Promise<ScriptNote[]>
  /** Stores a script under a name, in the place of what was there. Gives the server's warnings. */
  write(name: string, source: string): Promise<ScriptNote[]>
  /** Whether a script of this size could be stored. */
  checkSpace(name: string, sizeBytes: number): Promise<void>
  /** Makes it the script that runs on each message; none where null. */
  activate(name: string | null): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(name: string): Promise<void>
  /** Ends the work; to be called once. Never throws. */
  close(): Promise<void>
}

/** Where people's scripts are kept and run. */
export interface SieveScripts {
  /** @throws Problem `wrong-credentials`, `mail-server-unavailable`, `mail-server-not-trusted` */
  open(identity: MailIdentity): Promise<ScriptSession>
  /**
   * Until what it gives is closed, one who holds identities gets one session after the other, over a connection that may be kept for
   * some seconds in between.
   */
  keepFor?(holder: object): { close(): void }
}
