import { type SendingCheck } from '#client/mail/sending-checks.ts'
import { type RichNode } from '#contract/rich-text.ts'

/** Something the person may have overlooked. */
export interface Finding {
  kind: SendingCheck
  /** Tells findings of one kind apart while they are shown. */
  key: string
  /** What it is about, in the words of the message: "Agenda", "click here". */
  what: string
  /** Of how many, where that is what it is about. */
  count: number
  /** Where in the document it is: the index of each block on the way. */
  path: readonly number[]
}

/** A block with its place. */
export interface Placed {
  node: RichNode
  path: readonly number[]
}
