import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { readConversation } from '#contract/conversations.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Flag, type LabelChange } from '#contract/messages.ts'
import { type JobAction, type JobMessages, startJob } from '#contract/jobs.ts'
import { tellFailure } from '../tell-failure.ts'
import { applyFlags, type FlagChange } from '../change-flags.ts'
import { applyLabels } from '../labels/apply-labels.ts'
import { folderName } from '../folder-role.ts'
import { moreOf } from '../grouped-rows.ts'
import { useMailView } from '../mail-view.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { isEverything, isWhole, knownIds, sizeOf, type Target, type WholeSelection } from '../selection.ts'
import { ownTimeZone, yearFoldersIn } from '../year-folders.ts'
import { type Hold, useBulkJobs } from './bulk-jobs.ts'
import { followJob } from './follow-job.ts'
import { settleLists } from './read-again.ts'
import { type Deed, tellEnd } from './tell-end.ts'
import { takeOutWhole } from './take-out-whole.ts'
import { waitingIds } from './waiting-ids.ts'

export interface Wish {
  readonly target: Target
  /** Where messages are that no list has; they are where the list says unless this is given. */
  readonly from?: FolderId
  readonly action: JobAction
  /** Whether the messages leave their list. */
  readonly leaves: boolean
  /** "Archiving…" */
  readonly doing: string
  /** What was done to so many: "{count} messages archived". */
  readonly done: (count: number) => string
  /** "{count} messages were not moved". */
  readonly notDoneKey: string
  /** Brings it to the screen before the server has done it. */
  readonly foresee: () => void
  readonly again: () => void
}

/** Moves many messages by a job of the server, says how far it is and how it ended, and offers to undo the whole. */
export function moveMany(target: Target, to: FolderId, doneKey: string, byYear = false): Promise<void> {
  const found = mailboxCache()
    .folders()
    .find((folder) => folder.id === to)
  const folder = found ? folderName(found) : ''
  return carryOut({
    target,
    action: { kind: 'move', toFolderId: to, ...(byYear ? { byYearIn: ownTimeZone() } : {}) },
    leaves: true,
    doing: t(`bulk.doing.${deedOfKey(doneKey)}`, { folder }),
    done: (count) => t(doneKey, { count, folder }),
    notDoneKey: 'outcomes.notMoved',
    // Which folder gains how many the server tells.
    foresee: () => takeOutWhole(target, byYear ? undefined : to),
    again: () => void moveMany(target, to, doneKey, byYear),
  })
}

/** "actions.done.archive" is about archiving. */
const deedOfKey = (doneKey: string) => doneKey.slice(doneKey.lastIndexOf('.') + 1)

/** Changes the flags of many messages by a job. */
export function flagMany(target: Target, change: FlagChange, doneKey: string): Promise<void> {
  const ids = knownIds(target)
  return carryOut({
    target,
    action: { kind: 'flags', add: [...change.add], remove: [...change.remove] },
    leaves: false,
    doing: t(`bulk.doing.${deedOfKey(doneKey)}`),
    done: (count) => t(doneKey, { count }),
    notDoneKey: 'outcomes.notChanged',
    foresee: () => void applyFlags(ids, change),
    again: () => void flagMany(target, change, doneKey),
  })
}

/** Puts labels on many messages and takes others off, by a job. */
export function labelMany(
  target: Target,
  labels: LabelChange,
  done: (count: number) => string,
  notDoneKey = 'labels.notChanged',
): Promise<void> {
  return carryOut({
    target,
    action: { kind: 'flags', add: [], remove: [], labels },
    leaves: false,
    doing: t('labels.doing'),
    done,
    notDoneKey,
    foresee: () => void applyLabels(knownIds(target), labels),
    again: () => void labelMany(target, labels, done, notDoneKey),
  })
}

/** Deletes many messages for good by a job; the person has said yes to their number. */
export function deleteManyForEver(target: Target): Promise<void> {
  return carryOut({
    target,
    action: { kind: 'delete-forever' },
    leaves: true,
    doing: t('bulk.doing.delete-for-ever'),
    done: (count) => t('outcomes.deletedForEver', { count }),
    notDoneKey: 'outcomes.notDeleted',
    foresee: () => takeOutWhole(target),
    again: () => void deleteManyForEver(target),
  })
}

/** Marks many messages and moves them where `to` says so, by a job: what a filter does, to mail that is there already. */
export function fileMany(
  ids: readonly MessageId[],
  deed: { from: FolderId; to: FolderId | null; add: readonly Flag[]; labels: readonly string[] },
  words: Pick<Wish, 'doing' | 'done'>,
): Promise<void> {
  const { from, to } = deed
  const [add, labels] = [[...deed.add], [...deed.labels]]
  return carryOut({
    ...{ target: ids, from, leaves: to !== null, ...words, notDoneKey: 'outcomes.notChanged' },
    action:
      to === null
        ? { kind: 'flags', add, remove: [], labels: { add: labels, remove: [] } }
        : { kind: 'move', toFolderId: to, marks: { add, labels } },
    foresee: () => (to === null ? void applyFlags(ids, { add, remove: [] }) : takeOutWhole(ids, to)),
    again: () => void fileMany(ids, deed, words),
  })
}

/** Failures are told, never thrown. */
export async function carryOut(wish: Wish): Promise<void> {
  const lists = listsOf(wish)
  const count = sizeOf(wish.target) ?? 0
  const letIn = useBulkJobs().holdOff(wish.leaves ? lists : [])
  // Whoever selects everything that is unread and marks it read has nothing of that kind left.
  const landed = wish.leaves || isOtherKindThen(wish) ? useMailView().leave(wish.target) : Promise.resolve()
  try {
    const messages = await messagesOf(wish.target)
    const [started] = await Promise.all([
      call(startJob, { body: { messages, action: wish.action } }),
      landed.then(() => wish.foresee()),
    ])
    const { begin, end } = tellEnd(deedOf(wish, lists))
    begin(started.jobId)
    const progress = await followJob(started.jobId, wish.doing, started.total)
    await end(progress)
  } catch (error) {
    tellFailure(count > 0 ? t(wish.notDoneKey, { count }) : t('bulk.notStarted'), error, wish.again)
  } finally {
    await landed
    await settleLists(lists)
    letIn()
  }
}

function deedOf({ leaves, done, notDoneKey, again, action }: Wish, lists: Deed['lists']): Deed {
  return { leaves, done, notDoneKey, again, lists, isFinal: action.kind === 'delete-forever' }
}

function isOtherKindThen({ target, action }: Wish): boolean {
  if (!isWhole(target) || action.kind !== 'flags') return false
  return (target.kind.unread && action.add.includes('seen')) ||
    (target.kind.flagged && action.remove.includes('flagged'))
    ? true
    : false
}

/** Which lists a job changes, and how. */
function listsOf({ target, action, from: only }: Wish): { folderId: FolderId; hold: Hold }[] {
  const { findMessage } = mailboxCache()
  const from = isWhole(target) ? [target.folderId] : only ? [only] : target.map((id) => findMessage(id)?.folderId)
  const losing = [...new Set(from)].flatMap((folderId) => (folderId ? [{ folderId, hold: 'loses' as const }] : []))
  if (action.kind === 'detach-files') {
    // Each message goes there, and a copy of it comes where it was.
    return [...losing.map(({ folderId }) => folderId), action.toFolderId].map((folderId) => ({
      folderId,
      hold: 'gains',
    }))
  }
  if (action.kind !== 'move') return losing
  const years = action.byYearIn === undefined ? [] : yearFoldersIn(action.toFolderId).map(({ id }) => id)
  return [...losing, ...[action.toFolderId, ...years].map((folderId) => ({ folderId, hold: 'gains' as const }))]
}

/**
 * The messages of a target, as the server is asked for them.
 * @throws {ApiProblem}
 */
export async function messagesOf(target: Target): Promise<JobMessages> {
  if (!isWhole(target)) return { ids: [...new Set([...target, ...(await unnamedIds(target))])] }
  const { folderId, kind } = target
  return { folderId, filter: { ...kind }, exceptIds: await exceptIds(target) }
}

/** Every message of the conversations that are chosen whole, which the list does not name where they are very long. */
async function unnamedIds(target: readonly MessageId[]): Promise<MessageId[]> {
  const read = ({ id: messageId }: { id: MessageId }) => call(readConversation, { params: { messageId } })
  const conversations = await Promise.all(moreOf(target).map(read))
  return conversations.flatMap(({ messageIds }) => messageIds)
}

/** Also mail that waits to be shown: nobody has seen it, so nobody has selected it. */
async function exceptIds({ folderId, kind, except }: WholeSelection): Promise<MessageId[]> {
  const waiting = isEverything(kind) || kind.unread || kind.from !== undefined ? await waitingIds(folderId) : []
  return [...new Set([...except, ...waiting])]
}
