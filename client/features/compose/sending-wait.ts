import { type Draft } from '#client/mail/draft.ts'

/** When it is to go where that is not at once, with what this composer wants back where the message stands in the outbox. */
export function waitOf(
  draft: Draft,
  seconds: number,
  sendAtMs?: number,
): { sendAtMs?: number; undoSeconds?: number; composer: string } {
  const composer = JSON.stringify(draft)
  if (sendAtMs !== undefined) return { sendAtMs, composer }
  const undoSeconds = Math.min(Math.max(Math.round(seconds), 0), 120)
  return undoSeconds === 0 ? { composer } : { undoSeconds, composer }
}
