/** Codes by which targets of forwarding are confirmed. */
export const forwardingCodeTable: readonly string[] = [
  `create table forwarding_code (
     target_hash text primary key, account_hash text not null, code_hash text, tries integer not null,
     sent_at_ms integer not null, ends_at_ms integer not null, sends integer not null, since_ms integer not null
   ) strict`,
  `create index forwarding_code_account on forwarding_code (account_hash)`,
]
