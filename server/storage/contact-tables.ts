/** Statements that make the tables of the address book. */
export const contactTables: readonly string[] = [
  `create table contact (
     id text primary key, account_hash text not null, book text not null, deleted_at_ms integer not null,
     sealed_index text not null, sealed_card text not null
   ) strict`,
  `create index contact_account on contact (account_hash)`,
  `create index contact_deleted on contact (deleted_at_ms)`,
  `create table contact_book (account_hash text primary key, version integer not null) strict`,
]

/** What other programs are told of cards by CardDAV: which state each is in, what they call it, and what has changed since when. */
export const cardResourceMigration: readonly string[] = [
  `alter table contact add column changed integer not null default 0`,
  `alter table contact add column etag text not null default ''`,
  `alter table contact add column sealed_name text`,
  `alter table contact_book add column forgotten integer not null default 0`,
]

/** An address book: the one kept here, whom somebody wrote to, or what is known of one at another server. */
export type BookName = 'own' | 'collected' | `at-${string}`

/** A card of somebody's address book: what it says, and what of that is searched, are sealed. */
export interface ContactRecord {
  id: string
  account_hash: string
  book: BookName
  /** 0 while it is not deleted. */
  deleted_at_ms: number
  sealed_index: string
  sealed_card: string
  /** The number of the book when this was written or deleted last; 0 for what has been there since before there were such numbers. */
  changed: number
  /** Another for each state of the card, as a keyed hash; empty like the number before it. */
  etag: string
  /** What another program that made it calls it; null where it goes by its id. */
  sealed_name: string | null
}

/** Another number whenever anything of the book is another, so that each process knows whether what it remembers still holds. */
export interface ContactBookRecord {
  account_hash: string
  version: number
  /** Up to this number, what was deleted is not known any more. */
  forgotten: number
}
