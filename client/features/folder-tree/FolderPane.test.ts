import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { startDraft } from '#client/mail/drafts.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import FolderPane from './FolderPane.vue'

const items: Folder[] = [
  fakeFolder('inbox', { role: 'inbox', total: 40, unread: 12 }),
  fakeFolder('Projects', { holdsMessages: false }),
  fakeFolder('Bridge', { parentId: 'Projects' as FolderId, unread: 1 }),
  fakeFolder('p-in', { role: 'inbox', owner: 'Permit Office', unread: 4 }),
]
const props = { folderId: 'inbox' as FolderId, draftKey: null }

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('')
  const quota = { usedBytes: 3_100_000_000, limitBytes: 5_000_000_000 }
  mailboxCache().cache.setQueryData(keys.folders(), { items, favourites: [], quota })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the folders', () => {
  it('have no faults that axe can find', async () => {
    const { baseElement } = await renderPart(FolderPane, { props })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('say their counts in words and which one is open', async () => {
    await renderPart(FolderPane, { props })
    const inbox = screen.getByRole('treeitem', { name: 'Inbox, 12 unread' })
    expect(inbox.getAttribute('aria-current')).toBe('page')
  })

  it('have no number, seen or spoken, before they are counted; the numbers come without a word and move no focus', async () => {
    const give = (counts: Partial<Folder>) => {
      const { cache } = mailboxCache()
      const known = cache.getQueryData<object>(keys.folders())
      const shared = items.map((folder) => (folder.owner === null ? folder : { ...folder, ...counts }))
      cache.setQueryData(keys.folders(), { ...known, items: shared })
    }
    give({ total: null, unread: null })
    forgetAnnouncements()
    await renderPart(FolderPane, { props })
    const tree = screen.getByRole('tree', { name: 'Mailbox of Permit Office' })
    const line = within(tree).getByRole('treeitem', { name: 'Inbox' })
    expect(line.textContent).not.toMatch(/\d/)
    line.focus()
    give({ total: 9, unread: 4 })
    const counted = await within(tree).findByRole('treeitem', { name: 'Inbox, 4 unread' })
    expect(document.activeElement).toBe(counted)
    expect(recentAnnouncements.value).toEqual([])
  })

  it('stand under the name of the mailbox they belong to', async () => {
    await renderPart(FolderPane, { props })
    screen.getByRole('tree', { name: 'My mailbox' })
    screen.getByRole('tree', { name: 'Mailbox of Permit Office' })
  })

  it('are opened to show the one that is open', async () => {
    await renderPart(FolderPane, { props: { ...props, folderId: 'Bridge' } })
    screen.getByRole('treeitem', { name: 'Bridge, 1 unread' })
  })

  it('are chosen by Enter', async () => {
    const { user, emitted } = await renderPart(FolderPane, { props })
    screen.getByRole('treeitem', { name: 'Inbox, 12 unread' }).focus()
    await user.keyboard('{Enter}')
    expect(emitted()['choose']).toEqual([['inbox']])
  })

  it('say how much room is taken', async () => {
    await renderPart(FolderPane, { props })
    expect(screen.getByRole('meter', { name: 'Storage' }).getAttribute('aria-valuetext')).toMatch(
      /^3.1 GB of 5 GB used$/,
    )
  })

  it('offer to go on with what is unfinished', async () => {
    startDraft({ kind: 'new', subject: 'Half a thought' })
    await renderPart(FolderPane, { props })
    screen.getByRole('link', { name: 'Continue writing: Half a thought' })
  })
})
