/** Which entry of each log is the newest of each person. */
export const logHeadTable: readonly string[] = [
  `create table log_head (
     log text not null, owner_hash text not null, number integer not null, at_ms integer not null, sealed text not null,
     primary key (log, owner_hash)
   ) strict, without rowid`,
]
