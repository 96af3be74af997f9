import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { type FolderId } from '#contract/ids.ts'
import { type JobProgress } from '#contract/jobs.ts'

/** A change of many messages that the server is at. */
export interface BulkJob {
  readonly id: string
  /** "Archiving…" in the person's language. */
  readonly doing: string
  readonly progress: JobProgress
}

/** What a job does to a folder's list: `loses` messages, or `gains` them. */
export type Hold = 'loses' | 'gains'

/** News of this many jobs are kept: they may be quicker than the answer that names the job. */
const keptNews = 20

/**
 * The jobs of this page that are under way. While one takes messages from a folder or brings them there, events about that
 * folder's list are held off; it is read again when the job has ended, and only then are they let in again: they come in their
 * own time, often after the end of the job.
 */
export const useBulkJobs = defineStore('bulk-jobs', () => {
  const jobs = shallowRef<readonly BulkJob[]>([])
  const running = computed(() => jobs.value)
  const news = new Map<string, JobProgress>()
  const heldBack = new Map<FolderId, number>()
  const holds: { folderId: FolderId; hold: Hold }[] = []
  let listeners: ((progress: JobProgress) => void)[] = []

  function show(job: BulkJob): void {
    const isKnown = jobs.value.some(({ id }) => id === job.id)
    jobs.value = isKnown ? jobs.value.map((other) => (other.id === job.id ? job : other)) : [...jobs.value, job]
  }

  function remove(id: string): void {
    jobs.value = jobs.value.filter((job) => job.id !== id)
  }

  function hear(progress: JobProgress): void {
    news.delete(progress.id)
    news.set(progress.id, progress)
    if (news.size > keptNews) for (const id of [...news.keys()].slice(0, 1)) news.delete(id)
    for (const listener of listeners) listener(progress)
  }

  /** Calls back with what is known of any job, then with whatever comes. @returns a function that ends it */
  function listen(listener: (progress: JobProgress) => void): () => void {
    listeners = [...listeners, listener]
    for (const progress of news.values()) listener(progress)
    return () => {
      listeners = listeners.filter((other) => other !== listener)
    }
  }

  /** Holds events off some lists. @returns a function that lets them in again */
  function holdOff(folders: readonly { folderId: FolderId; hold: Hold }[]): () => void {
    holds.push(...folders)
    return () => {
      for (const one of folders) if (holds.includes(one)) holds.splice(holds.indexOf(one), 1)
    }
  }

  /** Of several jobs about one folder, that it gains counts: then what arrives is no news. */
  function holdOn(folderId: FolderId): Hold | null {
    const found = holds.filter((one) => one.folderId === folderId).map(({ hold }) => hold)
    return found.includes('gains') ? 'gains' : (found[0] ?? null)
  }

  /** An event about a folder was held off. */
  function noteHeldBack(folderId: FolderId): void {
    heldBack.set(folderId, heldBackFrom(folderId) + 1)
  }

  /** How many events about a folder have been held off so far. */
  const heldBackFrom = (folderId: FolderId): number => heldBack.get(folderId) ?? 0

  return { running, show, remove, hear, listen, holdOff, holdOn, noteHeldBack, heldBackFrom }
})
