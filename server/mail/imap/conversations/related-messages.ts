import type { ThreadHeaders } from '../../mail-account.ts'
import { atom, type Argument } from '../ext/command.ts'
import { searchUids, widestSearch } from '../ext/search.ts'
import type { Selected } from '../kept-connection.ts'

/** Message-IDs that can be sent as quoted strings; others are nobody's. */
const plainId = /^<[\x21\x23-\x3b\x3d\x3f-\x5b\x5d-\x7e]{1,400}>$/
const mostIds = 12
const mostMissing = 20

/** By what the other messages of a conversation are known. */
export interface Relation {
  /** Messages that are referred to and have not been seen. */
  missing: string[]
  /** What an answer to the conversation would refer to: its beginning, and its newest messages. */
  answered: string[]
}

/** @param headers those of the messages known, oldest first */
export function relationOf(headers: readonly ThreadHeaders[]): Relation {
  const seen = new Set(headers.map(({ messageId }) => messageId))
  const usable = (ids: readonly (string | null)[]) => [...new Set(ids.filter((id) => id !== null && plainId.test(id)))]
  const referred = usable(headers.flatMap(({ references }) => references)) as string[]
  const own = usable(headers.map(({ messageId }) => messageId)) as string[]
  const beginnings = usable(headers.map(({ references, messageId }) => references[0] ?? messageId)) as string[]
  return {
    missing: referred.filter((id) => !seen.has(id)).slice(-mostMissing),
    answered: [...new Set([...beginnings.slice(0, 2), ...own.slice(1 - mostIds)])],
  }
}

/** Whether there is anything to look for. */
export const isRelated = ({ missing, answered }: Relation) => missing.length + answered.length > 0

/**
 * Messages of the selected folder that belong to a conversation, among the newest 10,000 with sequence numbers up to `to`,
 * ascending. Their References are looked through, and In-Reply-To, which is all some programs write.
 */
export function findRelated(client: Selected, relation: Relation, to = client.mailbox.exists): Promise<number[]> {
  if (to < 1) return Promise.resolve([])
  const header = (name: string, id: string): Argument[] => [atom('HEADER'), atom(name), { type: 'STRING', value: id }]
  const either = [
    ...relation.missing.map((id) => header('MESSAGE-ID', id)),
    ...relation.answered.flatMap((id) => [header('REFERENCES', id), header('IN-REPLY-TO', id)]),
  ]
  const criteria = either.reduceRight((rest, one) => [atom('OR'), ...one, ...rest])
  return searchUids(client, { from: Math.max(1, to - widestSearch + 1), to }, criteria)
}
