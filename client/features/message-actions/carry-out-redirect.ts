import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { formatList } from '#client/i18n/formats.ts'
import { type MessageId } from '#contract/ids.ts'
import { redirectMessage } from '#contract/redirecting.ts'
import { type Recipient } from '#contract/sending.ts'

/** A large message over a slow line takes its time. */
const patienceMs = 120_000

interface Redirection {
  idempotencyKey: string
  from: string
  to: readonly Recipient[]
}

/** Sends a message on as it is, and answers what to say of it, given the people's names. Throws where it was not sent. */
export async function carryOutRedirect(messageId: MessageId, { to, ...redirection }: Redirection) {
  const body = { ...redirection, to: [...to] }
  const result = await call(redirectMessage, { params: { messageId }, body }, { timeoutMs: patienceMs })
  const isUnknown = result.outcome === 'outcome-unknown'
  return {
    failed: isUnknown || result.refused.length > 0,
    text(people: string): string {
      if (isUnknown) return t('redirect.unknown')
      const addresses = formatList(result.refused.slice(0, 5).map(({ address }) => address))
      return result.refused.length > 0 ? t('redirect.inPart', { addresses }) : t('redirect.done', { people })
    },
  }
}
