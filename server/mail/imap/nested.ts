import type { Address } from '#contract/messages.ts'
import { Problem } from '#server/problem.ts'
import { nestedNode } from '../mime/nested-structure.ts'
import type { ProtectedPart } from '../mime/protection.ts'
import { type FilePart, type MimeNode, sortParts } from '../mime/structure.ts'
import type { NestedMessage } from '../nested-message.ts'
import { fetchRows } from './ext/fetch.ts'
import { type CurrentRow, readEnvelope } from './fresh-rows.ts'
import type { Selected } from './kept-connection.ts'
import { attachmentsOf, readBodies, withProtection } from './read.ts'

/**
 * A message inside a message, by the parts that the mail server has found in it: only its text is fetched. Null where the
 * server has not taken it apart.
 */
export async function readNested(
  client: Selected,
  { fixed: { uid, parts: around } }: CurrentRow,
  partId: string,
): Promise<NestedMessage | null> {
  if (!isInMessage(around.files, partId)) return null
  const structure = await fetchStructure(client, uid)
  const node = structure && nestedNode(structure, partId)
  const body = node?.childNodes?.[0]
  if (!node || !body) return null
  const parts = sortParts(body)
  const { from, sender, replyTo, to, cc, subject, sentAtMs } = readEnvelope(node.envelope ?? {})
  const bodies = withProtection(parts, await readBodies(client, uid, parts.pieces))
  return { from, sender, replyTo, to, cc, subject, sentAtMs, ...bodies, attachments: attachmentsOf(parts) }
}

/** A file of a message or of one inside it, by its part number in the outermost one. Throws `not-found`. */
export async function findFile(client: Selected, { fixed }: CurrentRow, partId: string): Promise<FilePart> {
  const { files } = fixed.parts
  // imapflow gives an empty stream for a part that does not exist, so it is looked up first.
  const own = files.find((candidate) => candidate.partId === partId)
  const file = own ?? (isInMessage(files, partId) ? await findNestedFile(client, fixed.uid, partId) : undefined)
  if (!file) throw new Problem('not-found')
  return file
}

async function findNestedFile(client: Selected, uid: number, partId: string): Promise<FilePart | undefined> {
  return findNested(client, uid, partId, (body) => sortParts(body).files.find((file) => file.partId === partId))
}

/** Asks each message around a part for something, from the inside out. */
async function findNested<T>(
  client: Selected,
  uid: number,
  partId: string,
  find: (body: MimeNode, message: MimeNode) => T | undefined,
): Promise<T | undefined> {
  const structure = await fetchStructure(client, uid)
  for (let around = outer(partId); structure && around !== ''; around = outer(around)) {
    const message = nestedNode(structure, around)
    const body = message?.childNodes?.[0]
    const found = body && find(body, message)
    if (found) return found
  }
  return undefined
}

/** A signature of a message or of one inside it, and whom that one is from. Throws `not-found`. */
export async function findSignature(
  client: Selected,
  { fixed }: CurrentRow,
  partId: string,
): Promise<{ part: ProtectedPart; from: Address[] }> {
  const isIt = (part: ProtectedPart) => part.partId === partId && part.method === 'smime'
  const own = fixed.parts.protections.find(isIt)
  if (own) return { part: own, from: fixed.from }
  const found = isInMessage(fixed.parts.files, partId)
    ? await findNested(client, fixed.uid, partId, (body, message) => {
        const part = sortParts(body).protections.find(isIt)
        return part && { part, from: readEnvelope(message.envelope ?? {}).from }
      })
    : undefined
  if (!found) throw new Problem('not-found')
  return found
}

/** Whether a part is a message among these, or inside one: only then is the structure asked for, and known to be bearable. */
function isInMessage(files: readonly FilePart[], partId: string): boolean {
  return files.some((file) => file.type === 'message/rfc822' && `${partId}.`.startsWith(`${file.partId}.`))
}

const outer = (partId: string) => partId.slice(0, Math.max(0, partId.lastIndexOf('.')))

async function fetchStructure(client: Selected, uid: number): Promise<MimeNode | undefined> {
  const [row] = await fetchRows(client, { uids: [uid] }, ['BODYSTRUCTURE'])
  return row?.structure
}
