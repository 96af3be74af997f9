import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { readMessage } from '#contract/messages.ts'
import { forwardSubject } from './answer-subject.ts'
import { type DraftFile } from './draft.ts'
import { startDraft, useDrafts } from './drafts.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { subjectOf } from './sender-name.ts'

interface Known {
  id: MessageId
  subject: string
  sizeBytes: number
}

/** Begins a message that carries these whole, as files. Resolves to its key. Throws where one of them cannot be read. */
export async function startWithMessages(ids: readonly MessageId[]): Promise<string> {
  const messages = await Promise.all(ids.map(known))
  const [only] = messages
  const key = startDraft({
    kind: 'new',
    ...(only && ids.length === 1 ? { subject: forwardSubject(only.subject) } : {}),
  })
  const draft = useDrafts().find(key)
  if (draft) draft.files = messages.map(wholeMessageFile)
  return key
}

/** Messages as files of another one. Throws where one of them cannot be read. */
export async function messageFiles(ids: readonly MessageId[]): Promise<DraftFile[]> {
  return (await Promise.all(ids.map(known))).map(wholeMessageFile)
}

async function known(id: MessageId): Promise<Known> {
  return mailboxCache().findMessage(id) ?? (await call(readMessage, { params: { messageId: id } }))
}

/** A message as a file of another one. */
export function wholeMessageFile(message: Known): DraftFile {
  const { id, sizeBytes } = message
  const name = `${subjectOf(message)}.eml`
  const part = { messageId: id, partId: null }
  return { key: id, name, sizeBytes, uploadId: null, part, forwards: id, state: 'here' }
}
