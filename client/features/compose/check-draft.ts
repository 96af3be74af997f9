import { t } from '#client/i18n/i18n.ts'
import { formatList } from '#client/i18n/formats.ts'
import { type Draft } from '#client/mail/draft.ts'
import { type Recipient } from '#contract/sending.ts'
import { faultOf } from '#client/mail/recipients/address-list.ts'

export type DraftField = 'to' | 'cc' | 'bcc' | 'subject' | 'files' | 'text'

export interface DraftProblem {
  field: DraftField
  text: string
}

/** Limits of the contract (`outgoingMessage`). */
const limits = { recipients: 500, subject: 900, text: 1_000_000, document: 2_500_000 }

/** What keeps a draft from being sent, in the order of the fields, each with how to mend it. Empty when it can be sent. */
export function checkDraft(draft: Draft, ownDomains: readonly string[]): DraftProblem[] {
  const problems: DraftProblem[] = []
  for (const field of ['to', 'cc', 'bcc'] as const) {
    const bad = badAddresses(draft[field], ownDomains)
    const addresses = formatList(bad.slice(0, 5))
    if (bad.length > 0) problems.push({ field, text: t('compose.badAddresses', { count: bad.length, addresses }) })
    if (draft[field].length > limits.recipients) {
      problems.push({ field, text: t('compose.tooManyRecipients', { count: limits.recipients }) })
    }
  }
  if (draft.to.length + draft.cc.length + draft.bcc.length === 0) {
    problems.unshift({ field: 'to', text: t('compose.noRecipient') })
  }
  if (draft.subject.length > limits.subject) {
    problems.push({ field: 'subject', text: t('compose.longSubject', { count: limits.subject }) })
  }
  const sizeOfDocument = draft.document ? JSON.stringify(draft.document).length : 0
  if (draft.text.length > limits.text || sizeOfDocument > limits.document)
    problems.push({ field: 'text', text: t('compose.longText') })
  return problems
}

function badAddresses(recipients: readonly Recipient[], ownDomains: readonly string[]): string[] {
  return recipients.map(({ address }) => address).filter((address) => faultOf(address, ownDomains) !== null)
}
