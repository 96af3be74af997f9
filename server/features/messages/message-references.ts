import type { MessageId } from '#contract/ids.ts'
import type { MessageReference, Outcome } from '#server/mail/mail-account.ts'
import { messageReferenceOf } from '#server/mail/reference-ids.ts'
import { Problem } from '#server/problem.ts'

/** Throws `message-gone` for an id that was never one of ours, as for one that no longer stands for a message. */
export function referenceOf(id: string): MessageReference {
  const reference = messageReferenceOf(id)
  if (!reference) throw new Problem('message-gone')
  return reference
}

/** Runs a change over the messages these ids stand for and answers per id; ids without a message are `gone`. */
export async function changeEach<T extends { outcome: Outcome }>(
  ids: readonly MessageId[],
  change: (references: MessageReference[]) => Promise<T[]>,
): Promise<(({ id: MessageId } & T) | { id: MessageId; outcome: 'gone' })[]> {
  const known = new Map<MessageId, MessageReference>()
  for (const id of ids) {
    const reference = messageReferenceOf(id)
    if (reference) known.set(id, reference)
  }
  const results = known.size > 0 ? await change([...known.values()]) : []
  const byId = new Map([...known.keys()].map((id, index) => [id, results[index]]))
  return ids.map((id) => {
    const result = byId.get(id)
    return result ? { id, ...result } : { id, outcome: 'gone' }
  })
}
