import { type MessageSummary } from '#contract/messages.ts'

/** What every way of showing a list of messages is given: the same as `WindowedListbox`, so that one stands in for another. */
export interface ListProps {
  label: string
  total: number
  itemAt: (index: number) => MessageSummary | undefined
  labelOf: (item: MessageSummary) => string
  selectedIds: ReadonlySet<string>
  currentId: string | null
  rowHeight: number
  headingHeight?: number | undefined
  multiselectable?: boolean | undefined
  groupOf?: ((item: MessageSummary) => { id: string; label: string } | null) | undefined
  typeText?: ((item: MessageSummary) => string) | undefined
}

/** What it tells. */
export interface ListEmits {
  need: [fromIndex: number, toIndex: number]
  open: [item: MessageSummary]
  select: [ids: string[], detail: { all: boolean }]
}

/** What it does when asked; positions count from the start of the list. */
export interface ListHandle {
  focusRow(id: string): Promise<boolean>
  focusIndex(index: number): void
  focusFirst(): void
  focusKept(): void
  showIndex(index: number): void
  /** Rows on the screen, both ends included, and some beside them. */
  shownRows(): { from: number; to: number }
}
