import type { Flag, LabelChange } from '#contract/messages.ts'
import { Problem } from '#server/problem.ts'
import { imapFlag, isLabel, isSameKeyword, readFlags } from '../flags.ts'
import type { FolderPath, Marks, MessageReference, Outcome } from '../mail-account.ts'
import { isConnectionLoss, mailProblem } from '../problems.ts'
import { expunge, storeFlags, transfer } from './ext/change.ts'
import { dateOf, fetchRows } from './ext/fetch.ts'
import type { Verdict } from './junk-verdict.ts'
import type { Selected } from './kept-connection.ts'

/* The references here are all of the selected folder under its present UIDVALIDITY; the caller has seen to that. */

/** Which of them still exist, with their flags. */
async function existing(client: Selected, references: readonly MessageReference[]): Promise<Map<number, string[]>> {
  const uids = references.map(({ uid }) => uid)
  if (uids.length === 0) return new Map()
  const rows = await fetchRows(client, { uids }, ['FLAGS'])
  return new Map(rows.filter((row) => uids.includes(row.uid)).map((row) => [row.uid, row.flags ?? []]))
}

/** The flags and labels of messages of the selected folder, null for one that is gone. */
export async function marksIn(client: Selected, references: readonly MessageReference[]): Promise<(Marks | null)[]> {
  const present = await existing(client, references)
  return references.map(({ uid }) => {
    const flags = present.get(uid)
    return flags ? readFlags(flags) : null
  })
}

/** When messages of the selected folder arrived, null for one that is gone. */
export async function receivedAtIn(
  client: Selected,
  references: readonly MessageReference[],
): Promise<(number | null)[]> {
  const rows = await fetchRows(client, { uids: references.map(({ uid }) => uid) }, ['INTERNALDATE'])
  const arrived = new Map(rows.map(({ uid, receivedAt }) => [uid, dateOf(receivedAt)]))
  return references.map(({ uid }) => arrived.get(uid) ?? null)
}

/** Whether the person may change these flags here: a server ignores a change it forbids, so it is asked before. */
function mayChange({ mailbox }: Selected, imapFlags: readonly string[]): boolean {
  if (mailbox.readOnly) return false
  const permanent = mailbox.permanentFlags
  if (!permanent) return true
  const named = new Set([...permanent].map((name) => name.toLowerCase()))
  return imapFlags.every((name) => named.has(name.toLowerCase()) || (!name.startsWith('\\') && named.has('\\*')))
}

/** A NO with one of these says that something is wrong at the server for now, not that it is forbidden (RFC 5530). */
const trouble = new Set(['SERVERBUG', 'UNAVAILABLE', 'INUSE', 'CORRUPTION'])

function isRefusal(error: unknown): boolean {
  const { responseStatus, serverResponseCode } = error as { responseStatus?: string; serverResponseCode?: string }
  return responseStatus === 'NO' && !trouble.has(serverResponseCode ?? '') && !isConnectionLoss(error)
}

/** Runs a command; a plain NO (no rights) is `refused`, quota and missing folders stay problems. */
async function refusedOrDone(work: () => Promise<void>): Promise<'done' | 'refused'> {
  try {
    await work()
    return 'done'
  } catch (error) {
    const problem = mailProblem(error)
    const isPlainNo = isRefusal(error) && problem.type === 'mail-server-unavailable'
    if (isPlainNo || problem.type === 'not-allowed') return 'refused'
    throw problem
  }
}

const outcomesOf = (references: readonly MessageReference[], present: ReadonlyMap<number, unknown>, outcome: Outcome) =>
  references.map(({ uid }): Outcome => (present.has(uid) ? outcome : 'gone'))

export interface FlagChange {
  outcomes: Outcome[]
  /** The flags each message has now. */
  after: Map<number, string[]>
}

/** Adds and removes flags and labels of messages of the selected folder. */
export async function changeFlagsIn(
  client: Selected,
  references: readonly MessageReference[],
  change: { add: readonly Flag[]; remove: readonly Flag[]; labels?: LabelChange | undefined },
): Promise<FlagChange> {
  const present = await existing(client, references)
  const added = [...change.add.map(imapFlag), ...(change.labels?.add ?? []).filter(isLabel)]
  const removed = [...change.remove.map(imapFlag), ...(change.labels?.remove ?? []).filter(isLabel)]
  const uids = [...present.keys()]
  if (uids.length === 0) return { outcomes: outcomesOf(references, present, 'gone'), after: new Map() }
  if (!mayChange(client, [...added, ...removed])) {
    return { outcomes: outcomesOf(references, present, 'refused'), after: new Map() }
  }
  const outcome = await refusedOrDone(async () => {
    if (added.length > 0) await storeFlags(client, uids, '+', added)
    if (removed.length > 0) await storeFlags(client, uids, '-', removed)
  })
  if (outcome === 'refused') return { outcomes: outcomesOf(references, present, 'refused'), after: new Map() }
  const without = (flags: readonly string[], some: readonly string[]) =>
    flags.filter((flag) => !some.some((other) => isSameKeyword(flag, other)))
  const after = new Map(
    [...present].map(([uid, flags]) => [uid, [...without(flags, removed), ...without(added, [...flags, ...removed])]]),
  )
  return { outcomes: outcomesOf(references, present, 'done'), after }
}

export interface MoveOutcome {
  outcome: Outcome
  moved: MessageReference | null
}

/**
 * Moves messages of the selected folder to another (RFC 6851; else copy, mark, expunge exactly these). What the move says about
 * them is marked first, so that it goes along; where it may not be marked it is left unsaid.
 */
export async function moveFrom(
  client: Selected,
  references: readonly MessageReference[],
  to: FolderPath,
  verdict: Verdict | null = null,
): Promise<MoveOutcome[]> {
  const present = await existing(client, references)
  const uids = [...present.keys()]
  if (client.mailbox.path === to) {
    return references.map((reference) =>
      present.has(reference.uid) ? { outcome: 'done', moved: reference } : { outcome: 'gone', moved: null },
    )
  }
  if (client.mailbox.readOnly && uids.length > 0) {
    return references.map(({ uid }) => ({ outcome: present.has(uid) ? 'refused' : 'gone', moved: null }))
  }
  let copied: Awaited<ReturnType<typeof transfer>> = null
  const outcome = await refusedOrDone(async () => {
    if (uids.length === 0) return
    if (verdict && mayChange(client, [...verdict.add, ...verdict.remove])) {
      await storeFlags(client, uids, '+', verdict.add)
      await storeFlags(client, uids, '-', verdict.remove)
    }
    if (client.capabilities.has('MOVE')) copied = await transfer(client, 'UID MOVE', uids, to)
    else copied = await copyAndRemove(client, uids, to)
  })
  return references.map(({ uid }) => {
    if (!present.has(uid)) return { outcome: 'gone', moved: null }
    const newUid = copied?.uids.get(uid)
    const moved = copied && newUid ? { folder: to, validity: copied.validity, uid: newUid } : null
    return { outcome, moved }
  })
}

async function copyAndRemove(client: Selected, uids: readonly number[], to: FolderPath) {
  // Without UIDPLUS an EXPUNGE would also take what other programs have marked: then nothing is removed, and we say so.
  if (!client.capabilities.has('UIDPLUS') || !mayChange(client, ['\\Deleted'])) throw new Problem('not-allowed')
  const copied = await transfer(client, 'UID COPY', uids, to)
  await storeFlags(client, uids, '+', ['\\Deleted'])
  await expunge(client, uids)
  return copied
}

/** Deletes messages of the selected folder for ever; the caller has checked that this folder is one for that. */
export async function deleteFrom(client: Selected, references: readonly MessageReference[]): Promise<Outcome[]> {
  const present = await existing(client, references)
  const uids = [...present.keys()]
  if (uids.length === 0) return outcomesOf(references, present, 'gone')
  if (!mayChange(client, ['\\Deleted']) || !client.capabilities.has('UIDPLUS')) {
    return outcomesOf(references, present, 'refused')
  }
  const outcome = await refusedOrDone(async () => {
    await storeFlags(client, uids, '+', ['\\Deleted'])
    await expunge(client, uids)
  })
  return outcomesOf(references, present, outcome)
}
