import { t } from '#client/i18n/i18n.ts'
import { keepForwarding } from '#client/mail/forwarding/forwarding.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type Forwarding } from '#contract/forwarding.ts'

/** Says that it is off, and offers to have it on as before; only where nothing was changed in between. */
export function offerBack(before: Forwarding, version: string): void {
  const undo = async () => {
    try {
      await keepForwarding(before, version)
      useOutcome().tell(t('forwarding.back'))
    } catch (error) {
      tellFailure(t('forwarding.notBack'), error, () => void undo())
    }
  }
  useOutcome().offerUndo({ text: t('forwarding.saved.off'), undo })
}
