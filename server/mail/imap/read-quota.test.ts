import type { ImapFlow } from 'imapflow'
import { expect, it, vi } from 'vitest'
import { readQuota } from './folders.ts'

type Answer = Awaited<ReturnType<ImapFlow['getQuota']>>

const server = (capabilities: string[], answer: Answer = false) => {
  const getQuota = vi.fn(() => Promise.resolve(answer))
  return { client: { capabilities: new Map(capabilities.map((name) => [name, true])), getQuota } as never, getQuota }
}

it('is not asked of a server that knows no quota', async () => {
  const { client, getQuota } = server(['IMAP4rev1'])
  expect(await readQuota(client)).toBeNull()
  expect(getQuota).not.toHaveBeenCalled()
})

it.each<[string, Answer]>([
  ['has no quota root', false],
  ['counts something else', { path: 'INBOX', messages: { limit: 100, usage: 3 } }],
  ['names no limit', { path: 'INBOX', storage: { usage: 4_096 } }],
])('is none where the inbox %s', async (_what, answer) => {
  expect(await readQuota(server(['QUOTA'], answer).client)).toBeNull()
})

it.each<[string, Answer, object | null]>([
  [
    'is told where the server shows it',
    { path: 'x', storage: { usage: 9, limit: 10 } },
    { usedBytes: 9, limitBytes: 10 },
  ],
  ['is none where it does not', false, null],
])('of the mailbox of another %s', async (_what, answer, expected) => {
  const { client, getQuota } = server(['QUOTA'], answer)
  expect(await readQuota(client, 'Other Users/ben')).toEqual(expected)
  expect(getQuota).toHaveBeenCalledExactlyOnceWith('Other Users/ben')
})

it('is how much is used of how much', async () => {
  const answer = { path: 'INBOX', storage: { usage: 4_096, limit: 10_240 } } as unknown as Answer
  expect(await readQuota(server(['QUOTA'], answer).client)).toEqual({ usedBytes: 4_096, limitBytes: 10_240 })
})
