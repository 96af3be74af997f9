import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { keepSearch, type SearchParts, showSearch } from '#client/mail/show-search.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { keepsMail, leaving, someReport, surveys } from '#client/mail/testing/fake-storage.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderList } from '#contract/folders.ts'
import StorageSettings from './StorageSettings.vue'

const quota = (usedBytes: number) => ({ usedBytes, limitBytes: 1_000_000_000 })
const said = () => recentAnnouncements.value.map(({ text }) => text)
const done = { type: 'done', report: someReport }
const press = (name: string) => screen.findByRole('button', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  showSearch.value = null
  keepSearch.value = null
  vi.unstubAllGlobals()
})

describe('how full the mailbox is', () => {
  it('is said in words, with a bar that says the same', async () => {
    keepsMail(leaving(400_000_000))
    await renderPart(StorageSettings)
    expect(await screen.findByText('600 MB of 1 GB used (60%)')).toBeTruthy()
    expect(screen.getByRole('meter').getAttribute('aria-valuetext')).toBe('600 MB of 1 GB used (60%)')
  })

  it('tells when it is full what does not work, and what does', async () => {
    keepsMail(leaving(100))
    const { baseElement } = await renderPart(StorageSettings)
    await screen.findByText('While it is full, these do not work:')
    expect(screen.getByText(/emptying the trash, which makes room/)).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('tells since when mail has gone back, and afterwards when that was', async () => {
    const kept = keepsMail(leaving(100))
    await renderPart(StorageSettings)
    expect(await screen.findByText(/Mail to you has gone back to those who sent it since .*March 4, 2026/)).toBeTruthy()
    cleanup()
    const full = { sinceMs: Date.UTC(2026, 2, 4, 12), untilMs: Date.UTC(2026, 2, 6, 12) }
    kept.state = { ...leaving(400_000_000), full }
    startMailbox('a')
    keepsMail(kept.state)
    await renderPart(StorageSettings)
    expect(await screen.findByText(/From .*March 4, 2026.* to .*March 6, 2026.* your mailbox was full/)).toBeTruthy()
  })

  it('is said to have no limit where the server sets none', async () => {
    keepsMail({ quota: null, warnAtPercent: [80], full: null })
    await renderPart(StorageSettings)
    expect(await screen.findByText('Your mail server sets no limit.')).toBeTruthy()
  })
})

describe('how full the mailboxes shared with one are', () => {
  const theirs = (id: string, owner: string) => fakeFolder(id, { owner, shared: { address: null, refuses: [] } })

  function share(): void {
    const { cache } = mailboxCache()
    const list = cache.getQueryData<FolderList>(keys.folders())!
    const shared = [theirs('desk', 'Permit Desk'), theirs('desk/old', 'Permit Desk'), theirs('ben', 'Ben Ode')]
    cache.setQueryData(keys.folders(), { ...list, items: [...list.items, ...shared, theirs('hidden', 'Cy Dee')] })
  }

  it('is told of each that the server shows, once for all its folders', async () => {
    keepsMail(leaving(400_000_000))
    share()
    const asked = [
      answerAlso('/api/folders/desk/mailbox', () => [200, { quota: quota(960_000_000), readMarks: null }]),
      answerAlso('/api/folders/ben/mailbox', () => [404, { type: 'folder-gone', status: 404 }]),
      answerAlso('/api/folders/hidden/mailbox', () => [200, { quota: null, readMarks: null }]),
      answerAlso('/api/folders/desk%2Fold/mailbox', () => [200, { quota: quota(1), readMarks: null }]),
    ]
    const { baseElement } = await renderPart(StorageSettings)
    const meter = await screen.findByRole('meter', { name: 'Storage of Permit Desk' })
    expect(meter.getAttribute('aria-valuetext')).toMatch(/^This mailbox is nearly full: 960 MB of 1 GB used\./)
    const section = screen.getByRole('region', { name: 'Mailboxes shared with you' })
    expect(within(section).getAllByRole('meter')).toHaveLength(1)
    expect(asked.map((bodies) => bodies.length)).toEqual([1, 1, 1, 0])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is not mentioned where there are none', async () => {
    keepsMail(leaving(400_000_000))
    await renderPart(StorageSettings)
    await screen.findByText('600 MB of 1 GB used (60%)')
    expect(screen.queryByText('Mailboxes shared with you')).toBeNull()
  })
})

describe('what takes room', () => {
  beforeEach(() => void keepsMail(leaving(400_000_000)))

  async function looked() {
    surveys([{ type: 'progress', looked: 0, total: 1_250 }, done])
    const drawn = await renderPart(StorageSettings)
    await drawn.user.click(await press('Look through my mailbox'))
    await screen.findByRole('table', { name: 'By folder' })
    return drawn
  }
  const rows = (name: string) => within(screen.getByRole('table', { name })).getAllByRole('row').slice(1)
  const text = (row: HTMLElement | undefined) => row?.textContent.replaceAll(/\s+/g, ' ').trim()

  it('is told in tables, largest first, and said in one sentence', async () => {
    const { baseElement } = await looked()
    expect(said()[0]).toBe('1,250 messages take 400 MB.')
    expect(text(rows('By folder')[0])).toMatch(/^Inbox ?250 ?300 MB ?75%$/)
    expect(text(rows('By kind of attached file')[0])).toMatch(/^Documents ?120 ?250 MB/)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('counts what is larger still among messages of a size or more', async () => {
    await looked()
    expect(rows('By size of message').map(text)).toEqual([
      expect.stringMatching(/5 MB or more ?10 ?90 MB/),
      expect.stringMatching(/1 MB or more ?110 ?290 MB/),
    ])
  })

  it('leads to the messages: a folder itself, the rest by a search', async () => {
    const { user, router } = await looked()
    const asked: SearchParts[] = []
    showSearch.value = (parts) => void asked.push(parts)
    for (const name of ['2019', 'Nora Fields', '5 MB or more']) await user.click(await press(`Find messages: ${name}`))
    expect(asked).toEqual([{ after: '2019', before: '2020' }, { from: 'n0@example.org' }, { larger: '5000KB' }])
    await user.click(screen.getByRole('link', { name: 'Inbox' }))
    await eventually(() => expect(router.currentRoute.value.params['folderId']).toBe('inbox'))
  })

  it('leads to the largest and the oldest messages without looking through all, by searches that can be kept', async () => {
    const { user } = await renderPart(StorageSettings)
    const asked: SearchParts[] = []
    showSearch.value = (parts) => void asked.push(parts)
    await user.click(await press('Find messages of 5 MB and more'))
    await user.click(await press('Find messages older than 5 years'))
    expect(asked).toEqual([{ larger: '5MB' }, { before: String(new Date().getFullYear() - 5) }])
  })

  it('keeps those searches in the folder list by one press', async () => {
    const { user } = await renderPart(StorageSettings)
    const kept: [string, SearchParts][] = []
    keepSearch.value = (...search) => void kept.push(search)
    await user.click(await press('Keep in the folder list: Messages of 5 MB and more'))
    const year = String(new Date().getFullYear() - 5)
    await user.click(await press(`Keep in the folder list: Messages from before ${year}`))
    expect(kept).toEqual([
      ['Messages of 5 MB and more', { larger: '5MB' }],
      [`Messages from before ${year}`, { before: year }],
    ])
  })

  it('leads to the trash, which is emptied there', async () => {
    const { user, router } = await renderPart(StorageSettings)
    await user.click(await screen.findByRole('link', { name: /^Go to the trash/ }))
    await eventually(() => expect(router.currentRoute.value.params['folderId']).toBe('trash'))
  })

  it('shows ten lines, and the others when they are asked for', async () => {
    const { user } = await looked()
    expect(rows('By sender')).toHaveLength(10)
    await user.click(await press('Show all 12: By sender'))
    expect(rows('By sender')).toHaveLength(12)
  })

  it('says how far it is, and is stopped by the same button, which keeps the focus', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    surveys([{ type: 'progress', looked: 300, total: 1_250 }, done], held)
    const { user } = await renderPart(StorageSettings)
    await user.click(await press('Look through my mailbox'))
    expect(await screen.findByText('300 of 1,250 messages looked at')).toBeTruthy()
    await user.click(await press('Stop'))
    release()
    expect(document.activeElement).toBe(await press('Look through my mailbox'))
    expect(screen.queryByRole('table')).toBeNull()
  })

  it.each([
    ['the server says so', [{ type: 'failed', problem: 'mail-server-unavailable' }]],
    ['the server goes away', [{ type: 'progress', looked: 3, total: 9 }]],
  ])('says that it was not done when %s, and can be tried again', async (_what, events) => {
    surveys(events)
    const { user } = await renderPart(StorageSettings)
    await user.click(await press('Look through my mailbox'))
    expect(await screen.findByText('Your mailbox could not be looked through to the end')).toBeTruthy()
    expect(await press('Look through my mailbox')).toBeTruthy()
  })
})
