import { type MessageId } from '#contract/ids.ts'
import { type LabelChange, type MessageSummary } from '#contract/messages.ts'
import { changeRows } from '../folder-rows.ts'
import { mailboxCache } from '../mailbox-cache.ts'

/** The labels after a change; keywords differ in more than case. */
export function withLabels(labels: readonly string[], { add, remove }: LabelChange): string[] {
  const without = (some: readonly string[], others: readonly string[]) => {
    const left = new Set(others.map((other) => other.toLowerCase()))
    return some.filter((label) => !left.has(label.toLowerCase()))
  }
  return [...without(labels, remove), ...without(add, [...labels, ...remove])]
}

/** Only on the screen. Returns the labels each message had. */
export function applyLabels(ids: readonly MessageId[], change: LabelChange): Map<MessageId, readonly string[]> {
  const before = new Map<MessageId, readonly string[]>()
  const wanted = new Set(ids)
  replaceLabels((message) => {
    if (!wanted.has(message.id)) return undefined
    if (!before.has(message.id)) before.set(message.id, message.labels)
    return withLabels(message.labels, change)
  }, ids)
  return before
}

/** Gives messages new labels wherever they are cached. */
export function replaceLabels(
  labelsFor: (message: MessageSummary) => string[] | undefined,
  ids: readonly MessageId[],
): void {
  const { allRows, setRows, changeMessage } = mailboxCache()
  const changed = <T extends MessageSummary>(message: T): T => {
    const labels = labelsFor(message)
    return labels && labels.join(' ') !== message.labels.join(' ') ? { ...message, labels } : message
  }
  for (const rows of allRows()) setRows(changeRows(rows, changed))
  for (const id of ids) changeMessage(id, changed)
}
