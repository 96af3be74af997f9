import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from './outcome.ts'
import { problemText } from './problem-text.ts'

/** Says what was not done and why, with a way to try again. */
export function tellFailure(what: string, error: unknown, again: () => void): void {
  const text = t('actions.failed', { what, why: problemText(error) })
  useOutcome().tell(text, {
    failed: true,
    error,
    action: { label: t('app.tryAgain'), run: again },
  })
}
