import { computed, onMounted, onScopeDispose, type ShallowRef } from 'vue'
import { shortDate } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, isUnsaved } from '#client/mail/draft.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { bytesOf } from '../files/file-rules.ts'
import { useSaver, whereTextIs } from './saver.ts'

const saveEveryMs = 30_000
/** Files go to the mail server again each time: with many of them the copy in the browser does for longer. */
const saveLargeEveryMs = 120_000
const largeBytes = 5_000_000

/** Saves the draft on the screen now and then, when the person goes from field to field or looks away, and when they leave it. */
export function useSaving(draft: () => Draft | undefined, element: Readonly<ShallowRef<HTMLElement | null>>) {
  const drafts = useDrafts()
  const saver = useSaver()
  const draftKey = draft()?.key ?? ''
  let triedAtMs = Date.now()

  function save(): void {
    triedAtMs = Date.now()
    void saver.save(draftKey)
  }
  const isLarge = () => bytesOf(draft()?.files ?? []) > largeBytes
  function saveWhenDue(): void {
    if (Date.now() - triedAtMs >= (isLarge() ? saveLargeEveryMs : saveEveryMs)) save()
  }
  function saveWhenFieldLeft({ relatedTarget: next }: FocusEvent): void {
    // Whoever goes on to a button may be about to send it: that would have to wait.
    if (!(next instanceof HTMLElement) || next.closest('button') || isLarge()) return
    save()
  }
  function saveWhenHidden(): void {
    if (document.visibilityState === 'hidden') save()
  }

  onMounted(() => {
    drafts.shownKey = draftKey
    const timer = setInterval(saveWhenDue, 1_000)
    document.addEventListener('visibilitychange', saveWhenHidden)
    addEventListener('blur', save)
    element.value?.addEventListener('focusout', saveWhenFieldLeft)
    stop = () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', saveWhenHidden)
      removeEventListener('blur', save)
    }
  })
  let stop = (): void => undefined
  onScopeDispose(() => {
    stop()
    if (drafts.shownKey === draftKey) drafts.shownKey = null
    saver.conflicts.delete(draftKey)
    save()
  })

  const isHereAlone = useHold(draft)
  /** Quietly beside the buttons; nothing of it is spoken. */
  const state = computed(() => {
    const now = draft()
    const failure = saver.failures.get(draftKey)
    if (failure !== undefined) return `${failure.why} ${whereTextIs(draftKey)}`
    if (isHereAlone.value) return t('drafts.unkept')
    if (!now?.savedAtMs) return t('drafts.notYet')
    return t(isUnsaved(now) ? 'drafts.savedBefore' : 'drafts.savedAt', { time: shortDate(new Date(now.savedAtMs)) })
  })
  return { state, hasFailed: computed(() => saver.failures.has(draftKey)), save }
}

/** Whether what is unsaved has no copy either. Then the browser asks before it closes the page. */
function useHold(draft: () => Draft | undefined) {
  const drafts = useDrafts()
  const isHereAlone = computed(() => {
    const now = draft()
    return now !== undefined && isUnsaved(now) && drafts.unkept.includes(now.key)
  })
  function hold(event: BeforeUnloadEvent): void {
    if (isHereAlone.value) event.preventDefault()
  }
  addEventListener('beforeunload', hold)
  onScopeDispose(() => removeEventListener('beforeunload', hold))
  return isHereAlone
}
