import { markRaw } from 'vue'
import { type Router } from 'vue-router'
import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft } from '#client/mail/draft.ts'
import { emptyDraft, ownerNow, useDrafts } from '#client/mail/drafts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { problemText } from '#client/mail/problem-text.ts'
import { type DraftOrigin, openDraft } from '#contract/drafts.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Address, type Message, readMessage } from '#contract/messages.ts'
import { plainTextOf } from '#contract/rich-text-words.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { type Recipient } from '#contract/sending.ts'
import { filesOfMessage, picturesOfMessage } from '../files/files-of-message.ts'
import { wordsOf } from '../words-of.ts'

/** Goes on with a saved draft, of whatever program; where it is open already, with that. */
export async function goOnWith(id: MessageId, router: Router): Promise<void> {
  try {
    const draftKey = openKey(id) ?? (await read(id))
    await router.push({ name: 'compose', params: { draftKey } })
  } catch (error) {
    useOutcome().tell(t('drafts.notOpened', { why: problemText(error) }), { failed: true })
  }
}

const openKey = (id: MessageId) => useDrafts().open.find(({ place }) => place.previousId === id)?.key

async function read(id: MessageId): Promise<string> {
  const params = { messageId: id }
  const [message, origin] = await Promise.all([call(readMessage, { params }), call(openDraft, { params })])
  const draft = await draftOf(message, origin)
  // Meanwhile it may have been opened.
  const known = openKey(id)
  if (known) return known
  useDrafts().restore(draft)
  void import('./recall-original.ts').then(({ recallOriginal }) => recallOriginal(draft.key))
  return draft.key
}

async function draftOf(message: Message, { key, answering, thread, options, unfinished }: DraftOrigin): Promise<Draft> {
  const begun = emptyDraft(answering?.kind ?? 'new', answering?.messageId ?? null, ownerNow())
  const pictures = picturesOfMessage(message)
  const document = await formattingOf(message, pictures.names)
  const text = document ? plainTextOf(document) : (await wordsOf(message)).replace(/\n$/, '')
  return {
    ...begun,
    from: message.from[0]?.address ?? '',
    to: [...message.to.map(recipientOf), ...unfinished.to],
    cc: [...message.cc.map(recipientOf), ...unfinished.cc],
    bcc: [...message.bcc.map(recipientOf), ...unfinished.bcc],
    subject: message.subject,
    text,
    document,
    prefilledText: '',
    thread,
    options,
    // Of other programs' drafts the structure is kept, not the looks.
    losesFormat: message.html !== null && (document === null || key === null),
    files: [...filesOfMessage(message), ...(document ? pictures.files : [])],
    place: { ...begun.place, ...(key === null ? {} : { key }), previousId: message.id },
    savedAtMs: message.receivedAtMs,
    savedChange: begun.changedAtMs,
  }
}

/** What was written with formatting goes on with it; null for plain text, and where the editor cannot be loaded. */
async function formattingOf(message: Message, pictures: ReadonlyMap<string, string>): Promise<RichDocument | null> {
  if (message.html === null) return null
  try {
    const { documentOfHtml } = await import('../quote-original.ts')
    return markRaw(documentOfHtml(message.html.content, pictures))
  } catch {
    return null
  }
}

const recipientOf = ({ name, address }: Address): Recipient => ({ name, address })
