import { call } from '#client/api/call.ts'
import { type MessageId } from '#contract/ids.ts'
import { changeFlags as endpoint, type LabelChange } from '#contract/messages.ts'
import { batches, type Unchanged } from '../change-flags.ts'
import { whileWriting } from '../writes.ts'
import { applyLabels, replaceLabels, withLabels } from './apply-labels.ts'

/**
 * Changes labels at once on the screen and then on the server. What the server refuses, or all of it when the call fails,
 * goes back to how it was, and nothing of what was changed in between.
 * @throws {ApiProblem} after rolling back
 */
export function changeLabels(ids: readonly MessageId[], change: LabelChange): Promise<Unchanged> {
  return whileWriting(async () => {
    const before = applyLabels(ids, change)
    const gone: MessageId[] = []
    const refused: MessageId[] = []
    const labels = { add: [...change.add], remove: [...change.remove] }
    try {
      for (const batch of batches(ids)) {
        const answer = await call(endpoint, { body: { ids: batch, add: [], remove: [], labels } })
        for (const { id, outcome } of answer.items) {
          if (outcome === 'gone') gone.push(id)
          if (outcome === 'refused') refused.push(id)
        }
      }
    } catch (error) {
      rollBack(before, change)
      throw error
    }
    rollBack(new Map([...before].filter(([id]) => refused.includes(id))), change)
    return { gone, refused }
  })
}

/** Takes back what the change did, and nothing that was done since. */
function rollBack(before: ReadonlyMap<MessageId, readonly string[]>, { add, remove }: LabelChange): void {
  const lower = (some: readonly string[]) => some.map((label) => label.toLowerCase())
  const back = (message: { id: MessageId; labels: readonly string[] }) => {
    const had = before.get(message.id)
    if (!had) return undefined
    const [removed, present] = [lower(remove), lower(had)]
    return withLabels(message.labels, {
      add: had.filter((label) => removed.includes(label.toLowerCase())),
      remove: add.filter((label) => !present.includes(label.toLowerCase())),
    })
  }
  replaceLabels(back, [...before.keys()])
}
