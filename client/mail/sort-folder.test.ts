import { afterEach, describe, expect, it, vi } from 'vitest'
import { useListOrder } from './list-order.ts'
import { sortFolder } from './sort-folder.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('sorting a folder', () => {
  it('goes back to the order before when the server cannot', async () => {
    const { server } = startMailbox('abc')
    server.failNext('/api/folders/inbox', 'mail-server-unavailable')
    await expect(sortFolder(inbox, 'oldest')).rejects.toThrow()
    expect(useListOrder().orderOf(inbox)).toBe('newest')
  })

  it('keeps the order chosen last when one chosen before it fails', async () => {
    const { server, order } = startMailbox('abc')
    server.failNext('/api/folders/inbox', 'mail-server-unavailable')
    const release = server.hold()
    const first = sortFolder(inbox, 'subject')
    const last = sortFolder(inbox, 'oldest')
    release()
    await Promise.allSettled([first, last])
    expect(useListOrder().orderOf(inbox)).toBe('oldest')
    expect(order()).toBe('cba')
  })
})
