import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'

/** Copies and says so; where a browser refuses, the words can still be marked and copied by hand, which is said. */
export async function copyWords(words: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words)
    announce(done)
  } catch {
    announce(t('second-step.notCopied'), { assertive: true })
  }
}
