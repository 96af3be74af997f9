import { cleanup } from '@testing-library/vue'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type FolderId } from '#contract/ids.ts'
import { readCounts } from './load-start.ts'
import { mailboxCache } from './mailbox-cache.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'
import { renderPart } from './testing/render-part.ts'
import { useFolders } from './use-mailbox.ts'

const projects = 'Projects' as FolderId
const totalOf = (id: FolderId) =>
  mailboxCache()
    .folders()
    .find((folder) => folder.id === id)?.total

/** Something on the screen shows the folders; what they say at the server has become another since. */
async function show(total: number | null) {
  const { server } = startMailbox('ab')
  mailboxCache().changeFolder(projects, (folder) => ({ ...folder, total }))
  await renderPart({ setup: () => (useFolders(), () => null) })
  server.messages.set(inbox, [])
  return server
}

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('counts that the first answer left out', () => {
  it('are asked for', async () => {
    await show(null)
    await readCounts()
    expect(totalOf(projects)).toBe(0)
  })

  it('are not asked for where there are none of those', async () => {
    await show(7)
    await readCounts()
    expect([totalOf(projects), totalOf(inbox)]).toEqual([7, 2])
  })

  it('are asked for again by themselves while the mail server is gone, later each time, until they are there', async () => {
    const server = await show(null)
    const asked = () => server.calls.filter(({ call }) => call === 'GET /api/folders').length
    vi.useFakeTimers()
    server.failNext('/api/folders', 'mail-server-unavailable', 3)
    await readCounts()
    expect([asked(), totalOf(projects)]).toEqual([1, null])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(9_000)
    expect(asked()).toBe(2)
    await vi.advanceTimersByTimeAsync(1_000)
    expect([asked(), totalOf(projects)]).toEqual([3, null])
    await vi.advanceTimersByTimeAsync(20_000)
    expect([asked(), totalOf(projects)]).toEqual([4, 0])
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(asked()).toBe(4)
  })

  it('are given up after some minutes, so that an idle session ends all the same', async () => {
    const server = await show(null)
    vi.useFakeTimers()
    server.failNext('/api/folders', 'mail-server-unavailable', 1_000)
    await readCounts()
    await vi.advanceTimersByTimeAsync(12 * 60_000)
    const asked = server.calls.length
    expect(asked).toBeGreaterThan(3)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(server.calls.length).toBe(asked)
  })

  it('are asked for no longer once another reading has brought them', async () => {
    const server = await show(null)
    vi.useFakeTimers()
    server.failNext('/api/folders', 'mail-server-unavailable')
    await readCounts()
    mailboxCache().changeFolder(projects, (folder) => ({ ...folder, total: 3 }))
    const asked = server.calls.length
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(server.calls.length).toBe(asked)
  })
})
