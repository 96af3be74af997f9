import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { deleteForever as endpoint } from '#contract/messages.ts'
import { batches, type Unchanged } from './change-flags.ts'
import { putBack, takeOut } from './move-messages.ts'
import { whileWriting } from './writes.ts'

/**
 * Deletes for good; whoever calls has asked the person first. What the server refuses comes back.
 * @throws {ApiProblem} after putting back what was not confirmed
 */
export function deleteForEver(
  ids: readonly MessageId[],
  landed: Promise<void> = Promise.resolve(),
): Promise<Unchanged> {
  return whileWriting(async () => {
    await landed
    const taken = takeOut(ids)
    const outcomes = new Map<MessageId, string>()
    try {
      for (const batch of batches(ids)) {
        const { items } = await call(endpoint, { body: { ids: batch } })
        for (const item of items) outcomes.set(item.id, item.outcome)
      }
    } catch (error) {
      putBack(taken, (id) => outcomes.get(id) !== 'done')
      throw error
    }
    const having = (outcome: string) => ids.filter((id) => outcomes.get(id) === outcome)
    const refused = having('refused')
    putBack(taken, (id) => refused.includes(id))
    return { gone: having('gone'), refused }
  })
}
