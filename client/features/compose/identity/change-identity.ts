import { announce } from '#client/accessibility/announcer.ts'
import { t } from '#client/i18n/i18n.ts'
import { type Draft, isUntouched } from '#client/mail/draft.ts'
import { identityOf, writesForOf } from '#client/mail/identities.ts'
import { type IdentityList } from '#contract/identities.ts'
import { putSignature, replaceSignature, signatureOf } from './signature.ts'

/** Gives a draft that was just begun its sender and signature, once; one that is gone on with has them. */
export function begin(draft: Draft, list: IdentityList | undefined): void {
  if (!list || draft.signature !== undefined || draft.savedAtMs !== null) return
  draft.from ||= writesForOf(list, draft.mailbox)?.address ?? list.defaultAddress
  const signature = signatureOf(identityOf(list, draft.from))
  draft.signature = ''
  if (signature) put(draft, putSignature(draft, signature))
}

/**
 * Writes it from another address. The signature follows as long as the person has not changed it; what became of it is said.
 */
export function changeIdentity(draft: Draft, address: string, list: IdentityList | undefined): void {
  const before = draft.signature ?? signatureOf(identityOf(list, draft.from))?.text ?? ''
  const next = signatureOf(identityOf(list, address))
  draft.from = address
  draft.changedAtMs = Date.now()
  if (before === '' && !next) return
  const changes = before === '' && next ? putSignature(draft, next) : replaceSignature(draft, before, next)
  if (changes) put(draft, changes)
  announce(t(!changes ? 'identities.signatureStays' : next ? 'identities.signatureNow' : 'identities.signatureGone'))
}

/** What was put in is nothing of the person's own. */
function put(draft: Draft, changes: Partial<Draft>): void {
  const wasUntouched = isUntouched(draft)
  Object.assign(draft, changes)
  if (wasUntouched) draft.prefilledText = draft.text
}
