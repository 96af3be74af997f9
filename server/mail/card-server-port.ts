/**
 * Servers that keep address books (CardDAV, RFC 6352). Which there are the operator says; a person has an account there.
 * Every method may throw CardServerFault.
 */
export interface CardServers {
  readonly servers: readonly { url: string; name: string }[]
  /** Null for a server the operator does not name, or does not name any more. */
  open(account: CardAccount): CardServer | null
}

export interface CardAccount {
  /** As the operator names the server. */
  url: string
  user: string
  password: string
}

export interface CardServer {
  /** The address books of this person. */
  books(): Promise<RemoteBook[]>
  /** What is another in a book than it was in that state; null: all there is. */
  changes(bookPath: string, since: BookState | null): Promise<BookChanges>
  /** The cards that are (still) there, of at most `mostCardsAtOnce`, in no order. */
  cards(bookPath: string, paths: readonly string[]): Promise<RemoteCard[]>
  /** Writes a card where this one is, or, with null, where none is. Gives its new ETag; empty where the server says none. */
  write(path: string, card: string, etag: string | null): Promise<string>
  /** Deletes it, if it still is that one; one that is gone is no fault. */
  remove(path: string, etag: string): Promise<void>
}

export const mostCardsAtOnce = 50

export interface RemoteBook {
  path: string
  name: string
  isReadOnly: boolean
}

/** Empty strings for what a server does not say. */
export interface BookState {
  /** RFC 6578 */
  token: string
  /** What servers said before there were tokens: another word whenever anything in the book is another. */
  ctag: string
}

export interface BookChanges {
  cards: { path: string; etag: string }[]
  gone: string[]
  /** `cards` are all there are. */
  isWhole: boolean
  state: BookState
}

export interface RemoteCard {
  path: string
  etag: string
  card: string
}

/**
 * `sign-in`: name or password is wrong there; `forbidden`: the server does not take this; `changed`: the card is another by now,
 * or gone; `unusable`: what it answers is no CardDAV, or too much.
 */
export type CardServerReason = 'unreachable' | 'not-trusted' | 'sign-in' | 'forbidden' | 'changed' | 'unusable'

export class CardServerFault extends Error {
  readonly reason: CardServerReason

  constructor(reason: CardServerReason, cause?: unknown) {
    super(`The server of an address book: ${reason}`, cause === undefined ? undefined : { cause })
    this.name = 'CardServerFault'
    this.reason = reason
  }
}
