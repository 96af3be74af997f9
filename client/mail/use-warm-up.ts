import { type Component, defineAsyncComponent, onBeforeUnmount, onMounted, type Ref, ref } from 'vue'

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

/**
 * A component that comes later, and what fetches it ahead. Then it stands there at once when it is first shown: its own question for
 * code that is there already would be answered only after a frame with nothing in its place.
 */
export function comesLater<Later extends Component>(load: () => Promise<{ default: Later }>) {
  const later = defineAsyncComponent(load)
  // Kept to itself by the library, which asks it in the same way. It remembers a failure: so not before the code is there.
  const ask = (later as { __asyncLoader?: () => Promise<unknown> }).__asyncLoader
  return [later, () => load().then(ask)] as const
}

async function warmUp(loaders: readonly (() => Promise<unknown>)[]): Promise<void> {
  // Where the server cannot be reached just then, whatever needs the code asks again and says so.
  for (const load of loaders) await load().catch(() => undefined)
}
