import { type Ref, ref, watch } from 'vue'

/** True from the first time that something was true. */
export function useSticky(now: () => boolean): Readonly<Ref<boolean>> {
  const ever = ref(now())
  watch(now, (is) => {
    ever.value ||= is
  })
  return ever
}
