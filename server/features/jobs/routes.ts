import { readJob, startJob, stopJob, undoJob } from '#contract/jobs.ts'
import { route, type Route } from '#server/http/route.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import { changeOf, chooseMessages } from './choose-messages.ts'
import type { Job } from './job.ts'
import { jobsOf } from './session-jobs.ts'

export function jobRoutes(): Route[] {
  return [
    route(startJob, async ({ body: { messages, action } }, { session }) => {
      const change = changeOf(action)
      return presentStart(await jobsOf(session).start((mail) => chooseMessages(mail, messages, change)))
    }),

    route(readJob, ({ params }, { session }) => {
      const jobs = jobsOf(session)
      const job = jobs.find(params.jobId)
      const failures = job.failures.map(({ reference, outcome }) => ({ id: messageIdOf(reference), outcome }))
      return { ...job.progress(), canUndo: jobs.canUndo(job), failures }
    }),

    route(stopJob, ({ params }, { session }) => {
      const job = jobsOf(session).find(params.jobId)
      job.stop()
      return job.progress()
    }),

    route(undoJob, async ({ params }, { session }) => {
      const jobs = jobsOf(session)
      return presentStart(await jobs.undo(jobs.find(params.jobId)))
    }),
  ]
}

function presentStart(job: Job): { jobId: string; total: number } {
  return { jobId: job.id, total: job.progress().total }
}
