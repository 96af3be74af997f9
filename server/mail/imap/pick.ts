import { imapFlag } from '../flags.ts'
import type { MessageFilter, MessageSet } from '../mail-account.ts'
import { carefulRows, type RowMemory, type WithCare } from './careful-rows.ts'
import { atom, literal, type Argument } from './ext/command.ts'
import { allUids } from './ext/extended-search.ts'
import type { Selected } from './kept-connection.ts'
import { careOf } from './rows.ts'

const mostPicked = 1_000_000
const lot = 200

/** The messages of the selected folder that are as the filter says, oldest first. */
export async function pickMessages(client: Selected, filter: MessageFilter, memory: RowMemory): Promise<MessageSet> {
  const { path, uidValidity, exists } = client.mailbox
  const picked = exists === 0 ? [] : [...(await allUids(client, { criteria: criteriaOf(filter) }, mostPicked))]
  const uids = filter.from === undefined ? picked : await sentBy(client, picked, filter.from, careOf(memory, client))
  return { folder: path, validity: String(uidValidity), uids }
}

function criteriaOf({ unread, flagged, muted, from, label, ...ids }: MessageFilter): Argument[] {
  const criteria: Argument[] = [atom('ALL')]
  if (unread !== undefined) criteria.push(atom(unread ? 'UNSEEN' : 'SEEN'))
  if (flagged !== undefined) criteria.push(atom(flagged ? 'FLAGGED' : 'UNFLAGGED'))
  if (muted !== undefined) criteria.push(atom(muted ? 'KEYWORD' : 'UNKEYWORD'), atom(imapFlag('muted')))
  if (label !== undefined) criteria.push(atom('KEYWORD'), atom(label))
  const headers = { 'Message-ID': ids.messageId, 'Resent-Message-ID': ids.resentMessageId }
  for (const [name, id] of Object.entries(headers)) {
    if (id !== undefined) criteria.push(atom('HEADER'), atom(name), literal(id))
  }
  // An address beyond ASCII is left to the comparison below: no charset has to be agreed on for it.
  if (from !== undefined && /^[\x20-\x7e]+$/.test(from)) criteria.push(atom('FROM'), { type: 'STRING', value: from })
  return criteria
}

/** IMAP finds `ann@example.gov` within `joann@example.gov` too, and within a name; only the address itself counts. */
async function sentBy(client: Selected, uids: readonly number[], address: string, care: WithCare): Promise<number[]> {
  const wanted = address.toLowerCase()
  const kept: number[] = []
  for (let at = 0; at < uids.length; at += lot) {
    const rows = await carefulRows(client, uids.slice(at, at + lot), ['ENVELOPE'], care)
    for (const { uid, envelope } of rows) {
      if (envelope?.from?.some((sender) => sender.address?.toLowerCase() === wanted)) kept.push(uid)
    }
  }
  return kept
}
