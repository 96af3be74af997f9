import { afterEach, describe, expect, it, vi } from 'vitest'
import { type ListOrder } from '#contract/list-orders.ts'
import { useListOrder } from './list-order.ts'
import { readRows } from './load-rows.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const keptOnServer = (order: ListOrder) => mailboxCache().changeFolder(inbox, (folder) => ({ ...folder, order }))

describe('the order of a list', () => {
  it('is the one that was kept for its folder, and its rows are read in it', async () => {
    const { server, order } = startMailbox('abc')
    keptOnServer('oldest')
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    expect(order()).toBe('cba')
    expect(server.calls.map(({ call }) => call)).toEqual(['GET /api/folders/inbox/messages'])
  })

  it('does not turn round under the reader when another browser keeps another', () => {
    startMailbox('abc')
    expect(useListOrder().orderOf(inbox)).toBe('newest')
    keptOnServer('oldest')
    expect(useListOrder().orderOf(inbox)).toBe('newest')
  })
})
