import { call } from '#client/api/call.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { writesForOf } from '#client/mail/identities.ts'
import { mailboxRead } from '#client/mail/mailbox-read.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type IdentityList, listIdentities } from '#contract/identities.ts'
import { readMessage } from '#contract/messages.ts'
import { answeringAddress, answerRecipients } from '../answer-recipients.ts'

/**
 * What is asked about before sending an answer (from another address than it came to, to everybody on a list, to people it did not bring along) is known of the
 * message it answers; a saved draft does not carry it. Where that message is gone there is nothing to ask.
 */
export async function recallOriginal(draftKey: string): Promise<void> {
  const draft = useDrafts().find(draftKey)
  if (draft?.kind !== 'reply' || !draft.messageId) return
  try {
    const [original, list] = await Promise.all([
      call(readMessage, { params: { messageId: draft.messageId } }),
      mailboxCache().cache.getQueryData<IdentityList>(keys.identities()) ?? call(listIdentities, {}),
    ])
    const mailbox = mailboxRead(draft.messageId)?.shared?.address ?? undefined
    const own = list.items.map(({ address }) => address).filter((address) => !writesForOf(list, address))
    const ownAddresses = [...own, ...(mailbox === undefined ? [] : [mailbox])]
    const cameTo = writesForOf(list, mailbox)?.address ?? answeringAddress(original, ownAddresses)
    const [author] = answerRecipients({ ...original, replyTo: [] }, false, ownAddresses).to
    const { to, cc } = answerRecipients(original, true, ownAddresses)
    draft.brought = [...to, ...cc].map(({ address }) => address)
    if (cameTo !== undefined) draft.cameTo = cameTo
    if (original.facts.list && author) draft.listAuthor = author
  } catch {
    // Gone, or the server does not answer now: the other questions are asked all the same.
  }
}
