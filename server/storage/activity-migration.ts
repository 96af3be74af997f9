/** What was done in mailboxes of others; each entry seals in the one before it. */
export const activityMigration: readonly string[] = [
  `create table activity (
     owner_hash text not null, number integer not null, at_ms integer not null, sealed text not null, mark text not null,
     primary key (owner_hash, number)
   ) strict, without rowid`,
  `create index activity_at on activity (at_ms)`,
]
