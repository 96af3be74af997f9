import type { Submission } from '#server/mail/submission-port.ts'

const rememberMs = 10 * 60_000
/** A server that does not answer is asked again soon, and nobody waits for it meanwhile. */
const rememberFailureMs = 30_000

/** The largest message that can be sent, in bytes: our own bound or the submission server's, whichever is less. */
export function messageLimit(submission: Submission, ownBytes: number, now: () => number): () => Promise<number> {
  let known: { bytes: Promise<number>; untilMs: number } | null = null
  return () => {
    if (known && known.untilMs > now()) return known.bytes
    const asked = { bytes: Promise.resolve(ownBytes), untilMs: now() + rememberMs }
    asked.bytes = submission.largestBytes().then(
      (bytes) => Math.min(ownBytes, bytes ?? ownBytes),
      () => {
        asked.untilMs = now() + rememberFailureMs
        return ownBytes
      },
    )
    known = asked
    return asked.bytes
  }
}
