import type { MessageReference, Outcome } from '#server/mail/mail-account.ts'
import type { MessageCopy } from '#server/mail/mail-copies.ts'
import { withoutFiles, type FileInMessage } from '#server/mail/mime/without-files.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { Working } from './apply-change.ts'
import { insist } from './insist.ts'
import type { Change } from './step.ts'

/** What is left of a message is held whole. */
const mostLeftBytes = 20_000_000

/**
 * Puts a copy without attached files in the place of each message, one after the other. Only when it lies there does the message
 * as it was leave: what breaks off in between leaves one copy too many, never one too few.
 */
export async function detachFiles(
  working: Working,
  lot: readonly MessageReference[],
  change: Extract<Change, { kind: 'detach-files' }>,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const reference of lot) {
    const placed: { copy?: MessageReference | null } = {}
    const detach = (isRepeated: boolean) => detachFrom(reference, { working, change, placed, isRepeated })
    outcomes.push(await insist(working, detach).catch(goneIfGone))
  }
  return outcomes
}

const goneIfGone = (error: unknown): Outcome => {
  if (isProblem(error, 'message-gone')) return 'gone'
  throw error
}

interface Detaching {
  working: Working
  change: Extract<Change, { kind: 'detach-files' }>
  /** Where the copy lies, once it does. */
  placed: { copy?: MessageReference | null }
  isRepeated: boolean
}

async function detachFrom(reference: MessageReference, detaching: Detaching): Promise<Outcome> {
  const { mail, undo } = detaching.working
  const { change, placed } = detaching
  if (placed.copy === undefined) {
    const files = await filesOf(mail, reference)
    if (typeof files === 'string') return files
    const copy = await copyOf(mail, reference)
    const bytes = await withoutFiles(bytesOf(copy), files, { note: change.note, limitBytes: mostLeftBytes })
    if (!bytes) return 'refused'
    const earlier = detaching.isRepeated ? await findEarlier(mail, reference, bytes.length) : null
    placed.copy = earlier ?? (await mail.copies.put(reference.folder, { ...copy, bytes }))
  }
  const [result] = await mail.move([reference], change.to)
  if (result?.outcome === 'done' && result.moved) {
    undo.add(result.moved, { kind: 'put-back', to: reference.folder, instead: placed.copy })
  }
  if (result?.outcome === 'refused' && placed.copy) await mail.move([placed.copy], change.to)
  // What left before the connection broke was taken away by us.
  if (result?.outcome === 'gone' && detaching.isRepeated) return 'done'
  return result?.outcome ?? 'gone'
}

type Mail = Working['mail']

/** The files to leave out; an outcome where nothing is to be changed. A signature would be broken by it. */
async function filesOf(mail: Mail, reference: MessageReference): Promise<FileInMessage[] | Outcome> {
  const { attachments, protection, partsLeftOut } = await mail.read(reference)
  const files = attachments.filter(({ inline, wrapping }) => !inline && !wrapping)
  if (files.length === 0) return 'done'
  return protection.length > 0 || partsLeftOut ? 'refused' : files
}

async function copyOf(mail: Mail, { folder, validity, uid }: MessageReference): Promise<MessageCopy> {
  for await (const [copy] of mail.copies.take({ folder, validity, uids: [uid] })) if (copy) return copy
  throw new Problem('message-gone')
}

async function* bytesOf({ bytes }: MessageCopy): AsyncIterable<Buffer> {
  if (Buffer.isBuffer(bytes)) yield bytes
  else yield* bytes
}

/** The copy that was put there before the connection broke. */
async function findEarlier(mail: Mail, { folder, validity, uid }: MessageReference, sizeBytes: number) {
  const later = await mail.copies.identities(folder, uid)
  const messageId = later.find((one) => one.uid === uid)?.messageId
  const found = later.findLast((one) => one.uid > uid && one.sizeBytes === sizeBytes && one.messageId === messageId)
  return found ? { folder, validity, uid: found.uid } : null
}

/** Brings messages back as they were, and then puts what stood in their place where they have been. */
export async function putBack(
  working: Working,
  lot: readonly MessageReference[],
  { to, instead }: Extract<Change, { kind: 'put-back' }>,
): Promise<Outcome[]> {
  const [whole] = lot
  if (!whole) return []
  return insist(working, async (isRepeated) => {
    const [result] = await working.mail.move([whole], to)
    const outcome = result?.outcome === 'gone' && isRepeated ? 'done' : (result?.outcome ?? 'gone')
    if (outcome === 'done' && instead) await working.mail.move([instead], whole.folder)
    return [outcome]
  })
}
