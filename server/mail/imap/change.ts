import type { Flag, LabelChange } from '#contract/messages.ts'
import { Problem } from '#server/problem.ts'
import { imapFlag, isLabel, readFlags } from '../flags.ts'
import type { FolderPath, Marks, MessageReference, Outcome, PermanentFlags } from '../mail-account.ts'
import { isConnectionLoss, mailProblem } from '../problems.ts'
import { expunge, storeAndTell, storeFlags, transfer } from './ext/change.ts'
import { dateOf, fetchRows } from './ext/fetch.ts'
import type { InTurn } from './in-turn.ts'
import type { Verdict } from './junk-verdict.ts'
import type { Selected } from './kept-connection.ts'

/* The references here are all of the selected folder under its present UIDVALIDITY; the caller has seen to that. */

/** Which of them still exist, with their flags. */
async function existing(client: Selected, references: readonly MessageReference[]): Promise<Map<number, string[]>> {
  const uids = references.map(({ uid }) => uid)
  if (uids.length === 0) return new Map()
  const rows = await fetchRows(client, { uids }, ['FLAGS'])
  return new Map(rows.map((row) => [row.uid, row.flags ?? []]))
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

/** Whether the person may change these flags here: a server ignores a change it forbids, so it is asked before. A server that says nothing lets all be changed. */
function mayChange({ mailbox }: Selected, imapFlags: readonly string[]): boolean {
  if (mailbox.readOnly) return false
  const permanent = mailbox.permanentFlags
  if (!permanent) return true
  const named = new Set([...permanent].map((name) => name.toLowerCase()))
  return imapFlags.every((name) => named.has(name.toLowerCase()) || (!name.startsWith('\\') && named.has('\\*')))
}

export function permanentIn(client: Selected): PermanentFlags {
  const stays = (imapFlag: string) => mayChange(client, [imapFlag])
  return { seen: stays('\\Seen'), flagged: stays('\\Flagged'), deleted: stays('\\Deleted'), labels: stays('\\*') }
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
  const added = [...change.add.map(imapFlag), ...(change.labels?.add ?? []).filter(isLabel)]
  const removed = [...change.remove.map(imapFlag), ...(change.labels?.remove ?? []).filter(isLabel)]
  const uids = references.map(({ uid }) => uid)
  const after = new Map<number, string[]>()
  const isAllowed = mayChange(client, [...added, ...removed])
  const outcome = isAllowed ? await refusedOrDone(() => storeBoth(client, uids, { added, removed }, after)) : 'refused'
  // The answers to a change tell the flags; a message without one is gone, or was not changed.
  const silent = references.filter(({ uid }) => !after.has(uid))
  const present = await existing(client, silent)
  for (const [uid, flags] of after) present.set(uid, flags)
  return {
    outcomes: outcomesOf(references, present, outcome),
    after: outcome === 'done' ? present : new Map<number, string[]>(),
  }
}

/** What is told of changed flags. */
export function toldOf(references: readonly MessageReference[], after: FlagChange['after']) {
  return references.flatMap((reference) => {
    const flags = after.get(reference.uid)
    return flags ? [{ reference, ...readFlags(flags) }] : []
  })
}

async function storeBoth(
  client: Selected,
  uids: readonly number[],
  { added, removed }: { added: readonly string[]; removed: readonly string[] },
  after: Map<number, string[]>,
): Promise<void> {
  const note = (uid: number, flags: string[]) => after.set(uid, flags)
  // In this order: of two people who each put their mark in place of the other's at one moment, at least one mark stays.
  if (removed.length > 0) await storeAndTell(client, uids, '-', removed, note)
  if (added.length > 0) await storeAndTell(client, uids, '+', added, note)
}

export interface MoveOutcome {
  outcome: Outcome
  moved: MessageReference | null
}

interface Move {
  to: FolderPath
  /** What the move says about them. */
  verdict: Verdict | null
}

/** Moves messages of the selected folder when it is their turn: nobody else of this server moves any from there meanwhile. */
export function moveInTurn(
  client: Selected,
  references: readonly MessageReference[],
  move: Move,
  turns: InTurn,
): Promise<MoveOutcome[]> {
  // The same for all who look into a folder, under whatever path.
  return turns.run(String(client.mailbox.uidValidity), client.id, async (afterAnother) => {
    if (afterAnother) await client.noop()
    return moveFrom(client, references, move)
  })
}

/**
 * Moves messages of the selected folder to another (RFC 6851; else copy, mark, expunge exactly these). What the move says about
 * them is marked first, so that it goes along; where it may not be marked it is left unsaid.
 */
export async function moveFrom(
  client: Selected,
  references: readonly MessageReference[],
  { to, verdict }: Move,
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
    const newUid = copied?.uids.get(uid)
    // Another program took it away in between: the server says where those it moved are now, and says nothing of this one.
    const isMissing = outcome === 'done' && copied !== null && newUid === undefined
    if (!present.has(uid) || isMissing) return { outcome: 'gone', moved: null }
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
