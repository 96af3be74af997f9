import { readFlags } from '../../flags.ts'
import type { Summary } from '../../mail-account.ts'
import { mostPeople, mostRowMessages, type ConversationRow } from '../../mail-conversations.ts'
import { hasAttachment } from '../../mime/structure.ts'
import { atom, sequence, type Argument } from '../ext/command.ts'
import { allUids } from '../ext/extended-search.ts'
import { uidSet } from '../ext/uid-set.ts'
import type { CurrentRow } from '../fresh-rows.ts'
import type { Selected } from '../kept-connection.ts'
import type { RowCache } from '../row-cache.ts'
import { folderKeyOf, referenceIn, rowsOfUids, summaryOf } from '../rows.ts'

interface Group {
  name: number
  uids: Uint32Array
}

/** Of each conversation so many messages are looked at one by one: the newest, and the one it began with. */
const mostLookedAt = 5

/** Conversations of the selected folder as rows; one whose newest messages are all gone is left out. */
export async function conversationRows(
  client: Selected,
  groups: readonly Group[],
  { user, cache }: { user: string; cache: RowCache },
): Promise<ConversationRow[]> {
  const lookedAt = new Map(groups.map((group) => [group, partOf(group.uids)]))
  const uids = [...lookedAt.values()].flat()
  const folderKey = folderKeyOf(user, client)
  const rows = new Map((await rowsOfUids(client, uids, folderKey, cache)).map((row) => [row.fixed.uid, row]))
  const among = groups.flatMap((group) => [...group.uids].filter((uid) => !lookedAt.get(group)?.includes(uid)))
  const rest = await marksAmong(client, among)
  return groups.flatMap((group) => {
    const present = (lookedAt.get(group) ?? []).flatMap((uid) => rows.get(uid) ?? [])
    const row = rowOf(client, group, present, rest)
    return row ? [row] : []
  })
}

function partOf(uids: Uint32Array): number[] {
  if (uids.length <= mostLookedAt) return [...uids]
  return [...uids.subarray(0, 1), ...uids.subarray(1 - mostLookedAt)]
}

interface Marks {
  unread: ReadonlySet<number>
  flagged: ReadonlySet<number>
  withAttachment: ReadonlySet<number>
}

/** What is so of messages that are not looked at themselves: three short questions instead of a row for each. */
async function marksAmong(client: Selected, uids: readonly number[]): Promise<Marks> {
  const those = async (...criteria: Argument[]) => {
    if (uids.length === 0) return new Set<number>()
    const found = await allUids(client, { criteria: [atom('UID'), sequence(uidSet(uids)), ...criteria] }, uids.length)
    return new Set(found)
  }
  return {
    unread: await those(atom('UNSEEN')),
    flagged: await those(atom('FLAGGED')),
    withAttachment: await those(atom('KEYWORD'), atom('$HasAttachment')),
  }
}

function rowOf(client: Selected, group: Group, present: readonly CurrentRow[], rest: Marks): ConversationRow | null {
  const summaries = present.map((row) => summaryOf(referenceIn(client, row.fixed.uid), row))
  const newest = summaries.at(-1)
  if (!newest) return null
  const flags = new Map(present.map(({ fixed, imapFlags }) => [fixed.uid, readFlags(imapFlags).flags]))
  const isUnread = (uid: number) => !(flags.get(uid)?.includes('seen') ?? !rest.unread.has(uid))
  const isFlagged = (uid: number) => flags.get(uid)?.includes('flagged') ?? rest.flagged.has(uid)
  const uids = [...group.uids]
  return {
    name: referenceIn(client, group.name),
    newest,
    messages: uids
      .slice(-mostRowMessages)
      .map((uid) => ({ reference: referenceIn(client, uid), unread: isUnread(uid), flagged: isFlagged(uid) })),
    count: uids.length,
    unread: uids.filter(isUnread).length,
    flagged: uids.some(isFlagged),
    hasAttachment:
      present.some(({ fixed }) => hasAttachment(fixed.parts)) || uids.some((uid) => rest.withAttachment.has(uid)),
    people: peopleOf(summaries),
  }
}

/** Who wrote these, the latest first, each address once. */
function peopleOf(summaries: readonly Summary[]): ConversationRow['people'] {
  const people = new Map<string, ConversationRow['people'][number]>()
  for (const { from } of summaries.toReversed()) {
    const [writer] = from
    const key = (writer?.address || writer?.name)?.toLowerCase()
    if (writer && key !== undefined && !people.has(key)) people.set(key, writer)
  }
  return [...people.values()].slice(0, mostPeople)
}
