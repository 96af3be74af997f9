import { type Router } from 'vue-router'
import { startDraft } from '#client/mail/drafts.ts'
import type { Counts, Fault } from '#client/mail/received/reading/readable-words.ts'
import { subjectOf } from '#client/mail/sender-name.ts'
import { type Message } from '#contract/messages.ts'
import { requestText } from './request-text.ts'

/** Opens an answer that asks the sender for a version everybody can read. Nothing is sent before the person sends it. */
export function askForReadable(router: Router, message: Message, faults: Counts<Fault>): void {
  const opening = requestText(subjectOf(message), faults)
  const draftKey = startDraft({ kind: 'reply', messageId: message.id, opening })
  void router.push({ name: 'compose', params: { draftKey } })
}
