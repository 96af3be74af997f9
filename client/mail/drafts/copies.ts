import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { type Draft, isUnsaved } from '../draft.ts'
import { hasCopies } from './copy-names.ts'

/** Longest time typed text exists only in memory. */
const keepDelayMs = 400

/** What writes and reads copies comes when there is something to write or read. */
export const openVault = async () => (await import('./vault.ts')).vault()

/** Signs out of the copies: those of this tab go, with the keys. */
export async function forgetCopies(): Promise<void> {
  if (hasCopies()) await (await openVault()).forget()
}

/** Copies of drafts in the browser: those of before are read into `all`, changes are written after a moment. */
export function useCopies(all: Ref<Draft[]>) {
  /** The one on the screen: a copy of it stays although it has been saved. */
  const shownKey = ref<string | null>(null)
  /** What an earlier tab left behind, to be offered. */
  const recovered = ref<string[]>([])
  /** Whose newest words are on this page alone: no copy could be made. */
  const unkept = ref<readonly string[]>([])
  /** False while copies of before are being read. */
  const isReady = ref(!hasCopies())
  let timer: ReturnType<typeof setTimeout> | undefined

  async function keepNow(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const toKeep = all.value.filter(
      (draft) => draft.key === shownKey.value || isUnsaved(draft) || draft.state !== 'writing',
    )
    unkept.value = toKeep.length > 0 || hasCopies() ? await (await openVault()).keep(toKeep) : []
  }

  async function read(): Promise<void> {
    await (
      await openVault()
    ).read((found, isOrphan) => {
      if (!all.value.some(({ key }) => key === found.key)) all.value.push(found)
      if (isOrphan) recovered.value.push(found.key)
    })
  }

  watch(
    [all, shownKey],
    () => {
      timer ??= setTimeout(() => void keepNow(), keepDelayMs)
    },
    { deep: true },
  )
  const keepAtOnce = () => void keepNow()
  addEventListener('pagehide', keepAtOnce)
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('pagehide', keepAtOnce)
  })
  if (hasCopies()) {
    void read()
      .catch(() => undefined)
      .then(() => (isReady.value = true))
  }
  return { shownKey, recovered, unkept, isReady, keepNow }
}
