/** Addresses that people have asked for; `address_hash` is of one that waits, and null once it was refused. */
export const addressRequestTable: readonly string[] = [
  `create table address_request (
     id text primary key, account_hash text not null, address_hash text unique, asked_at_ms integer not null, sealed text not null
   ) strict`,
  `create index address_request_account on address_request (account_hash)`,
]
