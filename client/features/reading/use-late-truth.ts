import { onScopeDispose, ref, type Ref, watch } from 'vue'

/** True once the condition has held for `delayMs`: what is there sooner shows no skeleton, so that nothing flickers. */
export function useLateTruth(condition: () => boolean, delayMs: number): Readonly<Ref<boolean>> {
  const isTrue = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    condition,
    (holds) => {
      clearTimeout(timer)
      isTrue.value = false
      if (holds) timer = setTimeout(() => (isTrue.value = true), delayMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
  return isTrue
}
