import { ApiProblem } from '#client/api/api-problem.ts'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type FolderId } from '#contract/ids.ts'
import { type JobProgress, readJob, undoJob } from '#contract/jobs.ts'
import { tellFailure } from '../tell-failure.ts'
import { type Undoable, useOutcome } from '../outcome.ts'
import { type Hold, useBulkJobs } from './bulk-jobs.ts'
import { useFailures } from './failures.ts'
import { followJob } from './follow-job.ts'
import { settleLists } from './read-again.ts'

export interface Deed {
  /** What was done to so many. */
  readonly done: (count: number) => string
  /** The sentence for so many that were not. */
  readonly notDoneKey: string
  /** Whether messages left their list. */
  readonly leaves: boolean
  readonly lists: readonly { folderId: FolderId; hold: Hold }[]
  /** It cannot be taken back. */
  readonly isFinal: boolean
  readonly again: () => void
}

/**
 * What is said when a job has ended, and the way back, which is there from its beginning on: taking a job back that still
 * runs stops it first.
 */
export function tellEnd(deed: Deed) {
  const outcome = useOutcome()
  let step: Undoable | undefined
  let isTakenBack = false

  function begin(jobId: string): void {
    if (deed.isFinal) return
    step = {
      text: '',
      undo() {
        isTakenBack = true
        return undo(jobId, deed)
      },
    }
    outcome.remember(step)
  }

  async function end(progress: JobProgress): Promise<void> {
    if (isTakenBack) return
    const before = step
    if (before) outcome.forget(before)
    const { canUndo, failures } = await lookBack(progress, deed)
    if (progress.done === 0 && progress.state === 'failed') {
      tellNothingDone(progress, deed)
      return
    }
    const text = endText(progress, deed)
    const also = failures.length > 0 ? { label: t('bulk.which'), run: () => useFailures().show(failures) } : undefined
    const failed = progress.failed > 0 || progress.state === 'failed'
    const options = { failed, also, error: errorOf(progress) }
    if (before && canUndo) outcome.offerUndo({ text, undo: () => before.undo() }, options)
    else outcome.tell(text, options)
  }

  return { begin, end }
}

async function lookBack(progress: JobProgress, deed: Deed) {
  try {
    return await call(readJob, { params: { jobId: progress.id } })
  } catch {
    return { canUndo: !deed.isFinal && progress.done > 0, failures: [] }
  }
}

function tellNothingDone(progress: JobProgress, { notDoneKey, again }: Deed): void {
  const what = t(notDoneKey, { count: progress.total })
  const text = t('actions.failed', { what, why: t(`problems.${progress.problem ?? 'unexpected'}`) })
  useOutcome().tell(text, {
    failed: true,
    error: errorOf(progress),
    action: { label: t('app.tryAgain'), run: again },
  })
}

const errorOf = ({ problem }: JobProgress) => problem && new ApiProblem(problem)

/** "Stopped: 1,200 messages archived. 12 messages were not moved." */
function endText({ state, total, done, gone, failed, problem }: JobProgress, deed: Deed): string {
  if (total === 0) return t('bulk.none')
  const sentences = [
    state === 'stopped' ? t('bulk.stopped', { done: deed.done(done) }) : deed.done(done),
    failed > 0 && t(deed.notDoneKey, { count: failed }),
    gone > 0 && t(deed.leaves ? 'outcomes.notMovedGone' : 'outcomes.notChangedGone', { count: gone }),
    state === 'failed' && problem && t(`problems.${problem}`).replace(/\.$/, ''),
  ]
  return sentences.filter((sentence) => typeof sentence === 'string').join('. ')
}

/** Takes a job back by another one, and says how far that is. */
async function undo(jobId: string, deed: Deed): Promise<void> {
  const lists = deed.lists.map(({ folderId }) => ({ folderId, hold: 'gains' as const }))
  const letIn = useBulkJobs().holdOff(deed.leaves ? lists : [])
  try {
    const started = await call(undoJob, { params: { jobId } })
    const { done, failed, gone } = await followJob(started.jobId, t('bulk.doing.undo'), started.total)
    const missing = failed + gone
    const text = t('outcomes.changedBack', { count: done })
    const whole = missing > 0 ? `${text}. ${t('bulk.notUndone', { count: missing })}` : text
    useOutcome().tell(whole, { failed: missing > 0 })
  } catch (error) {
    tellFailure(t('bulk.notTakenBack'), error, () => void undo(jobId, deed))
  } finally {
    await settleLists(lists)
    letIn()
  }
}
