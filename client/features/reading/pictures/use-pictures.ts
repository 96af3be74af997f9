import { computed, type Ref, ref, shallowRef, watch } from 'vue'
import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'
import { isUnderWay, type PictureProgress } from '../frame/picture-progress.ts'

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
  const isBusy = ref(false)
  /** Another number makes the frame load them anew. */
  const attempt = ref(0)
  const sayResult = useResult(progress)
  watch([() => message().id, consent], () => (progress.value = null))

  function retry(): void {
    sayResult()
    attempt.value += 1
  }

  const state = computed<ShownPictures>(() => ({ consent: consent.value, progress: progress.value }))
  const asking = { message, isDoubtful, isBusy, sayResult }
  async function toggle(): Promise<void> {
    const { hide, show } = await import('./change-pictures.ts')
    await (consent.value ? hide(asking, consent.value) : show(asking))
  }
  async function allowAlways(kind: 'sender' | 'domain'): Promise<void> {
    const change = await import('./change-pictures.ts')
    await change.allowAlways(asking, kind)
  }
  return { state, isBusy, attempt, progress, toggle, allowAlways, retry }
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
