import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue'

const settledMs = 1_200

/**
 * Fetches the code of what most people do next, one after the other, once the first screen has settled. Gives whether that
 * is so: what the first view can do without for a moment is shown then.
 */
export function useWarmUp(loaders: readonly (() => Promise<unknown>)[]): Ref<boolean> {
  const isWarm = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onMounted(() => {
    timer = setTimeout(() => {
      isWarm.value = true
      void warmUp(loaders)
    }, settledMs)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return isWarm
}

async function warmUp(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  // Where the server cannot be reached just then, whatever needs the code asks again and says so.
  for (const load of loaders) await load().catch(() => undefined)
}
