import { type ChosenMessages, type JobAction, type JobProgress } from '#contract/jobs.ts'
import { type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { isOfKind } from '../selection.ts'
import { type Answer, type FakeServer } from './fake-server.ts'

interface FakeJob {
  progress: JobProgress
  action: JobAction
  left: MessageId[]
  failures: { id: MessageId; outcome: 'gone' | 'refused' }[]
  /** How to take back what was done, the latest first. */
  back: (() => void)[]
}

/** Does one change of messages and answers as the endpoint for it would. */
export type Change = (action: JobAction, id: MessageId) => { outcome: 'done' | 'gone' | 'refused'; undo: () => void }

/** Jobs of the server in memory: they stand still until a test lets them work. */
export function fakeJobs(server: Pick<FakeServer, 'messages'>, change: Change) {
  const jobs = new Map<string, FakeJob>()

  function add(action: JobAction, left: MessageId[]): Answer {
    const id = `job-${jobs.size + 1}`
    const progress = { id, state: 'running', total: left.length, done: 0, gone: 0, failed: 0, problem: null } as const
    jobs.set(id, { progress, action, left, failures: [], back: [] })
    return [200, { jobId: id, total: left.length }]
  }

  function chosen(messages: ChosenMessages): MessageId[] {
    if ('ids' in messages) return [...messages.ids]
    if ('sets' in messages) return messages.sets.flatMap((set) => set.split('-') as MessageId[])
    const { folderId, filter, exceptIds } = messages
    const isChosen = (row: MessageSummary) => isOfKind(filter as object, row) && !exceptIds.includes(row.id)
    return (server.messages.get(folderId) ?? []).filter(isChosen).map(({ id }) => id)
  }

  /** Does so many messages of a job, or all that is left, and returns what the event about it says. */
  function work(id = `job-${jobs.size}`, count = Infinity): JobProgress {
    const job = jobs.get(id)
    if (!job) throw new Error(`no job ${id}`)
    const counts = { ...job.progress }
    for (const message of job.left.splice(0, count)) {
      const { outcome, undo } = change(job.action, message)
      counts[outcome === 'refused' ? 'failed' : outcome] += 1
      if (outcome === 'done') job.back.unshift(undo)
      else job.failures.push({ id: message, outcome })
    }
    job.progress = { ...counts, state: job.left.length === 0 ? 'done' : 'running' }
    return job.progress
  }

  function takeBack(job: FakeJob): Answer {
    const answer = add(job.action, [])
    const undoing = jobs.get(`job-${jobs.size}`)
    for (const back of job.back.splice(0)) back()
    if (undoing) undoing.progress = { ...undoing.progress, total: job.progress.done, done: job.progress.done }
    return [200, { ...(answer[1] as object), total: job.progress.done }]
  }

  function answer(method: string, [id, what]: string[], body: never): Answer {
    if (id === undefined) {
      const { messages, action } = body as { messages: ChosenMessages; action: JobAction }
      return add(action, chosen(messages))
    }
    const job = jobs.get(id)
    if (!job) return [404, { type: 'not-found', status: 404, requestId: 'r-1' }]
    if (what === 'stop') job.progress = { ...job.progress, state: 'stopped' }
    if (what === 'undo') return takeBack(job)
    const read = { canUndo: job.back.length > 0, failures: job.failures }
    return [200, method === 'GET' ? { ...job.progress, ...read } : job.progress]
  }

  return { answer, work }
}
