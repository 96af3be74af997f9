import type { DraftPlace } from '#contract/draft-place.ts'
import type { OutgoingFile } from '#contract/outgoing-files.ts'
import type { DraftOrigin, SavedDraft } from '#contract/drafts.ts'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import type { MarkedDraft } from '#server/mail/mail-drafts.ts'
import { messageIdOf, messageReferenceOf } from '#server/mail/reference-ids.ts'
import { isProblem, Problem } from '#server/problem.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import type { OutgoingMessage } from '#contract/sending.ts'
import { draftHeader, readDraftHeader, splitRecipients, type UnfinishedMessage } from './draft-header.ts'

/** Builds a message as sending would, Bcc included. */
export type BuildDraft = (signedIn: SignedIn, mail: MailAccount, message: OutgoingMessage) => Promise<Buffer>

interface Person {
  signedIn: SignedIn
  mail: MailAccount
}

/**
 * Saves a draft: the new one is stored before the old one goes, so that a cut between the two leaves both; the next saving by
 * the same writer takes away what is left over. What somebody else wrote is never touched.
 */
export async function keepDraft(
  build: BuildDraft,
  { signedIn, mail }: Person,
  place: DraftPlace,
  message: UnfinishedMessage,
): Promise<SavedDraft> {
  const { own, others, isBroken } = await lookAround(mail, place)
  if (isBroken) return { outcome: 'changed-elsewhere', draftId: newestOf(others), partIds: [] }
  const { carried, unfinished } = splitRecipients(message)
  const source = await buildAnyway(build, { signedIn, mail }, place, carried)
  const whole = Buffer.concat([draftHeader(place, carried, unfinished), source])
  const saved = (await mail.drafts.append(whole)) ?? (await findNew(mail, place, own))
  // What cannot be taken away now is taken away next time: it carries the same writer.
  await mail.deleteForever(own).catch(() => undefined)
  const files = message.files ?? []
  return {
    outcome: 'saved',
    draftId: saved && messageIdOf(saved),
    partIds: saved && files.length > 0 ? await partIdsOf(mail, saved, files) : [],
  }
}

/** Takes away what this writer saved, and nothing of anybody else's. */
export async function dropDraft(mail: MailAccount, place: DraftPlace): Promise<void> {
  const { own } = await lookAround(mail, place)
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
): Promise<{ own: MessageReference[]; others: MessageReference[]; isBroken: boolean }> {
  const marked = await mail.drafts.withKey(key)
  const previous = previousId === null ? null : messageReferenceOf(previousId)
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

function isSame(one: MessageReference, other: MessageReference | null): boolean {
  return other !== null && one.folder === other.folder && one.validity === other.validity && one.uid === other.uid
}

/** Writing goes on when the original was moved or deleted meanwhile: what it was is then read from the draft before. */
async function buildAnyway(
  build: BuildDraft,
  { signedIn, mail }: Person,
  { previousId }: DraftPlace,
  message: OutgoingMessage,
): Promise<Buffer> {
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
): Promise<MessageReference | null> {
  const marked = await mail.drafts.withKey(key)
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
