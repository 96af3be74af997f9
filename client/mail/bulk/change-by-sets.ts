import { call } from '#client/api/call.ts'
import { type FolderId } from '#contract/ids.ts'
import { type ChangedMessages, type JobAction, type JobProgress, startJob } from '#contract/jobs.ts'
import { useBulkJobs } from './bulk-jobs.ts'
import { followJob } from './follow-job.ts'
import { settleLists } from './read-again.ts'

/**
 * Changes messages that are too many to be named, by a job of the server that shows how far it is. `folders`: whose lists it
 * changes. Resolves with how it ended.
 * @throws {ApiProblem} when it does not start
 */
export async function changeBySets(
  { sets }: Extract<ChangedMessages, { sets: unknown }>,
  action: JobAction,
  doing: string,
  folders: readonly FolderId[],
): Promise<JobProgress> {
  const lists = folders.map((folderId) => ({ folderId, hold: 'gains' as const }))
  const letIn = useBulkJobs().holdOff(action.kind === 'move' ? lists : [])
  try {
    const { jobId, total } = await call(startJob, { body: { messages: { sets }, action } })
    return await followJob(jobId, doing, total)
  } finally {
    await settleLists(lists)
    letIn()
  }
}
