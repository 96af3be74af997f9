import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { JobProgress } from '#contract/jobs.ts'
import type { MailAccount, MessageReference, Outcome } from '#server/mail/mail-account.ts'
import { YearFolders } from '#server/mail/year-folders.ts'
import { isProblem } from '#server/problem.ts'
import { applyChange } from './apply-change.ts'
import { referencesOf, Steps, type Step } from './step.ts'

/** A lot keeps the folder busy for a few hundredths of a second, so that others get their turn between two. */
const lotSize = 200
/** Of changes that read each message whole. */
const smallLot = 5
const mostFailures = 200

export interface Failure {
  reference: MessageReference
  outcome: 'gone' | 'refused'
}

export interface JobOptions {
  /** An account of its own, closed when the job ends. */
  mail: MailAccount
  steps: readonly Step[]
  /** Called after every lot, and once more when the job has ended. */
  onProgress: () => void
  /** How long to wait for a mail server that has gone away; 90 s unless said. */
  patienceMs?: number
}

/** One change of many messages, lot by lot. The messages are fixed from the start; each is touched once at most. */
export class Job {
  readonly id = randomBytes(15).toString('base64url')
  readonly failures: Failure[] = []
  readonly undo = new Steps()
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<void>
  readonly #options: JobOptions
  readonly #counts = { done: 0, gone: 0, refused: 0 }
  readonly #total: number
  readonly #years: YearFolders
  #state: JobProgress['state'] = 'running'
  #problem: JobProgress['problem'] = null
  #stopping = false

  constructor(options: JobOptions) {
    this.#options = options
    this.#years = new YearFolders(options.mail)
    this.#total = options.steps.reduce((sum, { uids }) => sum + uids.length, 0)
    this.ended = this.#run()
  }

  get isRunning(): boolean {
    return this.#state === 'running'
  }

  progress(): JobProgress {
    const { done, gone, refused } = this.#counts
    return { id: this.id, state: this.#state, total: this.#total, done, gone, failed: refused, problem: this.#problem }
  }

  /** Ends after the lot it is at. */
  stop(): void {
    this.#stopping = true
  }

  async #run(): Promise<void> {
    try {
      // The answer with the id is on its way before the first news of it.
      await nextTurn()
      for (const step of this.#options.steps) await this.#runStep(step)
      this.#end(this.#stopping && this.#untouched() > 0 ? 'stopped' : this.#hasAchieved() ? 'done' : 'failed')
      if (this.#state === 'failed') this.#problem = 'not-allowed'
    } catch (error) {
      // A session that ends closes the account in the middle of a lot; that is an end like any other.
      this.#end(this.#stopping ? 'stopped' : 'failed')
      if (!this.#stopping) this.#problem = isProblem(error) ? error.type : 'unexpected'
    } finally {
      this.#options.mail.close()
      this.#options.onProgress()
    }
  }

  async #runStep(step: Step): Promise<void> {
    const references = referencesOf(step)
    const { mail, patienceMs } = this.#options
    const working = {
      mail,
      undo: this.undo,
      years: this.#years,
      isOver: () => this.#stopping,
      ...(patienceMs === undefined ? {} : { patienceMs }),
    }
    const isLong = step.change.kind === 'detach-files'
    const size = isLong ? smallLot : lotSize
    for (let at = 0; at < references.length && !this.#stopping; at += size) {
      const lot = references.slice(at, at + size)
      const outcomes = await applyChange(working, lot, step.change)
      this.#count(lot, outcomes)
      // Where not one is allowed, no other of this folder will be: they are not tried.
      if (!isLong && !outcomes.includes('done') && outcomes.includes('refused')) {
        this.#count(references.slice(at + size), 'refused')
        return
      }
      this.#options.onProgress()
      await nextTurn()
    }
  }

  #count(lot: readonly MessageReference[], outcomes: readonly Outcome[] | Outcome): void {
    for (const [index, reference] of lot.entries()) {
      const outcome = typeof outcomes === 'string' ? outcomes : (outcomes[index] ?? 'gone')
      this.#counts[outcome] += 1
      if (outcome !== 'done' && this.failures.length < mostFailures) this.failures.push({ reference, outcome })
    }
  }

  #hasAchieved(): boolean {
    return this.#counts.done > 0 || this.#counts.refused === 0
  }

  #untouched(): number {
    const { done, gone, refused } = this.#counts
    return this.#total - done - gone - refused
  }

  #end(state: JobProgress['state']): void {
    this.#state = state
  }
}
