import { afterEach, describe, expect, it, vi } from 'vitest'
import { type MessageId } from '#contract/ids.ts'
import { changeFlags } from './change-flags.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'

const ids = (text: string) => Array.from(text) as MessageId[]
const read = { add: ['seen'], remove: [] } as const
const flagsOf = (id: string) => mailboxCache().findMessage(id as MessageId)?.flags
const unread = () => [
  mailboxCache().rowsOf(inbox)?.unread,
  mailboxCache()
    .folders()
    .find(({ id }) => id === inbox)?.unread,
]

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('changing flags', () => {
  it('shows at once, in the list and in the counts', async () => {
    const { server } = startMailbox('abc', 'ab')
    const release = server.hold()
    const changing = changeFlags(ids('a'), read)
    expect(flagsOf('a')).toEqual(['seen'])
    expect(unread()).toEqual([1, 1])
    release()
    await expect(changing).resolves.toEqual({ gone: [], refused: [] })
  })

  it('goes back when the call fails', async () => {
    const { server } = startMailbox('abc', 'ab')
    server.failNext('/api/messages/flags', 'unexpected')
    await expect(changeFlags(ids('ab'), read)).rejects.toMatchObject({ type: 'unexpected' })
    expect(flagsOf('a')).toEqual([])
    expect(unread()).toEqual([2, 2])
  })

  it('takes back no more than its own where something else has changed meanwhile', async () => {
    const { server } = startMailbox('abc', 'a')
    server.failNext('/api/messages/flags', 'unexpected')
    const release = server.hold()
    const changing = changeFlags(ids('a'), read)
    const other = changeFlags(ids('a'), { add: ['flagged'], remove: [] })
    release()
    await expect(changing).rejects.toBeDefined()
    await other
    expect(flagsOf('a')).toEqual(['flagged'])
    expect(server.messages.get('inbox')?.[0]?.flags).toEqual(['flagged'])
  })

  it('goes back for those the server refuses', async () => {
    const { server } = startMailbox('abc', 'ab')
    server.refuse.add('b')
    await expect(changeFlags(ids('ab'), read)).resolves.toEqual({ gone: [], refused: ['b'] })
    expect(flagsOf('a')).toEqual(['seen'])
    expect(flagsOf('b')).toEqual([])
  })
})
