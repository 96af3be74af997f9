import { t } from '#client/i18n/i18n.ts'
import { type DraftPlace } from '#contract/draft-place.ts'
import { type MessageId } from '#contract/ids.ts'
import { type RichDocument } from '#contract/rich-text.ts'
import { type WrittenLink } from '#contract/rich-text-words.ts'
import { type SendingOptions } from '#contract/sending-options.ts'
import { type Recipient, type Thread } from '#contract/sending.ts'
import { plainLine } from './sender-name.ts'

export type DraftKind = 'new' | 'reply' | 'reply-all' | 'forward'

/** A file that goes along. */
export interface DraftFile {
  /** Its own among the files of the draft. */
  readonly key: string
  name: string
  sizeBytes: number
  /** Where it lies at our server; it is forgotten there after a day. */
  uploadId: string | null
  /** Where it lies in the mailbox: in the original that is forwarded, or in the saved draft; no part: it is the whole message. */
  part: { messageId: MessageId; partId: string | null } | null
  /** The message it is, where it is one of the mailbox; it is marked as forwarded once this has been sent. */
  forwards?: MessageId
  /** A picture that stands in the formatted text, under this name. */
  cid?: string
  state: 'arriving' | 'here' | 'failed'
}

/** A message being written. It lives here and in the tab's storage until the mail server has accepted it. */
export interface Draft {
  readonly key: string
  /** Sent along, so that one composition is never delivered twice; made anew only by a deliberate second sending. */
  idempotencyKey: string
  readonly kind: DraftKind
  /** The message it answers or forwards. */
  readonly messageId: MessageId | null
  /** Main address of the person writing: another person signing in to this tab sees nothing of it. */
  readonly owner: string
  /** Empty until one is chosen. */
  from: string
  /** The address of somebody else's mailbox it was begun in. */
  readonly mailbox?: string
  /** The own address the answered message came to. */
  cameTo?: string
  /** An answer to the mailing list alone. */
  readonly toList?: boolean
  /** Who wrote the message to a mailing list that this answers to everybody. */
  listAuthor?: Recipient
  /** Addresses that the answered message brought along, outside the organisation too. */
  brought?: readonly string[]
  /** The words of the signature that was put in; empty where there is none, not there until that is decided. */
  signature?: string
  to: Recipient[]
  cc: Recipient[]
  bcc: Recipient[]
  subject: string
  text: string
  /** Words of an answer to put above the quote when that is filled in. */
  readonly opening?: string
  /** A template is to be chosen as soon as it is filled in; gone then. */
  asksTemplate?: boolean
  /** The formatted text, of which `text` has the same words; null for plain text. Changed as a whole only. */
  document: RichDocument | null
  /** The links of the text when it was formatted before, so that they are there when it is formatted again. */
  links?: readonly WrittenLink[]
  /** The person chose formatting although somebody who gets it prefers plain text. */
  formatsAnyway?: boolean
  files: DraftFile[]
  /** What it asks for on its way; nothing where it is not there. */
  options?: SendingOptions
  /** What it answers, for when the original is gone by the time it is sent. */
  thread?: Thread
  /** The saved draft had formatting that is not kept here. */
  losesFormat?: boolean
  /** Which draft of the mailbox it is, and from which saved one it goes on. */
  place: DraftPlace
  savedAtMs: number | null
  /** `changedAtMs` of what was saved. */
  savedChange: number
  /** What was put in at the start: text equal to it is nothing of the person's own. Null until it has been put in. */
  prefilledText: string | null
  /** `sending`: given to the server, no answer yet. `unknown`: the connection broke at a moment when it may have been sent. */
  state: 'writing' | 'sending' | 'unknown'
  changedAtMs: number
}

/** No words in it but those that were put in at the start. */
export const isUntouched = ({ text, prefilledText }: Draft): boolean => text.trim() === (prefilledText ?? '').trim()

/** True when there is something in it that the person would miss. */
export function isWorthKeeping(draft: Draft): boolean {
  const hasText = draft.text.trim() !== '' && !isUntouched(draft)
  const isFilled = draft.kind === 'new' && (draft.subject.trim() !== '' || draft.to.length + draft.files.length > 0)
  return hasText || isFilled || draft.state !== 'writing'
}

/** True when something in it has not been saved in the folder for drafts. */
export function isUnsaved(draft: Draft): boolean {
  const isThere = draft.place.previousId !== null
  return draft.changedAtMs !== draft.savedChange && (isThere || isWorthKeeping(draft))
}

/** The words for going on with it: "Continue writing: Budget 2027". */
export function continueWriting({ subject }: Pick<Draft, 'subject'>): string {
  return t('mail.continueWriting', { subject: plainLine(subject) || t('mail.noSubject') })
}
