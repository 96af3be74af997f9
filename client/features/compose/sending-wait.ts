import { type Draft } from '#client/mail/draft.ts'

/** When it is to go where that is not at once, with what this composer wants back where it is taken back. */
export function waitOf(
  draft: Draft,
  seconds: number,
  sendAtMs?: number,
): { sendAtMs?: number; undoSeconds?: number; composer?: string } {
  if (sendAtMs !== undefined) return { sendAtMs, composer: JSON.stringify(draft) }
  const undoSeconds = Math.min(Math.max(Math.round(seconds), 0), 120)
  return undoSeconds === 0 ? {} : { undoSeconds, composer: JSON.stringify(draft) }
}
