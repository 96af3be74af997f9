import { type Ref } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { allow, consentName, forMessage, revoke, stopAllowing } from '#client/mail/picture-consents.ts'
import { senderOf } from '#client/mail/picture-sender.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'

/* What allows pictures and takes that back; fetched when somebody does so first. */

interface Asking {
  message: () => Message
  isDoubtful: () => boolean
  readonly isBusy: Ref<boolean>
  /** What becomes of the pictures is to be said when they are there. */
  sayResult: () => void
}

export function show({ message, isBusy, sayResult }: Asking): Promise<void> {
  return change(isBusy, t('picture-consents.notAllowed', { what: consentName(forMessage(message())) }), async () => {
    sayResult()
    await allow(forMessage(message()))
  })
}

/** What was allowed to one message is taken back by the same button; of what holds longer the bar tells, with undo. */
export async function hide({ isBusy }: Asking, given: PictureConsent): Promise<void> {
  if (given.kind !== 'message') return stopAllowing(given)
  await change(isBusy, t('picture-consents.notStopped', { what: consentName(given) }), async () => {
    await revoke(given)
    announce(t('picture-consents.hidden'))
  })
}

export async function allowAlways({ message, isDoubtful, isBusy }: Asking, kind: 'sender' | 'domain'): Promise<void> {
  const value = senderOf(message())?.[kind]
  if (value === undefined) return
  const asked = { kind, value, name: '' }
  const before = message().pictureConsent
  await change(isBusy, t('picture-consents.notAllowed', { what: consentName(asked) }), async () => {
    // What holds for more takes the place of what held for this message.
    if (before?.kind === 'message' && !isDoubtful()) await revoke(before)
    const made = await allow(asked)
    useOutcome().offerUndo({
      text: t('picture-consents.allowed', { what: consentName(made) }),
      undo: () => stopAllowing(made),
    })
  })
}

/** Work that may fail: told then, with a way to try again. */
async function change(isBusy: Ref<boolean>, what: string, work: () => Promise<void>): Promise<void> {
  isBusy.value = true
  try {
    await work()
  } catch (error) {
    tellFailure(what, error, () => void change(isBusy, what, work))
  } finally {
    isBusy.value = false
  }
}
