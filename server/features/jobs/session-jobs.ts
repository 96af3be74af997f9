import type { JobProgress } from '#contract/jobs.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { Job } from './job.ts'
import type { Step } from './step.ts'

const mostRunning = 3
const mostKept = 20
const tellEveryMs = 100

const jobsOfSessions = new WeakMap<LiveSession, SessionJobs>()

/** The jobs of a session; they are forgotten with it. */
export function jobsOf(session: LiveSession): SessionJobs {
  const known = jobsOfSessions.get(session)
  if (known) return known
  const jobs = new SessionJobs(session)
  jobsOfSessions.set(session, jobs)
  return jobs
}

/** What one session has going and has lately done to many messages. */
export class SessionJobs {
  readonly #session: LiveSession
  readonly #jobs = new Map<string, Job>()
  readonly #undoneBy = new Map<Job, Promise<Job>>()
  /** Counts jobs that are still choosing their messages, too. */
  #running = 0

  constructor(session: LiveSession) {
    this.#session = session
  }

  /** Throws Problem `not-found`. */
  find(id: string): Job {
    const job = this.#jobs.get(id)
    if (!job) throw new Problem('not-found')
    return job
  }

  /**
   * Chooses the messages and starts.
   *
   * @param choose works on the job's own account, so that choosing keeps nothing else waiting either
   * @throws Problem `too-many-requests` when three are running, and what `choose` throws
   */
  async start(choose: (mail: MailAccount) => Promise<Step[]>): Promise<Job> {
    if (this.#running >= mostRunning) throw new Problem('too-many-requests', { retryAfterSeconds: 5 })
    this.#running += 1
    const mail = this.#session.mail.beside()
    try {
      const steps = await choose(mail)
      return this.#run(mail, steps)
    } catch (error) {
      this.#running -= 1
      mail.close()
      throw error
    }
  }

  /** Takes back what a job has done, once however often it is asked. Throws Problem `not-allowed` when there is nothing. */
  undo(job: Job): Promise<Job> {
    const known = this.#undoneBy.get(job)
    if (known) return known
    const undoing = this.#startUndo(job)
    this.#undoneBy.set(job, undoing)
    undoing.catch(() => this.#undoneBy.delete(job))
    return undoing
  }

  canUndo(job: Job): boolean {
    return job.undo.all().length > 0 && !this.#undoneBy.has(job)
  }

  async #startUndo(job: Job): Promise<Job> {
    job.stop()
    await job.ended
    const steps = job.undo.all()
    if (steps.length === 0) throw new Problem('not-allowed')
    return this.start(() => Promise.resolve(steps))
  }

  #run(mail: MailAccount, steps: Step[]): Job {
    const tell = atMostEvery(tellEveryMs, () => this.#tell(job))
    const job: Job = new Job({ mail, steps, onProgress: () => tell(job.isRunning) })
    const end = () => job.stop()
    // While it runs, what this process holds for the session is in use; and it ends with the session.
    const unwatch = this.#session.watch({ ending: () => undefined, ended: end, stopping: end })
    this.#jobs.set(job.id, job)
    void job.ended.then(() => {
      this.#running -= 1
      unwatch()
      this.#forgetOld()
    })
    return job
  }

  #tell(job: Job): void {
    const progress: JobProgress = job.progress()
    this.#session.tell({ type: 'job', ...progress })
  }

  #forgetOld(): void {
    for (const [id, job] of this.#jobs) {
      if (this.#jobs.size <= mostKept) return
      if (job.isRunning) continue
      this.#jobs.delete(id)
      this.#undoneBy.delete(job)
    }
  }
}

/** Calls at most once in this time while things go on, and at once when they are over. */
function atMostEvery(ms: number, call: () => void): (goesOn: boolean) => void {
  let timer: NodeJS.Timeout | null = null
  return (goesOn) => {
    if (!goesOn) {
      if (timer) clearTimeout(timer)
      timer = null
      call()
      return
    }
    timer ??= setTimeout(() => {
      timer = null
      call()
    }, ms).unref()
  }
}
