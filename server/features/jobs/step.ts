import type { Flag, LabelChange } from '#contract/messages.ts'
import type { FolderPath, MessageReference, MessageSet } from '#server/mail/mail-account.ts'

/** What is done to each message, in the words of the mail account. */
export type Change =
  | { kind: 'flags'; add: Flag[]; remove: Flag[]; labels?: LabelChange | undefined }
  | { kind: 'move'; to: FolderPath; byYearIn?: string | undefined; marks?: Marked | undefined }
  | { kind: 'delete-forever' }
  /** `to`: where the messages as they were go. */
  | { kind: 'detach-files'; to: FolderPath; note: string }
  /** A message as it was comes back, and what stands in its place goes. */
  | { kind: 'put-back'; to: FolderPath; instead: MessageReference | null }

/** What messages get when they are moved. */
export interface Marked {
  add: Flag[]
  labels: string[]
}

/** Messages of one folder and what is to be done to them. */
export interface Step extends MessageSet {
  change: Change
}

export function referencesOf({ folder, validity, uids }: MessageSet): MessageReference[] {
  return uids.map((uid) => ({ folder, validity, uid }))
}

/** Gathers messages by folder and change, in the order they come. */
export class Steps {
  readonly #steps = new Map<string, Step>()

  add({ folder, validity, uid }: MessageReference, change: Change): void {
    const key = JSON.stringify([folder, validity, change])
    const known = this.#steps.get(key)
    if (known) known.uids.push(uid)
    else this.#steps.set(key, { folder, validity, uids: [uid], change })
  }

  /** Moves come last: until then messages are where the other steps say. */
  all(): Step[] {
    const all = [...this.#steps.values()]
    return [
      ...all.filter(({ change }) => change.kind !== 'move'),
      ...all.filter(({ change }) => change.kind === 'move'),
    ]
  }
}
