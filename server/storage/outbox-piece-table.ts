/** What does not fit into the first piece of a message that waits to be sent. */
export const outboxPieceTable: readonly string[] = [
  `create table outbox_piece (
     id text not null, number integer not null, sealed blob not null, created_at_ms integer not null,
     primary key (id, number)
   ) strict`,
]
