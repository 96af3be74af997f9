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
const said = () => recentAnnouncements.value.map(({ text }) => text)
const tree = () => screen.getByRole('tree', { name: 'My mailbox' })
const favourites = () => screen.getByRole('tree', { name: 'Favourites' })
const line = (name: RegExp | string, where = tree()) => within(where).getByRole('treeitem', { name })
const linesOf = (where: HTMLElement) =>
  within(where)
    .getAllByRole('treeitem')
    .map((each) => each.querySelector('.visually-hidden')?.textContent)
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const shows = (where: () => HTMLElement, lines: string[]) => eventually(() => expect(linesOf(where())).toEqual(lines))

async function open() {
  const page = defineComponent(() => () => h(RouterView))
  return renderPart(page, { screen: MailScreen, at: '/mail/inbox' })
}
type Drawn = Awaited<ReturnType<typeof open>>

async function choose({ user }: Drawn, at: HTMLElement, item: string): Promise<void> {
  at.focus()
  await user.keyboard('{Shift>}{F10}{/Shift}')
  await user.click(await screen.findByRole('menuitem', { name: item, ...hidden }))
}

beforeAll(() => import('./arrange.ts'))
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

describe('favourites', () => {
  it('stand above the tree once there is one, each with what it is in, and are taken off by Undo', async () => {
    const drawn = await open()
    expect(screen.queryByRole('tree', { name: 'Favourites' })).toBeNull()
    await choose(drawn, line('Projects'), 'Add to favourites')
    line('Projects').focus()
    await drawn.user.keyboard('{ArrowRight}')
    await choose(drawn, line('Bridge'), 'Add to favourites')
    await shows(favourites, ['Projects', 'Bridge, in Projects'])
    expect(document.activeElement).toBe(line('Bridge'))
    expect(said()[0]).toBe('Bridge added to favourites. Undo with Ctrl+Z')
    expect(await faultsOf(drawn.baseElement)).toEqual([])
    await writesSettled()
    expect(server.favourites).toEqual(['Projects', 'Projects/Bridge'])
    await useOutcome().undoLatest()
    await shows(favourites, ['Projects'])
    expect(server.favourites).toEqual(['Projects'])
  })

  it('say their unread messages in words, and open their folder', async () => {
    mailboxCache().changeFolder('Receipts' as FolderId, (folder) => ({ ...folder, unread: 3, total: 5 }))
    const drawn = await open()
    await choose(drawn, line(/^Receipts/), 'Add to favourites')
    await shows(favourites, ['Receipts, 3 unread'])
    await drawn.user.click(line(/^Receipts/, favourites()))
    await eventually(() => expect(drawn.router.currentRoute.value.path).toContain('Receipts'))
  })

  it('give the focus to the next when one is taken off, and the last gives it to its folder', async () => {
    const drawn = await open()
    for (const name of ['Receipts', 'Travel']) await choose(drawn, line(name), 'Add to favourites')
    await shows(favourites, ['Receipts', 'Travel'])
    await choose(drawn, line('Receipts', favourites()), 'Remove from favourites')
    await isFocused(() => line('Travel', favourites()))
    await shows(favourites, ['Travel'])
    await choose(drawn, line('Travel', favourites()), 'Remove from favourites')
    await isFocused(() => line('Travel'))
    await eventually(() => expect(screen.queryByRole('tree', { name: 'Favourites' })).toBeNull())
    expect(document.activeElement).toBe(line('Travel'))
    await writesSettled()
    expect(server.favourites).toEqual([])
  })

  it('are moved by key, with the focus on them', async () => {
    const drawn = await open()
    for (const name of ['Receipts', 'Travel']) await choose(drawn, line(name), 'Add to favourites')
    await shows(favourites, ['Receipts', 'Travel'])
    line('Travel', favourites()).focus()
    await drawn.user.keyboard('{Alt>}{Shift>}{ArrowUp}{/Shift}{/Alt}')
    await shows(favourites, ['Travel', 'Receipts'])
    expect(said()[0]).toBe('Moved before Receipts, 1 of 2. Undo with Ctrl+Z')
    await isFocused(() => line('Travel', favourites()))
    await writesSettled()
    expect(server.favourites).toEqual(['Travel', 'Receipts'])
    await useOutcome().undoLatest()
    await shows(favourites, ['Receipts', 'Travel'])
  })

  it('that the server does not keep are told, and not shown any longer', async () => {
    const drawn = await open()
    server.failNext('/api/favourites', 'mail-server-unavailable')
    await choose(drawn, line('Receipts'), 'Add to favourites')
    await eventually(() => expect(said()[0]).toMatch(/^The place of Receipts was not changed/))
    await eventually(() => expect(screen.queryByRole('tree', { name: 'Favourites' })).toBeNull())
    expect(useOutcome().canUndo).toBe(false)
  })
})

describe('the order of folders', () => {
  const usual = ['Inbox', 'Archive', 'Trash', 'Projects', 'Receipts', 'Travel']
  const changed = ['Inbox', 'Archive', 'Trash', 'Receipts', 'Travel', 'Projects']

  it('is changed by key, step by step, each with its own Undo', async () => {
    const { user } = await open()
    line('Projects').focus()
    await user.keyboard('{Alt>}{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}{/Alt}')
    await shows(tree, changed)
    await isFocused(() => line('Projects'))
    expect(said().slice(0, 3)).toEqual([
      'Projects is the last of 6',
      'Moved after Travel, 6 of 6. Undo with Ctrl+Z',
      'Moved after Receipts, 5 of 6. Undo with Ctrl+Z',
    ])
    await writesSettled()
    expect(server.folders.filter(({ parentId }) => parentId === null).map(({ id }) => id)).toEqual([
      'inbox',
      'archive',
      'trash',
      'Receipts',
      'Travel',
      'Projects',
    ])
    await useOutcome().undoLatest()
    await useOutcome().undoLatest()
    await shows(tree, usual)
    expect(server.isOrdered).toBe(false)
  })

  it('is by name again when that is chosen, and back by Undo', async () => {
    const drawn = await open()
    await choose(drawn, line('Projects'), 'Move down')
    await writesSettled()
    await choose(drawn, line('Projects'), 'Sort folders by name')
    await shows(tree, usual)
    expect(said()[0]).toBe('Folders sorted by name. Undo with Ctrl+Z')
    await useOutcome().undoLatest()
    await shows(tree, ['Inbox', 'Archive', 'Trash', 'Receipts', 'Projects', 'Travel'])
  })

  it('that is by name already is said to be', async () => {
    const drawn = await open()
    await choose(drawn, line('Projects'), 'Sort folders by name')
    await eventually(() => expect(said()[0]).toBe('The folders here are already sorted by name'))
  })

  it('says in the menu why a folder cannot go further', async () => {
    const { user } = await open()
    line('Travel').focus()
    await user.keyboard('{Shift>}{F10}{/Shift}')
    const down = await screen.findByRole('menuitem', { name: 'Move down', ...hidden })
    expect(down.getAttribute('aria-disabled')).toBe('true')
    expect(down.textContent).toContain('It is the last one here')
  })

  it('is not touched by its keys while the person is elsewhere', async () => {
    const { user } = await open()
    screen.getAllByRole('option')[0]?.focus()
    await user.keyboard('{Alt>}{Shift>}{ArrowDown}{/Shift}{/Alt}')
    expect(server.calls.some(({ call }) => call === 'POST /api/folder-order')).toBe(false)
  })
})
