import { randomUUID } from 'node:crypto'
import { isProblem, Problem } from '#server/problem.ts'
import type { OutboxEntry } from '#server/storage/outbox-entry.ts'
import type { Outbox, OutboxContent } from '#server/storage/outbox.ts'
import type { OutboxState } from '#server/storage/schema.ts'
import type { Sends } from '#server/storage/sends.ts'

export interface OutboxDesk {
  outbox: Outbox
  sends: Sends
  now: () => number
}

const notSentYet: readonly OutboxState[] = ['waiting', 'scheduled', 'later', 'signed-out', 'failed']
const wantsAttention: readonly OutboxState[] = ['failed', 'unknown', 'in-part']
/** So long a restored message whose time has passed can still be stopped. */
const graceMs = 60_000

const furthestMs = 366 * 24 * 60 * 60_000

/** Stops a message and gives back what the composer had. @throws Problem `not-found`, `too-late` */
export async function takeBack(desk: OutboxDesk, user: string, id: string): Promise<string> {
  const { outbox, now } = desk
  const known = await outbox.find(user, id)
  if (known?.state !== 'taken-back' && known?.state !== 'deleted') {
    await change(desk, user, id, [...notSentYet, ...wantsAttention], (entry) => ({
      ...entry,
      state: 'taken-back',
      nextMs: now(),
    }))
  }
  const draft = await outbox.draft(id)
  if (draft === null) throw new Problem('not-found')
  return draft
}

/**
 * Puts a message into the outbox. What stands there under its key in an earlier version makes room: the person changed it before they
 * heard that it had been taken in.
 *
 * @throws Problem `too-late` where the earlier one can be stopped no more, `already-sending` while somebody is at it
 */
export async function takeIn(
  desk: OutboxDesk,
  earlier: OutboxEntry | null,
  fresh: Omit<OutboxEntry, 'id'>,
  content: OutboxContent,
  composer: string,
): Promise<OutboxEntry> {
  const { user, idempotencyKey, version } = fresh
  try {
    if (earlier) await change(desk, user, earlier.id, notSentYet, (entry) => setAside(entry, desk.now()))
  } catch (error) {
    if (!isProblem(error, 'too-late')) throw error
    const newest = await desk.outbox.withKey(user, idempotencyKey)
    if (newest && newest.version === version) return newest
    throw !newest || notSentYet.includes(newest.state) ? new Problem('already-sending') : error
  }
  return desk.outbox.add(fresh, content, composer)
}

/** It never goes; its key is free for what takes its place. */
const setAside = (entry: OutboxEntry, nowMs: number): OutboxEntry => ({
  ...entry,
  ...{ state: 'taken-back', nextMs: nowMs, idempotencyKey: randomUUID() },
})

/** @throws Problem `not-found`, `too-late` */
export function sendNow(desk: OutboxDesk, user: string, id: string): Promise<OutboxEntry> {
  const nowMs = desk.now()
  return change(desk, user, id, notSentYet, (entry) => ({
    ...begunAnew(entry),
    state: 'waiting',
    dueMs: nowMs,
    nextMs: nowMs,
  }))
}

/** @throws Problem `not-found`, `too-late`, `invalid-request` */
export function changeTime(desk: OutboxDesk, user: string, id: string, sendAtMs: number): Promise<OutboxEntry> {
  const dueMs = checkedTime(sendAtMs, desk.now())
  return change(desk, user, id, notSentYet, (entry) => ({
    ...begunAnew(entry),
    ...{ state: 'scheduled', isScheduled: true, dueMs, nextMs: dueMs },
  }))
}

/** @throws Problem `not-found`, `too-late` */
export async function deleteEntry(desk: OutboxDesk, user: string, id: string): Promise<void> {
  const nowMs = desk.now()
  await change(desk, user, id, [...notSentYet, ...wantsAttention], (entry) => ({
    ...entry,
    ...{ state: 'deleted', nextMs: nowMs, deleted: { state: entry.state, nextMs: entry.nextMs } },
  }))
}

/** @throws Problem `not-found`, `too-late` (it is too long ago, or was never deleted) */
export function restoreEntry(desk: OutboxDesk, user: string, id: string): Promise<OutboxEntry> {
  const nowMs = desk.now()
  return change(desk, user, id, ['deleted'], ({ deleted, ...entry }) => {
    if (!deleted) throw new Problem('too-late')
    const goes = notSentYet.includes(deleted.state) && deleted.state !== 'failed'
    return { ...entry, state: deleted.state, nextMs: goes ? Math.max(deleted.nextMs, nowMs + graceMs) : deleted.nextMs }
  })
}

/** @throws Problem `invalid-request` for a time more than a year away; one that has passed means now */
export function checkedTime(sendAtMs: number, nowMs: number): number {
  if (sendAtMs > nowMs + furthestMs) {
    throw new Problem('invalid-request', { fields: [{ field: 'sendAtMs', code: 'wrong-form' }] })
  }
  return Math.max(sendAtMs, nowMs)
}

const begunAnew = (entry: OutboxEntry): OutboxEntry => ({ ...entry, tries: 0, firstFailureMs: null, fault: null })

/** Changes a message with nobody else at it, neither a clock nor another browser. */
async function change(
  { outbox, sends, now }: OutboxDesk,
  user: string,
  id: string,
  from: readonly OutboxState[],
  make: (entry: OutboxEntry) => OutboxEntry,
): Promise<OutboxEntry> {
  if (!(await outbox.find(user, id))) throw new Problem('not-found')
  const entry = await outbox.claim(id, now())
  if (!entry) throw new Problem('too-late')
  try {
    const isOut = notSentYet.includes(entry.state) && (await sends.isOut(user, entry.idempotencyKey))
    if (isOut || !from.includes(entry.state)) throw new Problem('too-late')
    const changed = make(entry)
    await outbox.save(changed)
    return changed
  } catch (error) {
    await outbox.release(id)
    throw error
  }
}
