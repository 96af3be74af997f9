import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { type FolderId } from '#contract/ids.ts'
import { bringMessages, type BroughtMessage } from './bring-messages.ts'
import { readMailFiles } from './read-mail-files.ts'

/** What came, or would come, of all of them. */
export interface ImportTally {
  total: number
  counts: Partial<Record<BroughtMessage['outcome'], number>>
  /** The first 500 that are not taken, and the first 50 that are, with their number among all. */
  rows: (BroughtMessage & { number: number })[]
}

interface Run {
  tally: ImportTally
  isOvertaken: boolean
  wasStopped: boolean
  failure: unknown
}

const most = { taken: 50, others: 500 }

/** Looks through files, then brings their messages into a folder. Call it in setup; it stops with its owner. */
export function useImport() {
  const files = shallowRef<readonly File[]>([])
  const preview = shallowRef<ImportTally | null>(null)
  const report = shallowRef<ImportTally | null>(null)
  const running = ref<'reading' | 'importing' | null>(null)
  const readBytes = ref(0)
  const done = ref(0)
  const totalBytes = computed(() => files.value.reduce((sum, { size }) => sum + size, 0))
  let stopper = new AbortController()
  const stop = () => stopper.abort()
  onScopeDispose(stop)

  /** What came of them, as far as it got; a failure is told, not thrown. A second run ends the first, which it overtakes. */
  async function run(folderId: FolderId, isPreview: boolean): Promise<Run> {
    stopper.abort()
    const own = (stopper = new AbortController())
    const { signal } = own
    running.value = isPreview ? 'reading' : 'importing'
    readBytes.value = 0
    done.value = 0
    const tally: ImportTally = { total: 0, counts: {}, rows: [] }
    const take = (message: BroughtMessage) => {
      note(tally, message)
      if (stopper === own) done.value = tally.total
    }
    const found = readMailFiles(files.value, (bytes) => {
      if (stopper === own) readBytes.value += bytes
    })
    let failure: unknown = null
    await bringMessages(found, { folderId, isPreview, signal, take }).catch((error: unknown) => (failure = error))
    const isOvertaken = stopper !== own
    if (!isOvertaken) running.value = null
    return { tally, isOvertaken, wasStopped: signal.aborted, failure }
  }

  return { files, preview, report, running, readBytes, totalBytes, done, run, stop }
}

function note(tally: ImportTally, message: BroughtMessage): void {
  const { outcome } = message
  tally.total += 1
  const count = (tally.counts[outcome] ?? 0) + 1
  tally.counts[outcome] = count
  const shown = outcome === 'added' ? count <= most.taken : tally.rows.length < most.others + most.taken
  if (shown) tally.rows.push({ ...message, number: tally.total })
}

/** How many were, or would be, left out. */
export const leftOutOf = ({ total, counts }: ImportTally) => total - (counts.added ?? 0)
