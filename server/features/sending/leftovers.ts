import type { DraftPlace } from '#contract/draft-place.ts'
import type { OutgoingMessage } from '#contract/sending.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'

/** What a message leaves behind where it was written. */
export interface Leftovers {
  uploadIds: string[]
  savedDraft: DraftPlace | null
}

/** Takes that away once the message has been sent. Never fails: what stays is found again by the person or by the sweep. */
export type TidyUp = (user: string, mail: MailAccount, leftovers: Leftovers) => Promise<void>

export function leftoversOf({ files = [], draft }: Pick<OutgoingMessage, 'files' | 'draft'>): Leftovers {
  return { uploadIds: files.flatMap(({ uploadId }) => uploadId ?? []), savedDraft: draft ?? null }
}
