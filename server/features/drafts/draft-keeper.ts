import type { DraftPlace } from '#contract/draft-place.ts'
import type { OutgoingFile } from '#contract/outgoing-files.ts'
import type { DraftOrigin, SavedDraft } from '#contract/drafts.ts'
import type { FolderPath, MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import type { MarkedDraft } from '#server/mail/mail-drafts.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { type MessageBytes, withHead } from '#server/mail/message-bytes.ts'
import type { BuiltMessage } from '#server/mail/mime/build-message.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { OutgoingMessage } from '#contract/sending.ts'
import { draftHeader, readDraftHeader, splitRecipients, type UnfinishedMessage } from './draft-header.ts'

/** Builds a message as sending would; `toKeep` has the Bcc. */
export type BuildDraft = (signedIn: SignedIn, mail: MailAccount, message: OutgoingMessage) => Promise<BuiltMessage>

/** User name of whose mailbox an address is of, where the person writes from it; null for their own. */
export type OwnerOf = (signedIn: SignedIn, address: string) => Promise<string | null>

interface Person {
  signedIn: SignedIn
  mail: MailAccount
}

/**
 * Saves a draft: the new one is stored before the old one goes, so that a cut between the two leaves both; the next saving by
 * the same writer takes away what is left over. What somebody else wrote is never touched. It lies in the mailbox it is written from.
 */
export async function keepDraft(
  build: BuildDraft,
  { signedIn, mail }: Person,
  place: DraftPlace,
  message: UnfinishedMessage,
  ownerOf: OwnerOf,
): Promise<SavedDraft> {
  const owner = await ownerOf(signedIn, message.from)
  const { own, others, isBroken } = await lookAround(mail, place, owner)
  if (isBroken) return { outcome: 'changed-elsewhere', draftId: newestOf(others), partIds: [] }
  const { carried, unfinished } = splitRecipients(message)
  const { toSend, toKeep } = await buildAnyway(build, { signedIn, mail }, place, carried)
  const whole = withHead(draftHeader(place, carried, unfinished), toKeep)
  const { reference, place: where } = await appendDraft(mail, whole, owner).finally(() => toSend.discard())
  const saved = reference ?? (await findNew(mail, place, own, where))
  // What cannot be taken away now is taken away next time: it carries the same writer.
  await mail.deleteForever(own).catch(() => undefined)
  const files = message.files ?? []
  return {
    outcome: 'saved',
    draftId: saved && messageIdOf(saved),
    partIds: saved && files.length > 0 ? await partIdsOf(mail, saved, files) : [],
  }
}

/** A mailbox of another that is full takes none: it lies in the writer's own then, so that nothing is lost. */
async function appendDraft(mail: MailAccount, whole: MessageBytes, owner: string | null) {
  try {
    return { reference: await mail.drafts.append(whole, owner), place: owner }
  } catch (error) {
    if (owner === null || !isProblem(error, 'mailbox-full')) throw error
    return { reference: await mail.drafts.append(whole, null), place: null }
  }
}

/** Takes away what this writer saved, and nothing of anybody else's. */
export async function dropDraft(mail: MailAccount, place: DraftPlace): Promise<void> {
  const { own } = await lookAround(mail, place, null)
  await mail.deleteForever(own)
}

/** Throws Problem `message-gone`. */
export async function originOf(mail: MailAccount, messageId: string): Promise<DraftOrigin> {
  const reference = messageReferenceOf(messageId)
  if (!reference) throw new Problem('message-gone')
  return readDraftHeader(await mail.drafts.header(reference))
}

/** What there is of this draft: `own` may be replaced, `others` were written elsewhere; `isBroken` where the last one is gone. */
async function lookAround(
  mail: MailAccount,
  { key, writer, previousId }: DraftPlace,
  owner: string | null,
): Promise<{ own: MessageReference[]; others: MessageReference[]; isBroken: boolean }> {
  const previous = previousId === null ? null : messageReferenceOf(previousId)
  const owners = new Set([owner, ...(previous ? [await ownerOfFolder(mail, previous.folder)] : [])])
  const marked: MarkedDraft[] = []
  for (const each of owners) marked.push(...(await mail.drafts.withKey(key, each)))
  const isOwn = (draft: MarkedDraft) => draft.writer === writer || isSame(draft.reference, previous)
  const own = marked.filter(isOwn).map(({ reference }) => reference)
  const others = marked.filter((draft) => !isOwn(draft)).map(({ reference }) => reference)
  // A draft of another program has no key of ours.
  if (previous && !own.some((reference) => isSame(reference, previous))) {
    const [marks] = await mail.marksOf([previous])
    if (marks) own.push(previous)
  }
  return { own, others, isBroken: others.length > 0 || (previous !== null && own.length === 0) }
}

/** A draft that is written from another mailbox than before lies in the one before still. */
async function ownerOfFolder(mail: MailAccount, folder: FolderPath): Promise<string | null> {
  return (await mail.recentFolders()).find(({ path }) => path === folder)?.owner ?? null
}

function isSame(one: MessageReference, other: MessageReference | null): boolean {
  return other !== null && one.folder === other.folder && one.validity === other.validity && one.uid === other.uid
}

/** Writing goes on when the original was moved or deleted meanwhile: what it was is then read from the draft before. */
async function buildAnyway(
  build: BuildDraft,
  { signedIn, mail }: Person,
  { previousId }: DraftPlace,
  message: OutgoingMessage,
): Promise<BuiltMessage> {
  try {
    return await build(signedIn, mail, message)
  } catch (error) {
    if (!isProblem(error, 'message-gone') || !message.answering) throw error
    const before = previousId === null ? null : await originOf(mail, previousId).catch(() => null)
    return build(signedIn, mail, { ...message, answering: null, ...(before ? { thread: before.thread } : {}) })
  }
}

/** A server without UIDPLUS does not say which message was stored; it is the newest of this writer. */
async function findNew(
  mail: MailAccount,
  { key, writer }: DraftPlace,
  before: readonly MessageReference[],
  owner: string | null,
): Promise<MessageReference | null> {
  const marked = await mail.drafts.withKey(key, owner)
  const fresh = marked.filter((draft) => draft.writer === writer && !before.some((old) => isSame(draft.reference, old)))
  return fresh.at(-1)?.reference ?? null
}

/** Where the files lie in the saved draft, so that they need not be uploaded again after a day. */
async function partIdsOf(
  mail: MailAccount,
  saved: MessageReference,
  files: readonly OutgoingFile[],
): Promise<string[]> {
  const { attachments } = await mail.read(saved)
  const others = attachments.filter(({ inline }) => !inline)
  const ids = files.map(({ contentId }) =>
    contentId === undefined
      ? others.shift()?.partId
      : attachments.find((part) => part.contentId?.startsWith(`${contentId}@`))?.partId,
  )
  return others.length === 0 && !ids.includes(undefined) ? (ids as string[]) : []
}

const newestOf = (references: readonly MessageReference[]) => {
  const newest = references.at(-1)
  return newest ? messageIdOf(newest) : null
}
