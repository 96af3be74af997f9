import { ConversationIndex, at, indexOf } from './conversation-index.ts'

/** Groups of UIDs in one array, each ended by a 0: no object for each of a hundred thousand. */
export type FlatGroups = Uint32Array

export const noGroups: FlatGroups = new Uint32Array(0)

/**
 * Puts messages into conversations: those that were together before stay so, those of a group come together, and so do
 * conversations that share a group. What is in no group stands alone. A conversation keeps its name; of several that come
 * together the one with the newest message gives it, since that is the row people see.
 *
 * @param uids every message that exists, ascending; others are left out
 */
export function joinGroups(uids: Uint32Array, known: ConversationIndex | null, groups: FlatGroups): ConversationIndex {
  const parents = new Uint32Array(uids.length).map((_, index) => index)
  const names = new Uint32Array(uids.length)
  for (const { name, uids: members } of known?.groups() ?? []) {
    const last = joinAll(parents, uids, members)
    if (last >= 0) names[last] = name
  }
  let from = 0
  for (let index = 0; index < groups.length; index += 1) {
    if (at(groups, index) !== 0) continue
    joinAll(parents, uids, groups.subarray(from, index))
    from = index + 1
  }
  return numbered(uids, parents, names)
}

/** Makes one tree of those that exist; the greatest is its root. Answers the root, or -1 where none exists. */
function joinAll(parents: Uint32Array, uids: Uint32Array, members: Uint32Array): number {
  let last = -1
  for (const uid of members) {
    const index = indexOf(uids, uid)
    if (index < 0) continue
    const root = rootOf(parents, index)
    if (last >= 0) parents[Math.min(root, last)] = Math.max(root, last)
    last = Math.max(root, last)
  }
  return last
}

function rootOf(parents: Uint32Array, index: number): number {
  let root = index
  while (at(parents, root) !== root) {
    // Halving the path keeps later look-ups short.
    parents[root] = at(parents, at(parents, root))
    root = at(parents, root)
  }
  return root
}

function numbered(uids: Uint32Array, parents: Uint32Array, names: Uint32Array): ConversationIndex {
  const numbers = new Uint32Array(uids.length)
  const numberOfRoot = new Uint32Array(uids.length)
  const given = new Uint32Array(uids.length)
  let count = 0
  for (let index = 0; index < uids.length; index += 1) {
    const root = rootOf(parents, index)
    // The number 0 says that there is none yet, so they count from 1 here. A new one is named by its oldest message.
    if (at(numberOfRoot, root) === 0) {
      given[count] = at(uids, index)
      numberOfRoot[root] = ++count
    }
    const number = at(numberOfRoot, root) - 1
    numbers[index] = number
    // The last name met is that of the newest part.
    if (at(names, index) !== 0) given[number] = at(names, index)
  }
  return new ConversationIndex(uids, numbers, given.slice(0, count))
}
