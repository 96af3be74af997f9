import { t } from '#client/i18n/i18n.ts'
import { plainLine } from '#client/mail/sender-name.ts'
import { type RefusedRecipient } from '#contract/problem.ts'

/**
 * Why somebody did not get a message. Where the mail server said nothing although the address has letters beyond ASCII before the
 * @, it cannot carry such ones (SMTPUTF8, RFC 6531), and was not asked.
 */
export function refusedWords({ address, reason }: RefusedRecipient): string {
  const words = { address: plainLine(address), reason: plainLine(reason) }
  if (words.reason !== '') return t('outbox.refused.said', words)
  const isBeyond = /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')))
  return t(isBeyond ? 'outbox.refused.letters' : 'outbox.refused.silent', words)
}
