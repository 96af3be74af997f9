import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'

/** Thousands of messages take many seconds; the server works on, however long it is. */
export const mostPatienceMs = 600_000

const slowAfterMs = 1_000

/** Does the work and says what is going on once it has taken longer than a second. */
export async function sayWhenSlow<T>(
  text: string,
  work: () => Promise<T>,
  say: (text: string) => void = (sentence) => useOutcome().tell(sentence),
): Promise<T> {
  const timer = setTimeout(() => say(text), slowAfterMs)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}

/** What did not happen, why, and the way to try it again. */
export function tellFailure(what: string, error: unknown, again: () => void): void {
  const text = t('actions.failed', { what, why: problemText(error) })
  useOutcome().tell(text, { failed: true, action: { label: t('app.tryAgain'), run: again } })
}
