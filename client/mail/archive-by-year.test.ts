import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { useBulkJobs } from './bulk/bulk-jobs.ts'
import { keys, mailboxCache } from './mailbox-cache.ts'
import { useOutcome } from './outcome.ts'
import { moveByCommand } from './perform-command.ts'
import { type Target } from './selection.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from './testing/fake-folder.ts'
import { type FakeServer } from './testing/fake-server.ts'
import { inbox, startMailbox } from './testing/mailbox.ts'
import { renderPart } from './testing/render-part.ts'
import { useFolders } from './use-mailbox.ts'
import { isYearFolder } from './year-folder.ts'

let server: FakeServer
let order: (folderId?: string) => string
const ids = (text: string) => Array.from(text) as MessageId[]
const said = () => recentAnnouncements.value[0]?.text
const archive = (target: Target) => moveByCommand('archive', target, 'archive' as FolderId)
const bodyOf = (path: string) => server.calls.find(({ call }) => call === `POST ${path}`)?.body
const held = () => Object.fromEntries([...server.messages].map(([folder, rows]) => [folder, rows.length]))

beforeEach(() => {
  localStorage.clear()
  forgetAnnouncements()
  ;({ server, order } = startMailbox('abcd'))
  const rows = server.messages.get('inbox') ?? []
  for (const [at, row] of rows.entries()) row.receivedAtMs = new Date(2024 + (at % 2), 5, 1).getTime()
  usePreferences().archiving = 'by-year'
})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('archiving by year', () => {
  it('asks for the folders of the years by the person’s own time zone, and undoes the whole', async () => {
    await archive(ids('abc'))
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(bodyOf('/api/messages/move')).toEqual({ ids: ids('abc'), toFolderId: 'archive', byYearIn: zone })
    expect(order()).toBe('d')
    expect(held()).toEqual({ inbox: 1, 'archive/2024': 2, 'archive/2025': 1 })
    expect(said()).toBe('3 messages archived. Undo with Ctrl+Z')
    await useOutcome().undoLatest()
    expect(held()).toEqual({ inbox: 4, 'archive/2024': 0, 'archive/2025': 0 })
    expect(said()).toBe('Undone: 3 messages are back in Inbox')
  })

  it('takes the rows out before the server has answered', async () => {
    const release = server.hold()
    const archiving = archive(ids('b'))
    await eventually(() => expect(order()).toBe('acd'))
    release()
    await archiving
  })

  it('reads the folders again, so that new ones are shown', async () => {
    await renderPart({ setup: () => useFolders(), render: () => null })
    await archive(ids('a'))
    await eventually(() => expect(server.calls.map(({ call }) => call)).toContain('GET /api/folders'))
  })

  it('is one job for everything in a folder, and one undo', async () => {
    const over = archive({ folderId: inbox, kind: {}, except: new Set(ids('d')) })
    await eventually(() => expect(useBulkJobs().running).toHaveLength(1))
    expect(bodyOf('/api/jobs')).toMatchObject({ action: { kind: 'move', byYearIn: expect.any(String) as string } })
    useBulkJobs().hear(server.jobs.work())
    await over
    expect(said()).toBe('3 messages archived. Undo with Ctrl+Z')
    expect(held()).toMatchObject({ inbox: 1, 'archive/2024': 2, 'archive/2025': 1 })
  })

  it('is the person’s choice: otherwise all goes into one folder', async () => {
    usePreferences().archiving = 'one-folder'
    await archive(ids('ab'))
    expect(bodyOf('/api/messages/move')).toEqual({ ids: ids('ab'), toFolderId: 'archive' })
  })

  it('is about archiving alone', async () => {
    await moveByCommand('delete', ids('a'), 'trash' as FolderId)
    expect(bodyOf('/api/messages/move')).toEqual({ ids: ids('a'), toFolderId: 'trash' })
  })

  it('puts everything back when it fails, and says so', async () => {
    server.failNext('/api/messages/move', 'mailbox-full')
    await archive(ids('ab'))
    expect(order()).toBe('abcd')
    expect(useOutcome().shown?.failed).toBe(true)
  })
})

describe('the folder of a year', () => {
  it('is one named by a year inside the archive', () => {
    const { cache } = mailboxCache()
    const year = fakeFolder('archive/2024', { name: '2024', parentId: 'archive' as FolderId })
    cache.setQueryData(keys.folders(), { items: [...server.folders, year], quota: null, sorts: [], groups: true })
    expect(isYearFolder(year)).toBe(true)
    expect(isYearFolder({ ...year, name: 'Budget' })).toBe(false)
    expect(isYearFolder({ ...year, parentId: null })).toBe(false)
    expect(isYearFolder(undefined)).toBe(false)
  })
})
