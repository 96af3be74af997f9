import * as z from 'zod'
import type { Quota } from '#contract/folders.ts'
import { isFull, type StorageState } from '#contract/storage.ts'
import type { PersonNotes } from '#server/storage/person-notes.ts'

const kept = z.object({ sinceMs: z.int(), untilMs: z.nullable(z.int()) })
type FullTime = z.infer<typeof kept>

const dayMs = 86_400_000
const toldDays = 30

/**
 * Notes since when a mailbox is full, as far as it was looked at: no mail server tells afterwards what it has refused.
 *
 * @returns the time that goes on, or the last one while it is not long ago
 */
export async function noteFullTime(
  notes: PersonNotes,
  user: string,
  { quota, nowMs }: { quota: Quota | null; nowMs: number },
): Promise<StorageState['full']> {
  const full = quota !== null && isFull(quota)
  const now = (text: string | null) => next(readKept(text), full, nowMs)
  const known = await notes.read(user, 'full-mailbox')
  const told = now(known)
  // Only at its beginning and end there is something to write.
  if (JSON.stringify(told) === (known ?? 'null')) return told
  return notes.change(user, 'full-mailbox', (text) => ({ text: JSON.stringify(now(text)), made: now(text) }))
}

function next(before: FullTime | null, full: boolean, nowMs: number): FullTime | null {
  if (full) return before?.untilMs === null ? before : { sinceMs: nowMs, untilMs: null }
  if (!before) return null
  if (before.untilMs === null) return { ...before, untilMs: nowMs }
  return nowMs - before.untilMs > toldDays * dayMs ? null : before
}

const readKept = (text: string | null): FullTime | null =>
  text === null ? null : (kept.nullable().safeParse(JSON.parse(text)).data ?? null)
