import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { allow, consentName, forMessage, revoke, senderOf, stopAllowing } from '#client/mail/picture-consents.ts'
import { tellFailure } from '#client/mail/tell-failure.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'
import { isUnderWay, type PictureProgress } from '../frame/remote-pictures.ts'

/** Whether the pictures of a message are shown, why, and how far they are. */
export interface ShownPictures {
  /** What allows them, or null: then none is loaded. */
  readonly consent: PictureConsent | null
  readonly progress: PictureProgress | null
}

/**
 * The pictures of an open message from other sites. `isDoubtful`: somebody else may have written in the sender's name, so what
 * was allowed to a sender or domain does not count.
 */
export function usePictures(message: () => Message, isDoubtful: () => boolean) {
  const consent = computed(() => {
    const { pictureConsent } = message()
    return pictureConsent && (pictureConsent.kind === 'message' || !isDoubtful()) ? pictureConsent : null
  })
  const progress = shallowRef<PictureProgress | null>(null)
  const { isBusy, change } = useChange()
  /** Another number makes the frame load them anew. */
  const attempt = ref(0)
  const sayResult = useResult(progress)
  watch([() => message().id, consent], () => (progress.value = null))

  const show = () =>
    change(t('pictures.notAllowed', { what: consentName(forMessage(message())) }), async () => {
      sayResult()
      await allow(forMessage(message()))
    })

  /** What was allowed to one message is taken back by the same button; of what holds longer the bar tells, with undo. */
  async function hide(given: PictureConsent): Promise<void> {
    if (given.kind !== 'message') return stopAllowing(given)
    await change(t('pictures.notStopped', { what: consentName(given) }), async () => {
      await revoke(given)
      announce(t('pictures.hidden'))
    })
  }

  async function allowAlways(kind: 'sender' | 'domain'): Promise<void> {
    const value = senderOf(message())?.[kind]
    if (value === undefined) return
    const asked = { kind, value, name: '' }
    const before = message().pictureConsent
    await change(t('pictures.notAllowed', { what: consentName(asked) }), async () => {
      // What holds for more takes the place of what held for this message.
      if (before?.kind === 'message' && !isDoubtful()) await revoke(before)
      const made = await allow(asked)
      useOutcome().offerUndo({
        text: t('pictures.allowed', { what: consentName(made) }),
        undo: () => stopAllowing(made),
      })
    })
  }

  function retry(): void {
    sayResult()
    attempt.value += 1
  }

  const state = computed<ShownPictures>(() => ({ consent: consent.value, progress: progress.value }))
  const toggle = () => void (consent.value ? hide(consent.value) : show())
  return { state, isBusy, attempt, progress, toggle, allowAlways, retry }
}

/** Work that may fail: told then, with a way to try again. */
function useChange() {
  const isBusy = ref(false)
  async function change(what: string, work: () => Promise<void>): Promise<void> {
    isBusy.value = true
    try {
      await work()
    } catch (error) {
      tellFailure(what, error, () => void change(what, work))
    } finally {
      isBusy.value = false
    }
  }
  return { isBusy, change }
}

/** Says what came of loading pictures, once, when the person began it. */
function useResult(progress: Readonly<Ref<PictureProgress | null>>): () => void {
  let isAwaited = false
  watch(progress, (now) => {
    if (!isAwaited || now === null || isUnderWay(now)) return
    isAwaited = false
    announce(resultWords(now))
  })
  return () => {
    isAwaited = true
  }
}

/** "12 pictures shown. 2 pictures could not be loaded." */
function resultWords({ shown, failed }: PictureProgress): string {
  const sentences = [
    shown > 0 || failed === 0 ? t('pictures.nowShown', { count: shown }) : '',
    failed > 0 ? t('pictures.failed', { count: failed }) : '',
  ]
  return sentences.filter(Boolean).join(' ')
}
