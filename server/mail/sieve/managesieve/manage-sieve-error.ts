import type { ResponseCode } from './response-reader.ts'
import { notesIn, type ScriptNote } from './script-notes.ts'

export type ManageSieveErrorKind =
  /** There was no connection, or it went away. */
  | 'connection-lost'
  /** TLS is not offered, did not come about, or did not prove the server; nothing secret was sent. */
  | 'not-trusted'
  | 'timed-out'
  /** The server says what the protocol does not know, or more than its bounds allow. */
  | 'protocol'
  /** The name, password or token was not taken. */
  | 'credentials-refused'
  /** The server knows no way to sign in that we do. */
  | 'no-mechanism'
  /** The server answered NO: `code` and `text` say why. */
  | 'refused'
  /** What was to be sent cannot be: nothing was. */
  | 'unsendable'

interface Details {
  code?: ResponseCode | null
  /** What the server said: hostile, several lines perhaps. */
  text?: string
  /** The whole command had been handed to the connection: it may have been carried out. */
  mayHaveHappened?: boolean
  cause?: unknown
}

/** Everything that goes wrong in talking ManageSieve. Its message never holds what the server said. */
export class ManageSieveError extends Error {
  readonly kind: ManageSieveErrorKind
  readonly code: ResponseCode | null
  readonly text: string
  readonly mayHaveHappened: boolean

  constructor(kind: ManageSieveErrorKind, { code, text, mayHaveHappened, cause }: Details = {}) {
    super(`ManageSieve: ${kind}`, cause === undefined ? undefined : { cause })
    this.name = 'ManageSieveError'
    this.kind = kind
    this.code = code ?? null
    this.text = text ?? ''
    this.mayHaveHappened = mayHaveHappened ?? false
  }

  /** `text` line by line, where the server says of which line of a script it speaks. */
  get notes(): ScriptNote[] {
    return notesIn(this.text)
  }
}
