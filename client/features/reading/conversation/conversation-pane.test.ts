import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { readOutboxAgain } from '#client/mail/outbox/outbox-list.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import ConversationPane from './ConversationPane.vue'

const item = {
  ...{ id: 'one', to: [], cc: [], bcc: [], subject: 'Ramp', dueAtMs: 0, isScheduled: false, isRedirect: false },
  ...{ nextTryAtMs: null, problem: null, refused: [], sentCopyId: null },
}

beforeEach(() => startMailbox('ab'))
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('shows an answer once it is sent, also where the mail server tells nothing of the folder of what was sent', async () => {
  const rows = ['a', 'b'].map((id) => messageRow({ id: id as MessageId, subject: 'Ramp' }))
  const own = messageRow({ id: 'c' as MessageId, folderId: 'sent' as FolderId, subject: 'Re: Ramp' })
  knowMessages(...[...rows, own].map((row) => wholeMessage({ ...row })))
  let [isSent, isThere] = [false, false]
  answerAlso('/api/outbox', () => [200, { items: [{ ...item, state: isSent ? 'sent' : 'waiting' }] }])
  answerAlso('/api/messages/b/conversation', () => [200, { items: isThere ? [...rows, own] : rows }])
  await renderPart(ConversationPane, { props: { messageId: 'b' } })
  await eventually(() => expect(screen.getAllByRole('article')).toHaveLength(2))

  isThere = true
  isSent = true
  await readOutboxAgain()
  await eventually(() => expect(screen.getAllByRole('article')).toHaveLength(3))
  expect(
    mailboxCache()
      .folders()
      .some(({ role }) => role === 'sent'),
  ).toBe(false)
})
