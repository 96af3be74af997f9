import { t } from '#client/i18n/i18n.ts'
import { type LabelChange } from '#contract/messages.ts'
import { type Colleague } from '#contract/teamwork.ts'
import { doneMark } from '#contract/work-marks.ts'
import { isJob } from '../carry-out.ts'
import { carryOutLabels } from '../labels/carry-out-labels.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { knownIds, type Target } from '../selection.ts'
import { tellFailure } from '../tell-failure.ts'
import { plainLine } from '../sender-name.ts'
import { readColleagues } from './colleagues.ts'
import { folderOf } from '../folder-of-target.ts'
import { assignmentsOf } from './work-marks.ts'

/** As many keywords as one change may name. */
const mostKeywords = 100

/** Makes messages somebody's task in place of anybody else's, or nobody's; says so and offers to undo it. */
export async function assign(target: Target, to: Colleague | null): Promise<void> {
  const others = (await marksThere(target)).filter((keyword) => keyword.toLowerCase() !== to?.keyword.toLowerCase())
  const change = { add: to ? [to.keyword] : [], remove: others.slice(0, mostKeywords) }
  const name = to ? plainLine(to.name) : ''
  await carryOut(target, change, (count) => {
    if (!to) return t('teamwork.done.nobody', { count })
    return to.isMe ? t('teamwork.done.mine', { count }) : t('teamwork.done.assigned', { count, name })
  })
}

/** Makes messages the person's own task. */
export async function take(target: Target): Promise<void> {
  try {
    const folder = folderOf(target)
    const me = folder && (await readColleagues(folder.id)).find(({ isMe }) => isMe)
    if (me) await assign(target, me)
  } catch (error) {
    tellFailure(t('teamwork.notRead'), error, () => void take(target))
  }
}

export function markDone(target: Target, isDone: boolean): Promise<void> {
  const change = isDone ? { add: [doneMark], remove: [] } : { add: [], remove: [doneMark] }
  return carryOut(target, change, (count) => t(isDone ? 'teamwork.done.done' : 'teamwork.done.open', { count }))
}

/** The marks the messages have; of messages that are not known here, those they may have. */
async function marksThere(target: Target): Promise<string[]> {
  const messages = knownIds(target).flatMap((id) => mailboxCache().findMessage(id) ?? [])
  const known = assignmentsOf(messages)
  const folder = isJob(target) ? folderOf(target) : undefined
  const possible = folder ? await readColleagues(folder.id).catch(() => []) : []
  return [...new Set([...known, ...possible.map(({ keyword }) => keyword)])]
}

function carryOut(target: Target, change: LabelChange, done: (count: number) => string): Promise<void> {
  const words = { done, refusedKey: 'teamwork.notTaken', failedKey: 'outcomes.notChanged' }
  return carryOutLabels(target, { ...change, names: new Map(), words })
}
