import { shallowRef } from 'vue'
import type { RowItem, RowSource } from './row-source.ts'

/** A range that is longer takes in what is loaded of it; whoever wants more wants everything. */
const longestFilled = 5_000
const askedAtOnce = 200

/** A selected range whose rows are not all loaded: asks for them, some at a time, until they have all come. */
export function createWaitingRange<Item extends RowItem>(
  source: RowSource<Item>,
  need: (from: number, to: number) => void,
) {
  const range = shallowRef<{ from: number; to: number } | null>(null)

  /** The first row that is not loaded, or -1. */
  const firstMissing = (): number => {
    if (!range.value) return -1
    const { from, to } = range.value
    for (let index = from; index <= to; index += 1) if (!source.itemAt(index)) return index
    return -1
  }

  /** Nothing waits for a range that is complete, or too long. */
  function begin(from: number, to: number): void {
    range.value = to - from < longestFilled ? { from, to } : null
    if (firstMissing() === -1) range.value = null
    else askOn()
  }

  function askOn(): void {
    const first = firstMissing()
    if (range.value && first >= 0) need(first, Math.min(first + askedAtOnce - 1, range.value.to))
  }

  function end(): void {
    range.value = null
  }

  return { range, firstMissing, begin, askOn, end }
}
