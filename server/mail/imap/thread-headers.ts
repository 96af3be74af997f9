import type { MessageReference, ThreadHeaders } from '../mail-account.ts'
import { fetchRows } from './ext/fetch.ts'
import type { Selected } from './kept-connection.ts'

const mostReferences = 100

/** Message-ID and References of messages of the selected folder by UID; at most 100 references are kept, the newest. */
export async function fetchThreadHeaders(
  client: Selected,
  uids: readonly number[],
): Promise<Map<number, ThreadHeaders>> {
  if (uids.length === 0) return new Map()
  const rows = await fetchRows(client, { uids }, [
    { headers: ['MESSAGE-ID', 'REFERENCES', 'IN-REPLY-TO'], maxBytes: 64_000 },
  ])
  return new Map(rows.map(({ uid, sections }) => [uid, threadHeadersOf(sections?.get('HEADER.FIELDS'))]))
}

/** The Message-ID of each, null where it has none or is gone. */
export async function messageIdsIn(
  client: Selected,
  references: readonly MessageReference[],
): Promise<(string | null)[]> {
  const uids = references.map(({ uid }) => uid)
  const headers = await fetchThreadHeaders(client, uids)
  return uids.map((uid) => headers.get(uid)?.messageId ?? null)
}

function threadHeadersOf(header: Buffer | undefined): ThreadHeaders {
  const text = (header ?? Buffer.alloc(0)).toString('latin1').replace(/\r?\n[ \t]+/g, ' ')
  const ids = (name: string) =>
    new RegExp(`^${name}:(.*)$`, 'im')
      .exec(text)?.[1]
      ?.match(/<[^<>\s]{1,900}>/g)
      ?.slice(-mostReferences) ?? []
  const references = ids('References')
  return {
    messageId: ids('Message-ID')[0] ?? null,
    references: references.length > 0 ? references : ids('In-Reply-To').slice(0, 1),
  }
}
