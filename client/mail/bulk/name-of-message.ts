import { call } from '#client/api/call.ts'
import { t } from '#client/i18n/i18n.ts'
import { readMessage } from '#contract/messages.ts'
import { mailboxCache } from '../mailbox-cache.ts'
import { peopleOf, subjectOf } from '../sender-name.ts'
import { type Failure } from './failures.ts'

/** By whom and about what a message is: as it is known here, else as the server tells it. */
export async function nameOfMessage({ id, outcome }: Failure): Promise<string> {
  const known = mailboxCache().findMessage(id)
  if (!known && outcome === 'gone') return t('bulk.unknownMessage')
  const message = known ?? (await call(readMessage, { params: { messageId: id } }).catch(() => undefined))
  return message ? `${peopleOf(message, null)}, ${subjectOf(message)}` : t('bulk.unknownMessage')
}
