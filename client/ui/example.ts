import type { VNodeChild } from 'vue'

/** One state of a widget, for the gallery, for the axe test beside it and for the accessibility suite. */
export interface Example {
  /** What is special about it: "busy", "with a fault". Unique within the widget. */
  readonly name: string
  readonly render: () => VNodeChild
  /** The gallery gives it this much room in rem instead of its natural size. */
  readonly box?: { readonly inlineSize?: number; readonly blockSize?: number }
  /** The state covers the page, so the gallery shows it only when it is asked for by name. */
  readonly coversPage?: boolean
}

/** Keeps a widget's examples typed and its file to one statement. */
export function defineExamples(examples: readonly Example[]): readonly Example[] {
  return examples
}
