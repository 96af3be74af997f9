import { computed, ref } from 'vue'

/**
 * Holds what is typed into a form against what it began with, or had when it was saved.
 * @param typed all that saving would send, as JSON has it
 */
export function useUnsaved(typed: () => unknown) {
  const now = () => JSON.stringify(typed())
  const began = ref(now())
  const isOther = computed(() => now() !== began.value)
  /** It is saved, or given up: nothing of it is to be asked for any more. */
  function release(): void {
    began.value = now()
  }
  return { isUnsaved: () => isOther.value, release }
}
