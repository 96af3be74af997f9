import { sql, type Kysely } from 'kysely'
import { cardResourceMigration, contactTables } from './contact-tables.ts'
import type { Schema } from './schema.ts'
import { addressRequestTable } from './address-request-table.ts'
import { activityMigration } from './activity-migration.ts'
import { forwardingCodeTable } from './forwarding-code-table.ts'
import { logHeadTable } from './log-head-table.ts'
import { outboxPieceTable } from './outbox-piece-table.ts'
import { securityEventMigration } from './security-event-migration.ts'
import { rightsMigration, shareMigration } from './share-migration.ts'
import { writingMigration } from './writing-migration.ts'

/** Steps that bring the tables to the present shape, in order; never edited once released. Common SQL, STRICT where SQLite. */
const steps: readonly (readonly string[])[] = [
  [
    `create table session (
       id_hash text primary key, sealed text not null, seen_at_ms integer not null, ends_at_ms integer not null
     ) strict`,
    `create index session_ends on session (ends_at_ms)`,
    `create table send (
       key_hash text primary key, state text not null, sealed_result text, lease_until_ms integer not null,
       created_at_ms integer not null
     ) strict`,
    `create index send_created on send (created_at_ms)`,
    `create table sign_in_failure (
       key_hash text primary key, failures integer not null, expires_at_ms integer not null
     ) strict`,
  ],
  [`create table person_note (key_hash text primary key, sealed text not null) strict`],
  [
    `create table snooze (
       id text primary key, account_hash text not null, until_ms integer not null, state text not null,
       lease_until_ms integer not null, sealed text not null
     ) strict`,
    `create index snooze_due on snooze (until_ms)`,
    `create index snooze_account on snooze (account_hash)`,
  ],
  [
    `create table mute (account_hash text primary key, next_look_ms integer not null, sealed text not null) strict`,
    `create index mute_next_look on mute (next_look_ms)`,
  ],
  [
    `create table upload (
       id text primary key, account_hash text not null, size_bytes integer not null, state text not null,
       created_at_ms integer not null, sealed text not null
     ) strict`,
    `create index upload_account on upload (account_hash)`,
  ],
  [
    `create table outbox (
       id text primary key, account_hash text not null, key_hash text not null unique, state text not null,
       next_ms integer not null, lease_until_ms integer not null, created_at_ms integer not null,
       size_bytes integer not null, sealed text not null
     ) strict`,
    `create index outbox_state on outbox (state, next_ms)`,
    `create index outbox_account on outbox (account_hash)`,
    `create table outbox_content (id text primary key, sealed_message text not null, sealed_draft text not null) strict`,
  ],
  [
    `alter table session add column provider_session text`,
    `alter table session add column provider_subject text`,
    `create index session_provider_session on session (provider_session)`,
    `create index session_provider_subject on session (provider_subject)`,
    `create table one_use (key_hash text primary key, sealed text not null, ends_at_ms integer not null) strict`,
    `create index one_use_ends on one_use (ends_at_ms)`,
  ],
  [`alter table session add column account_hash text`, `create index session_account on session (account_hash)`],
  shareMigration,
  contactTables,
  activityMigration,
  outboxPieceTable,
  writingMigration,
  rightsMigration,
  forwardingCodeTable,
  securityEventMigration,
  addressRequestTable,
  logHeadTable,
  cardResourceMigration,
]

/** So that every server hears when a session is changed or ends; SQLite tells by itself that its file was written to. */
const sessionNews = [
  `create or replace function tell_session() returns trigger language plpgsql as $$
     begin perform pg_notify('curbcut_session', ''); return null; end $$`,
  `create or replace trigger session_news after insert or update or delete on session
     for each statement execute function tell_session()`,
]

/** Applies the steps this database has not seen, each in a transaction of its own. `schema`: where the tables are, in PostgreSQL. */
export async function migrate(database: Kysely<Schema>, schema?: string): Promise<void> {
  const isSqlite = schema === undefined
  const run = (text: string, on: Kysely<Schema>) => sql.raw(isSqlite ? text : forPostgres(text)).execute(on)
  await alone(database, schema, async (on) => {
    await run(`create table if not exists migration (step integer primary key) strict`, on)
  })
  const done = await sql<{ step: number }>`select step from migration`.execute(database)
  const seen = new Set(done.rows.map(({ step }) => step))
  for (const [step, statements] of steps.entries()) {
    if (seen.has(step)) continue
    await alone(database, schema, async (transaction) => {
      // A second process starting at the same moment waits here, then finds the step done by its primary key.
      const mine = await sql`insert into migration (step) values (${step}) on conflict do nothing`.execute(transaction)
      if (mine.numAffectedRows === 0n) return
      for (const statement of statements) await run(statement, transaction)
    })
  }
  if (!isSqlite) {
    await alone(database, schema, async (transaction) => {
      for (const statement of sessionNews) await sql.raw(statement).execute(transaction)
    })
  }
}

/** In PostgreSQL two that make the same table at the same moment would fail: one waits for the other. */
function alone(database: Kysely<Schema>, schema: string | undefined, work: (on: Kysely<Schema>) => Promise<void>) {
  return database.transaction().execute(async (transaction) => {
    if (schema !== undefined) {
      await sql`select pg_advisory_xact_lock(hashtextextended('curbcut migration', 0))`.execute(transaction)
      await sql`create schema if not exists ${sql.id(schema)}`.execute(transaction)
    }
    await work(transaction)
  })
}

/** The steps are written for SQLite: its tables are strict by a word of its own, and its whole numbers have 64 bits. */
function forPostgres(statement: string): string {
  return statement
    .replace(/\) strict(?:, without rowid)?$/, ')')
    .replace(/\binteger\b/g, 'bigint')
    .replace(/\bblob\b/g, 'bytea')
}
