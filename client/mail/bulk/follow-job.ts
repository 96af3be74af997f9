import { announce } from '#client/accessibility/announcer.ts'
import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { formatNumber } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type JobProgress, readJob, stopJob } from '#contract/jobs.ts'
import { type BulkJob, useBulkJobs } from './bulk-jobs.ts'

/** How long nothing may be heard of a job before it is asked for: events can be lost with the connection. */
const patienceMs = 4_000
const spokenEveryMs = 10_000

/** "Archiving… 1,200 of 12,345" */
export function jobText({ doing, progress }: Pick<BulkJob, 'doing' | 'progress'>): string {
  const done = progress.done + progress.gone + progress.failed
  return t('bulk.progress', { doing, done: formatNumber(done), total: formatNumber(progress.total) })
}

/**
 * Shows and speaks how far a job is, at the start and then at most every ten seconds. Resolves with how it ended; a job that
 * nobody knows any more ended with its session.
 */
export async function followJob(id: string, doing: string, total: number): Promise<JobProgress> {
  const jobs = useBulkJobs()
  let latest: JobProgress = { id, state: 'running', total, done: 0, gone: 0, failed: 0, problem: null }
  jobs.show({ id, doing, progress: latest })
  announce(jobText({ doing, progress: latest }))
  let spokenAtMs = performance.now()
  const { promise, resolve } = Promise.withResolvers<void>()

  const end = jobs.listen((progress) => {
    if (progress.id !== id) return
    latest = progress
    if (progress.state !== 'running') resolve()
    else jobs.show({ id, doing, progress })
    if (progress.state !== 'running' || performance.now() - spokenAtMs < spokenEveryMs) return
    spokenAtMs = performance.now()
    announce(jobText({ doing, progress }))
  })
  const asking = setInterval(() => void ask(id), patienceMs)
  try {
    await promise
  } finally {
    clearInterval(asking)
    end()
    jobs.remove(id)
  }
  return latest

  async function ask(jobId: string): Promise<void> {
    try {
      jobs.hear(await call(readJob, { params: { jobId } }))
    } catch (error) {
      // The network may come back; a job that the server does not know will not.
      if (error instanceof ApiProblem && error.type === 'not-found') jobs.hear({ ...latest, state: 'stopped' })
    }
  }
}

/** Asks a job to end; what is done stays done. Where that cannot be said now, the job goes on and can be asked again. */
export async function askToStop(id: string): Promise<void> {
  try {
    useBulkJobs().hear(await call(stopJob, { params: { jobId: id } }))
  } catch {
    announce(t('bulk.notStopped'), { assertive: true })
  }
}
