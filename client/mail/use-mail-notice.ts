import { ref, type ShallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { firstHeading, focusSoon, keptRowSelector, moveFocusThenRemove } from '#client/accessibility/focus.ts'

/**
 * A notice beside the mail while something is so, which a page of the settings changes. When it goes, a focus in it goes to the mail.
 * Call it in setup.
 */
export function useMailNotice(notice: Readonly<ShallowRef<HTMLElement | null>>, isSo: () => boolean, topic: string) {
  const router = useRouter()
  const isShown = ref(false)
  const settings = { name: 'settings', params: { topic } }
  const follow = () => {
    isShown.value = isSo()
  }

  watch(
    isSo,
    (isNow) => {
      if (!isNow && notice.value?.contains(document.activeElement)) void moveFocusThenRemove(nextPlace, follow)
      else follow()
    },
    { immediate: true },
  )

  /** To the page of the settings, by the palette. */
  async function change(): Promise<void> {
    await router.push(settings)
    // Where that page is open already, nothing else leads there.
    await focusSoon(() => document.getElementById(topic))
  }

  return { isShown, settings, change }
}

function nextPlace(): HTMLElement | undefined {
  return document.querySelector<HTMLElement>(keptRowSelector) ?? firstHeading()
}
