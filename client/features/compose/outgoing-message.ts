import { type Draft } from '#client/mail/draft.ts'
import { type OutgoingMessage, type Recipient } from '#contract/sending.ts'

/** The draft in the form the server takes. An address in two fields goes out once, in the first of them. */
export function outgoingMessage(draft: Draft, mainAddress: string): OutgoingMessage {
  const taken = new Set<string>()
  const once = (recipients: readonly Recipient[]) =>
    recipients
      .filter(({ address }) => !taken.has(address.toLowerCase()) && taken.add(address.toLowerCase()))
      .map(({ name, address }) => ({ name: oneLine(name).slice(0, 200), address }))
  return {
    idempotencyKey: draft.idempotencyKey,
    from: draft.from || mainAddress,
    to: once(draft.to),
    cc: once(draft.cc),
    bcc: once(draft.bcc),
    subject: oneLine(draft.subject).trim(),
    text: draft.text,
    answering:
      draft.messageId === null
        ? null
        : {
            kind: draft.kind === 'forward' ? 'forward' : 'reply',
            messageId: draft.messageId,
          },
    ...(draft.thread ? { thread: draft.thread } : {}),
    files: draft.files.map(({ uploadId, part }) => ({ uploadId, part })),
    draft: { ...draft.place },
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\0]+/g, ' ')
}
