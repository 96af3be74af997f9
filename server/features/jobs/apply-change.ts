import { isSameKeyword } from '#server/mail/flags.ts'
import type { MailAccount, Marks, MessageReference, Outcome } from '#server/mail/mail-account.ts'
import type { YearFolders } from '#server/mail/year-folders.ts'
import { detachFiles, putBack } from './detach-files.ts'
import { insist } from './insist.ts'
import type { Change, Marked, Steps } from './step.ts'

export interface Working {
  mail: MailAccount
  /** Where it is noted how to take back what has been done. */
  undo: Pick<Steps, 'add'>
  years: YearFolders
  /** Whether the job is over meanwhile, so that waiting for the server makes no sense any more. */
  isOver: () => boolean
  patienceMs?: number
}

/** Does a change to a lot of messages of one folder, and goes on after the mail server was away. */
export function applyChange(working: Working, lot: MessageReference[], change: Change): Promise<Outcome[]> {
  if (change.kind === 'flags') return applyFlags(working, lot, change)
  if (change.kind === 'move')
    return change.marks ? markAndMove(working, lot, change, change.marks) : applyMove(working, lot, change)
  if (change.kind === 'detach-files') return detachFiles(working, lot, change)
  if (change.kind === 'put-back') return putBack(working, lot, change)
  return insist(working, async (isRepeated) => doneIfGone(await working.mail.deleteForever(lot), isRepeated))
}

/** Messages that are as wished already are left alone; of the others it is noted what they were. */
async function applyFlags(
  working: Working,
  lot: MessageReference[],
  change: Extract<Change, { kind: 'flags' }>,
): Promise<Outcome[]> {
  const { add, remove, labels } = change
  const before = await insist(working, () => working.mail.marksOf(lot))
  const wanting = lot.flatMap((reference, index) => {
    const marks = before[index]
    const back = marks && wayBack(marks, change)
    return back ? [{ reference, back }] : []
  })
  const references = wanting.map(({ reference }) => reference)
  const outcomes =
    references.length > 0 ? await insist(working, () => working.mail.changeFlags(references, add, remove, labels)) : []
  for (const [index, { reference, back }] of wanting.entries()) {
    if (outcomes[index] === 'done') working.undo.add(reference, { kind: 'flags', ...back })
  }
  const changed = new Map(references.map((reference, index) => [reference, outcomes[index] ?? 'gone']))
  return lot.map((reference, index) => (before[index] ? (changed.get(reference) ?? 'done') : 'gone'))
}

/** What makes a message again what it is before a change; null when the change makes no difference to it. */
function wayBack(
  { flags, labels: has }: Marks,
  { add, remove, labels }: Omit<Extract<Change, { kind: 'flags' }>, 'kind'>,
) {
  const hasLabel = (label: string) => has.some((other) => isSameKeyword(other, label))
  const back = {
    add: remove.filter((flag) => flags.includes(flag)),
    remove: add.filter((flag) => !flags.includes(flag)),
    labels: {
      add: labels?.remove.filter(hasLabel) ?? [],
      remove: labels?.add.filter((label) => !hasLabel(label)) ?? [],
    },
  }
  const differs = [back.add, back.remove, back.labels.add, back.labels.remove].some((some) => some.length > 0)
  return differs ? back : null
}

/** Marks come first and go along, as they do where a rule files a message. */
async function markAndMove(
  working: Working,
  lot: MessageReference[],
  change: Extract<Change, { kind: 'move' }>,
  { add, labels }: Marked,
): Promise<Outcome[]> {
  const marked = new Map<MessageReference, Change>()
  const undo = { add: (reference: MessageReference, back: Change) => void marked.set(reference, back) }
  await applyFlags({ ...working, undo }, lot, { kind: 'flags', add, remove: [], labels: { add: labels, remove: [] } })
  return applyMove(working, lot, change, marked)
}

/** @param marked what makes messages again what they were before, to be noted under where they are then */
async function applyMove(
  working: Working,
  lot: MessageReference[],
  { to, byYearIn }: Extract<Change, { kind: 'move' }>,
  marked: ReadonlyMap<MessageReference, Change> = new Map(),
): Promise<Outcome[]> {
  const { mail, years } = working
  return insist(working, async (isRepeated) => {
    const results = byYearIn === undefined ? await mail.move(lot, to) : await years.move(lot, to, byYearIn)
    for (const [index, { outcome, moved }] of results.entries()) {
      const was = lot[index]
      if (!was) continue
      const isMoved = outcome === 'done' && moved !== null && was.folder !== moved.folder
      const back = marked.get(was)
      if (back) working.undo.add(isMoved ? moved : was, back)
      if (isMoved) working.undo.add(moved, { kind: 'move', to: was.folder })
    }
    return doneIfGone(
      results.map(({ outcome }) => outcome),
      isRepeated,
    )
  })
}

/** When the server went away in the middle of it, what is no longer there was taken away by us: it is not done twice. */
function doneIfGone(outcomes: Outcome[], isRepeated: boolean): Outcome[] {
  return isRepeated ? outcomes.map((outcome) => (outcome === 'gone' ? 'done' : outcome)) : outcomes
}
