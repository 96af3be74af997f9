/** What touched the security of accounts; each entry seals in the one before it. */
export const securityEventMigration: readonly string[] = [
  `create table security_event (
     owner_hash text not null, number integer not null, at_ms integer not null, sealed text not null, mark text not null,
     primary key (owner_hash, number)
   ) strict, without rowid`,
  `create index security_event_at on security_event (at_ms)`,
]
