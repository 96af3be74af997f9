import { nextTick, onBeforeUnmount, type Ref, watch } from 'vue'
import { closeWindow, onClosing, standIn } from './own-window.ts'

/** Makes this window the place of its draft, until that is asked for elsewhere or the person closes it. Call it in setup. */
export function useOwnWindow(draftKey: () => string, isThere: Readonly<Ref<boolean>>, isClosing: Ref<boolean>): void {
  let end = (): void => undefined

  async function giveBack(): Promise<void> {
    // The form goes, and with it everything still in its fields into the draft.
    isClosing.value = true
    await nextTick()
    await closeWindow(draftKey())
    // Some browsers leave a window open that was loaded anew.
    isClosing.value = false
  }
  onClosing(giveBack)

  watch(
    isThere,
    (there) => {
      end()
      end = there ? standIn(draftKey(), () => void giveBack()) : () => undefined
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    end()
    onClosing(null)
  })
}
