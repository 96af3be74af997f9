/** Shares with a beginning, an end or a purpose. */
export const shareMigration: readonly string[] = [
  `create table share (id text primary key, owner_hash text not null, next_ms integer not null, sealed text not null) strict`,
  `create index share_next on share (next_ms)`,
  `create index share_owner on share (owner_hash)`,
]

/** Whose rights have changed last, so that every server forgets the old ones. */
export const rightsMigration: readonly string[] = [
  `create table rights_change (grantee_hash text primary key, at_ms integer not null, stamp text not null) strict`,
  `create index rights_change_at on rights_change (at_ms)`,
]
