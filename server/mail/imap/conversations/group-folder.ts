import { Problem } from '#server/problem.ts'
import { atom, sequence, type Argument } from '../ext/command.ts'
import { allUids } from '../ext/extended-search.ts'
import { threadUids, threadingOf } from '../ext/thread.ts'
import type { Selected } from '../kept-connection.ts'
import { folderKeyOf } from '../rows.ts'
import type { FolderState } from '../seen-windows.ts'
import { stateOf } from '../window.ts'
import type { ConversationCache, KeptConversations } from './conversation-cache.ts'
import type { ConversationIndex } from './conversation-index.ts'
import { joinGroups, noGroups } from './join-groups.ts'

/** Near the bound of `connect.ts` on one line, which the answer is. */
export const mostGrouped = 350_000

export interface GroupMemory {
  user: string
  conversations: ConversationCache
  /**
   * So many messages are grouped while somebody waits, at most twice as many where that is all. It is also how far back answers
   * of new messages are looked for at once, and how many may be new before grouping anew is cheaper.
   */
  stretch: number
}

/** About 30 ms of a server that knows the headers. */
export const usualStretch = 1_000

export interface UpToDate {
  state: FolderState
  kept: KeptConversations
  /** New messages that nothing near them belongs to: what they answer may be further back. */
  alone: number[]
}

/** @throws Problem `grouping-unavailable` */
function algorithmOf(client: Selected): string {
  const algorithm = threadingOf(client)
  if (algorithm === null) throw new Problem('grouping-unavailable')
  return algorithm
}

/**
 * The conversations of the selected folder as it is now, as far as they have been grouped; at first only its
 * newest. What was known stays; only what is new is asked about.
 *
 * @throws Problem `grouping-unavailable`
 */
export async function upToDate(client: Selected, memory: GroupMemory): Promise<UpToDate> {
  const algorithm = algorithmOf(client)
  const state = await stateOf(client)
  const key = folderKeyOf(memory.user, client)
  const known = memory.conversations.get(key)
  const isSame = known?.uidNext === state.uidNext && known?.exists === state.total
  if (known && isSame) return { state, kept: known, alone: [] }
  if (!known || newSince(known, state) > memory.stretch) {
    const { exists } = client.mailbox
    const size = exists <= 2 * memory.stretch ? exists : memory.stretch
    return { state, kept: await groupNewest(client, size, memory, state, () => null), alone: [] }
  }
  const { fromUid } = known
  const uids = await presentUids(client, known, state)
  const newest = known.index.uids.at(-1) ?? 0
  const fresh = uids.filter((uid) => uid > newest)
  const { exists } = client.mailbox
  const stretch = { from: Math.max(1, exists - fresh.length - memory.stretch + 1), to: exists }
  const groups = fresh.length > 0 ? await threadUids(client, algorithm, stretch) : noGroups
  const index = joinGroups(uids, known.index, groups)
  const kept = memory.conversations.set(key, { index, uidNext: state.uidNext ?? 0, exists: state.total, fromUid })
  return { state, kept, alone: aloneAmong(fresh, index) }
}

const newSince = (known: KeptConversations, state: FolderState) => (state.uidNext ?? 0) - known.uidNext

function aloneAmong(fresh: Uint32Array, index: ConversationIndex): number[] {
  const [first = 0] = fresh
  return [...fresh].filter((uid) => index.membersWith(uid)?.every((member) => member >= first))
}

/**
 * Groups the newest `size` messages of the selected folder and keeps that, together with what is known by then: another
 * connection may have seen newer messages while this one waited for its answer.
 *
 * @param state the folder before this was asked: what comes meanwhile is new to the next look
 */
export async function groupNewest(
  client: Selected,
  size: number,
  { user, conversations }: GroupMemory,
  state: FolderState,
  knownNow: (key: string) => KeptConversations | null = (key) => conversations.get(key),
): Promise<KeptConversations> {
  const { exists } = client.mailbox
  const from = Math.max(1, exists - Math.min(size, mostGrouped) + 1)
  const groups = exists > 0 ? await threadUids(client, algorithmOf(client), { from, to: exists }) : noGroups
  const answered = ascending(groups)
  // A message left out of the answer must not be left out of the list.
  const isComplete = answered.length > exists - from
  const all = isComplete ? answered : await uidsAmong(client, [sequence(`${from}:${exists}`)])
  const [first = 1] = all
  const last = all.at(-1) ?? 0
  const key = folderKeyOf(user, client)
  const known = knownNow(key)
  const goesFurther = from > 1 && known !== null && known.fromUid < first
  const others = known?.index.uids.filter((uid) => uid > last || (goesFurther && uid < first)) ?? noGroups
  const index = joinGroups(ascending(all, others), known?.index ?? null, groups)
  const fromUid = from === 1 ? 1 : goesFurther ? known.fromUid : first
  // Of a whole folder the count must fit what was answered, or the next look asks which messages there are.
  const counted = from === 1 ? index.uids.length : state.total
  return conversations.set(key, { index, uidNext: state.uidNext ?? 0, exists: counted, fromUid })
}

/** The messages that are there from `fromUid` on. Asked for only where counts do not tell that nothing but new ones came. */
async function presentUids(client: Selected, known: KeptConversations, now: FolderState): Promise<Uint32Array> {
  const more = newSince(known, now)
  if (now.total - known.exists === more) {
    return ascending(
      known.index.uids,
      Uint32Array.from({ length: more }, (_, index) => known.uidNext + index),
    )
  }
  const uids = await uidsAmong(client, [atom('UID'), sequence(`${known.fromUid}:4294967295`)])
  // A set up to the highest UID always takes in the last message, however old.
  return uids.filter((uid) => uid >= known.fromUid)
}

async function uidsAmong(client: Selected, criteria: Argument[]): Promise<Uint32Array> {
  return ascending(await allUids(client, { criteria }, mostGrouped))
}

/** All together, ascending, each once; the zeros that end groups are none. */
function ascending(...some: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(some.reduce((sum, { length }) => sum + length, 0))
  let filled = 0
  for (const uids of some) {
    all.set(uids, filled)
    filled += uids.length
  }
  all.sort()
  let length = 0
  for (const uid of all) {
    if (uid > 0 && (length === 0 || all[length - 1] !== uid)) all[length++] = uid
  }
  return all.slice(0, length)
}
