import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { RouterView } from 'vue-router'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import MailScreen from '#client/screens/MailScreen.vue'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId } from '#contract/ids.ts'

let server: FakeServer

/** jsdom has no top layer, so it takes every popover for hidden. */
const hidden = { hidden: true }
const said = () => recentAnnouncements.value[0]?.text
const tree = () => screen.getByRole('tree', { name: 'My mailbox' })
const line = (name: RegExp | string) => within(tree()).getByRole('treeitem', { name })
const lines = () =>
  within(tree())
    .getAllByRole('treeitem')
    .map((each) => each.querySelector('.visually-hidden')?.textContent)
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const shows = (expected: string[]) => eventually(() => expect(lines()).toEqual(expected))
const usual = ['Inbox', 'Archive', 'Trash', 'Projects', 'Receipts', 'Travel']

async function open(at = '/mail/inbox') {
  const page = defineComponent(() => () => h(RouterView))
  return renderPart(page, { screen: MailScreen, at })
}
type Drawn = Awaited<ReturnType<typeof open>>

async function openMenu({ user }: Drawn, at: HTMLElement): Promise<(string | null)[]> {
  at.focus()
  await user.keyboard('{Shift>}{F10}{/Shift}')
  const items = await screen.findAllByRole('menuitem', hidden)
  return items.map(({ textContent }) => textContent)
}

async function choose(drawn: Drawn, at: HTMLElement, item: string | RegExp): Promise<void> {
  await openMenu(drawn, at)
  await drawn.user.click(await screen.findByRole('menuitem', { name: item, ...hidden }))
}

beforeAll(() => Promise.all([import('./arrange.ts'), import('./FolderDialogs.vue')]))
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('ab'))
  server.folders.push(
    { ...fakeFolder('Projects/Bridge'), name: 'Bridge', parentId: 'Projects' as FolderId },
    fakeFolder('Receipts'),
    fakeFolder('Travel'),
  )
  const list = mailboxCache().cache.getQueryData<object>(keys.folders())
  mailboxCache().cache.setQueryData(keys.folders(), { ...list, items: server.folders })
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

describe('a folder that is hidden', () => {
  it('leaves the tree with all that is in it, gives the focus to the one beside it, and is back by Undo', async () => {
    const drawn = await open()
    await choose(drawn, line('Projects'), 'Hide from the folder list')
    await shows(['Inbox', 'Archive', 'Trash', 'Receipts', 'Travel'])
    await isFocused(() => line('Receipts'))
    expect(said()).toBe('Projects hidden. Undo with Ctrl+Z')
    await writesSettled()
    expect(server.folders.filter((each) => each.hidden).map(({ id }) => id)).toEqual(['Projects'])
    await useOutcome().undoLatest()
    await shows(usual)
    expect(said()).toBe('Projects is in the folder list again')
    expect(server.folders.some((each) => each.hidden)).toBe(false)
  })

  it('that is open gives way to the inbox', async () => {
    const drawn = await open('/mail/Travel')
    await choose(drawn, line('Travel'), 'Hide from the folder list')
    await isFocused(() => line('Inbox'))
    await eventually(() => expect(drawn.router.currentRoute.value.path).toBe('/mail/inbox'))
    await shows(usual.slice(0, -1))
  })

  it('has no purpose and holds no folder that has one', async () => {
    server.folders.push({ ...fakeFolder('Projects/Kept'), parentId: 'Projects' as FolderId, role: 'sent' })
    const list = mailboxCache().cache.getQueryData<object>(keys.folders())
    mailboxCache().cache.setQueryData(keys.folders(), { ...list, items: server.folders })
    const drawn = await open()
    for (const name of ['Inbox', 'Trash', 'Projects']) {
      expect(await openMenu(drawn, line(name))).not.toContain('Hide from the folder list')
      await drawn.user.keyboard('{Escape}')
    }
    expect(await openMenu(drawn, line('Travel'))).toContain('Hide from the folder list')
  })

  it('stays a favourite, with the focus on it', async () => {
    const drawn = await open()
    await choose(drawn, line('Travel'), 'Add to favourites')
    const favourite = within(await screen.findByRole('tree', { name: 'Favourites' })).getByRole('treeitem')
    await choose(drawn, favourite, 'Hide from the folder list')
    await shows(usual.slice(0, -1))
    expect(document.activeElement).toBe(favourite)
    await choose(drawn, favourite, 'Show in the folder list')
    await shows(usual)
    expect(document.activeElement).toBe(favourite)
  })

  it('is not brought back by a list that was asked for before', async () => {
    const drawn = await open()
    const isAsked = () => server.calls.filter(({ call }) => call === 'GET /api/folders').length
    const goOn = server.hold()
    void mailboxCache()
      .cache.invalidateQueries({ key: keys.folders() })
      .catch(() => undefined)
    await choose(drawn, line('Travel'), 'Hide from the folder list')
    await shows(usual.slice(0, -1))
    goOn()
    await eventually(() => expect(isAsked()).toBe(2))
    await writesSettled()
    await shows(usual.slice(0, -1))
  })

  it('that the server does not hide is told, and shown', async () => {
    const drawn = await open()
    server.failNext('/api/folders/Travel', 'mail-server-unavailable')
    await choose(drawn, line('Travel'), 'Hide from the folder list')
    await eventually(() => expect(said()).toMatch(/^Travel was not hidden/))
    await shows(usual)
    expect(useOutcome().canUndo).toBe(false)
  })
})

describe('hidden folders', () => {
  const button = (name: string) => screen.getByRole('button', { name: `Show again ${name}` })

  beforeEach(() => {
    server.folders = server.folders.map((each) => ({
      ...each,
      hidden: ['Projects', 'Projects/Bridge', 'Travel'].includes(each.id),
      unread: each.id === 'Projects/Bridge' ? 2 : 0,
    }))
    const list = mailboxCache().cache.getQueryData<object>(keys.folders())
    mailboxCache().cache.setQueryData(keys.folders(), { ...list, items: server.folders })
  })

  it('are listed in a dialog without faults, with what goes unseen in them', async () => {
    const drawn = await open()
    await choose(drawn, line('Inbox'), 'Hidden folders (2)…')
    const dialog = await screen.findByRole('dialog', { name: 'Hidden folders' })
    expect(await faultsOf(drawn.baseElement)).toEqual([])
    expect(within(dialog).getAllByRole('listitem')[0]?.textContent).toMatch(/^Projects1 folder inside · 2 unread/)
    await drawn.user.keyboard('{Escape}')
    await isFocused(() => line('Inbox'))
  })

  it('are shown again one after the other; the last leads to its line', async () => {
    const drawn = await open()
    await choose(drawn, line('Inbox'), 'Hidden folders (2)…')
    await screen.findByRole('dialog', { name: 'Hidden folders' })
    await drawn.user.click(button('Projects'))
    await isFocused(() => button('Travel'))
    await eventually(() => expect(said()).toBe('Projects is in the folder list again. Undo with Ctrl+Z'))
    await eventually(() => screen.getByRole('button', { name: 'Show again Bridge, in Projects' }))
    await drawn.user.click(button('Travel'))
    await isFocused(() => button('Bridge, in Projects'))
    await eventually(() => expect(screen.queryByRole('button', { name: 'Show again Travel' })).toBeNull())
    await drawn.user.click(button('Bridge, in Projects'))
    await isFocused(() => line(/^Bridge/))
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    await writesSettled()
    expect(server.folders.some((each) => each.hidden)).toBe(false)
    await useOutcome().undoLatest()
    await eventually(() => expect(said()).toMatch(/^Bridge hidden/))
    expect(server.folders.filter((each) => each.hidden).map(({ id }) => id)).toEqual(['Projects/Bridge'])
  })

  it('are skipped when a folder is moved up or down', async () => {
    const { user } = await open()
    line('Receipts').focus()
    await user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}')
    await shows(['Inbox', 'Archive', 'Receipts', 'Trash'])
    expect(said()).toBe('Moved before Trash, 3 of 4. Undo with Ctrl+Z')
  })

  it('are no place to put a folder into', async () => {
    const drawn = await open()
    await choose(drawn, line('Inbox'), 'New folder')
    const dialog = await screen.findByRole('dialog', { name: 'New folder' })
    expect(within(dialog).queryByRole('option', { name: 'Projects' })).toBeNull()
    within(dialog).getByRole('option', { name: 'Receipts' })
  })
})
