import { formatList } from '#client/i18n/formats.ts'
import { t } from '#client/i18n/i18n.ts'
import { type MessageId } from '#contract/ids.ts'
import { type LabelChange } from '#contract/messages.ts'
import { asJob, isJob } from '../carry-out.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { useOutcome } from '../outcome.ts'
import { knownIds, type Target } from '../selection.ts'
import { tellDone } from '../tell-done.ts'
import { tellFailure } from '../tell-failure.ts'
import { withLabels } from './apply-labels.ts'
import { changeLabels } from './change-labels.ts'

/** Labels to put on and take off, with what people call them. */
export interface NamedChange extends LabelChange {
  readonly names: ReadonlyMap<string, string>
  /** Where they are more than labels: what is said in place of "labelled", with the keys of two sentences with `{count}`. */
  readonly words?: { done(count: number): string; readonly refusedKey: string; readonly failedKey: string }
}

/** Changes labels, says so and offers to undo it. Failures are told, never thrown. */
export async function carryOutLabels(target: Target, change: NamedChange): Promise<void> {
  const labels: LabelChange = { add: [...change.add], remove: [...change.remove] }
  const { refusedKey = 'labels.notTaken', failedKey = 'labels.notChanged' } = change.words ?? {}
  if (isJob(target)) {
    return asJob((jobs) => jobs.labelMany(target, labels, (count) => doneText(change, count), failedKey))
  }
  const { findMessage } = mailboxCache()
  const before = new Map(knownIds(target).map((id) => [id, findMessage(id)?.labels ?? []] as const))
  const affected = [...before].filter(([, has]) => has.join(' ') !== withLabels(has, change).join(' '))
  if (affected.length === 0) return
  const ids = affected.map(([id]) => id)
  try {
    const unchanged = await changeLabels(ids, labels)
    const left = [...unchanged.gone, ...unchanged.refused]
    const done = affected.filter(([id]) => !left.includes(id))
    tellDone({
      done: done.length > 0 ? doneText(change, done.length) : null,
      unchanged,
      goneKey: 'outcomes.notChangedGone',
      refusedKey,
      wayBack: { needs: done.map(([id]) => id), undo: () => undoLabels(done, labels, failedKey) },
    })
  } catch (error) {
    tellFailure(t(failedKey, { count: ids.length }), error, () => void carryOutLabels(target, change))
  }
}

function doneText({ add, remove, names, words }: NamedChange, count: number): string {
  if (words) return words.done(count)
  const listed = (some: readonly string[]) => formatList(some.map((keyword) => names.get(keyword) ?? keyword))
  if (remove.length === 0) return t('labels.added', { labels: listed(add), count })
  if (add.length === 0) return t('labels.removed', { labels: listed(remove), count })
  return t('labels.changed', { count })
}

/** Every message gets back what it had, and nothing else that has come since is touched. */
async function undoLabels(
  done: readonly (readonly [MessageId, readonly string[]])[],
  change: LabelChange,
  failedKey: string,
): Promise<void> {
  const backs = Map.groupBy(done, ([, had]) => JSON.stringify(wayBack(had, change)))
  try {
    for (const [back, some] of backs) {
      await changeLabels(
        some.map(([id]) => id),
        JSON.parse(back) as LabelChange,
      )
    }
    useOutcome().tell(t('outcomes.changedBack', { count: done.length }))
  } catch (error) {
    tellFailure(t(failedKey, { count: done.length }), error, () => void undoLabels(done, change, failedKey))
  }
}

function wayBack(had: readonly string[], { add, remove }: LabelChange): LabelChange {
  const known = new Set(had.map((label) => label.toLowerCase()))
  const has = (label: string) => known.has(label.toLowerCase())
  return { add: remove.filter(has), remove: add.filter((label) => !has(label)) }
}
