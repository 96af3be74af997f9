import { type Ref, ref, watch } from 'vue'

/** Shorter waits are better shown as nothing: a placeholder that flashes is noise. */
const slowAfterMs = 200

/** True once something has been going on for longer than a person takes for instant. */
export function useSlow(isGoingOn: () => boolean): Readonly<Ref<boolean>> {
  const isSlow = ref(false)
  watch(
    isGoingOn,
    (going, _before, onCleanup) => {
      isSlow.value = false
      if (!going) return
      const timer = setTimeout(() => {
        isSlow.value = true
      }, slowAfterMs)
      onCleanup(() => clearTimeout(timer))
    },
    { immediate: true },
  )
  return isSlow
}
