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
}

afterEach(() => {
  cleanup()
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
})
