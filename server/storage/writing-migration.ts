/** Who is writing an answer to which message, for a minute at a time. */
export const writingMigration: readonly string[] = [
  `create table writing (
     message_hash text not null, account_hash text not null, since_ms integer not null, ends_at_ms integer not null,
     sealed text not null, primary key (message_hash, account_hash)
   ) strict`,
  `create index writing_ends on writing (ends_at_ms)`,
]
