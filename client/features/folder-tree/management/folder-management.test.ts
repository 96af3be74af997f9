import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick } from 'vue'
import { RouterView } from 'vue-router'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { moveFocusOnNavigation } from '#client/accessibility/page-title.ts'
import { useBulkJobs } from '#client/mail/bulk/bulk-jobs.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { readAgain } from '#client/mail/folder-turns.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import MailScreen from '#client/screens/MailScreen.vue'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'

let server: FakeServer

/** jsdom has no top layer, so it takes every popover for hidden. */
const hidden = { hidden: true }
const said = () => recentAnnouncements.value.map(({ text }) => text)
const line = (name: RegExp | string) => screen.getByRole('treeitem', { name })
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))

function startFolders(): void {
  ;({ server } = startMailbox('abcd', 'bd'))
  const bridge = 'Projects/Bridge' as FolderId
  server.folders.push(
    { ...fakeFolder(bridge), name: 'Bridge', parentId: 'Projects' as FolderId },
    fakeFolder('Receipts'),
  )
  server.messages.set(
    'Projects',
    ['p', 'q'].map((id) =>
      messageRow({ id: id as MessageId, folderId: 'Projects' as FolderId, subject: `About ${id}`, flags: [] }),
    ),
  )
  server.messages.set('trash', [messageRow({ id: 't' as MessageId, folderId: 'trash' as FolderId, flags: ['seen'] })])
  const { cache } = mailboxCache()
  const count = (id: string) => server.messages.get(id)?.length ?? 0
  const items = server.folders.map((folder) => ({
    ...folder,
    total: count(folder.id),
    unread: folder.id === 'Projects' ? 2 : 0,
  }))
  cache.setQueryData(keys.folders(), { items, favourites: [], quota: null, sorts: [] })
}

async function open(at = '/mail/inbox') {
  const page = defineComponent(() => () => h(RouterView))
  const drawn = await renderPart(page, { screen: MailScreen, at })
  moveFocusOnNavigation(drawn.router)
  return drawn
}

type Drawn = Awaited<ReturnType<typeof open>>

async function choose({ user }: Drawn, folder: RegExp | string, item: string): Promise<void> {
  line(folder).focus()
  await user.keyboard('{Shift>}{F10}{/Shift}')
  await user.click(await screen.findByRole('menuitem', { name: item, ...hidden }))
}

// The dialogs come lazily; their first transformation takes longer than a test waits.
beforeAll(() => Promise.all([import('./FolderDialogs.vue'), import('./mark-all-read.ts')]))
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startFolders()
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

describe('the menu of a folder', () => {
  it('opens from the line with Shift+F10, has no faults, and gives the focus back on Escape', async () => {
    const { user, baseElement } = await open()
    line('Receipts').focus()
    await user.keyboard('{Shift>}{F10}{/Shift}')
    await isFocused(() => screen.getByRole('menuitem', { name: 'New folder', ...hidden }))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('{Escape}')
    expect(document.activeElement).toBe(line('Receipts'))
  })

  it('opens from its button, which says what folder it is about', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('button', { name: 'Folder actions: Inbox' }))
    expect(
      (await screen.findByRole('menuitem', { name: 'Rename folder', ...hidden })).getAttribute('aria-disabled'),
    ).toBe('true')
    await user.keyboard('{Escape}')
    line('Receipts').focus()
    await eventually(() => screen.getByRole('button', { name: 'Folder actions: Receipts' }))
  })
})

describe('a new folder', () => {
  it('is made inside the one the person is on, and its line has the focus', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    expect(await faultsOf(drawn.baseElement)).toEqual([])
    await drawn.user.keyboard('2026{Enter}')
    await isFocused(() => line('2026'))
    expect(server.calls.find(({ call }) => call === 'POST /api/folders')?.body).toEqual({
      name: '2026',
      parentId: 'Receipts',
    })
    expect(line('Receipts').getAttribute('aria-expanded')).toBe('true')
    expect(said()).toContain('Folder 2026 created. Undo with Ctrl+Z')
  })

  it('is gone again when that is taken back, and the focus is beside it', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard('2026{Enter}')
    await isFocused(() => line('2026'))
    await useOutcome().undoLatest()
    await eventually(() => expect(screen.queryByRole('treeitem', { name: '2026' })).toBeNull())
    await isFocused(() => line('Receipts'))
    expect(said()[0]).toBe('Undone: there is no folder 2026 any more')
    expect(server.folders.map(({ id }) => id)).not.toContain('Receipts/2026')
  })

  it('stays gone where the folders were being read when that was taken back', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard('2026{Enter}')
    await isFocused(() => line('2026'))
    const ask = globalThis.fetch
    let comes = (): void => undefined
    // The server has answered with the folder in it; the answer is on its way.
    vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
      const answer = await ask(...asked)
      if ((asked[0] as string).endsWith('/api/folders')) await new Promise<void>((resolve) => (comes = resolve))
      return answer
    })
    const reading = readAgain()
    await nextTick()
    vi.stubGlobal('fetch', ask)
    await useOutcome().undoLatest()
    comes()
    await reading
    await eventually(() => expect(said()[0]).toBe('Undone: there is no folder 2026 any more'))
    expect(screen.queryByRole('treeitem', { name: '2026' })).toBeNull()
  })

  it('stays when something has come into it by then, which is said', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard('2026{Enter}')
    await isFocused(() => line('2026'))
    const folderId = 'Receipts/2026' as FolderId
    server.messages.set(folderId, [messageRow({ id: 'z' as MessageId, folderId, flags: [] })])
    await useOutcome().undoLatest()
    expect(said()[0]).toBe('The folder 2026 holds something by now, so it stays')
    expect(document.activeElement).toBe(line('2026'))
    expect(server.folders.map(({ id }) => id)).toContain(folderId)
  })

  it('is made at the top when that is chosen', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.selectOptions(screen.getByRole('combobox', { name: 'Inside' }), 'My mailbox, at the top')
    await drawn.user.type(screen.getByRole('textbox', { name: 'Name' }), '2026{Enter}')
    await isFocused(() => line('2026'))
    expect(line('2026').getAttribute('aria-level')).toBe('1')
  })

  it.each([
    ['{Enter}', /Type a name for the folder\.$/],
    ['a/b{Enter}', /The name cannot hold \/\. Leave it out/],
    ['Bridge{Enter}', /There is already a folder named Bridge in this place/],
    [`${'x'.repeat(201)}{Enter}`, /This name is too long. Use at most 200 characters/],
  ])('keeps what was typed and says what is wrong with it: %s', async (typed, sentence) => {
    const drawn = await open()
    await choose(drawn, /^Projects/, 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard(typed)
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name', description: sentence })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(field.value).toBe(typed.replace('{Enter}', ''))
    await isFocused(() => field)
    expect(await faultsOf(drawn.baseElement)).toEqual([])
  })

  it('says why when nothing is wrong with the fields', async () => {
    const drawn = await open()
    server.failNext('/api/folders', 'mailbox-full')
    await choose(drawn, 'Receipts', 'New folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard('2026{Enter}')
    await eventually(() => expect(said()[0]).toMatch(/^The mailbox is full/))
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name' }).value).toBe('2026')
  })
})

describe('renaming', () => {
  it('takes the open folder, its message and the tree along, and can be taken back', async () => {
    const drawn = await open('/mail/Projects/q')
    await screen.findByRole('heading', { level: 2, name: 'About q' })
    await choose(drawn, /^Projects/, 'Rename folder')
    await isFocused(() => screen.getByRole('textbox', { name: 'Name' }))
    await drawn.user.keyboard('{Control>}a{/Control}Works{Enter}')
    await isFocused(() => line(/^Works/))
    await eventually(() => expect(drawn.router.currentRoute.value.path).toBe('/mail/Works/Works:q'))
    screen.getByRole('heading', { level: 2, name: 'About q' })
    screen.getByRole('option', { name: /About p/ })
    await eventually(() => expect(said()).toContain('Projects is now Works. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    await eventually(() => line(/^Projects/))
    await eventually(() => expect(drawn.router.currentRoute.value.path).toBe('/mail/Projects/Projects:q'))
    expect(said()).toContain('Undone: Projects is as it was')
  })
})

describe('moving a folder', () => {
  it('goes by the first letters, never offers the folder itself, and can be taken back', async () => {
    const drawn = await open()
    await choose(drawn, 'Receipts', 'Move folder')
    await screen.findByRole('dialog', { name: 'Move Receipts into' })
    const options = screen.getAllByRole('option').map(({ textContent }) => textContent.trim())
    expect(options).toContain('Bridge, in Projects')
    expect(options).not.toContain('Receipts')
    expect(await faultsOf(drawn.baseElement)).toEqual([])
    await drawn.user.keyboard('bri{Enter}')
    await isFocused(() => line('Receipts'))
    expect(line('Receipts').getAttribute('aria-level')).toBe('3')
    await eventually(() => expect(said()).toContain('Folder Receipts moved into Bridge. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    await eventually(() => expect(line('Receipts').getAttribute('aria-level')).toBe('1'))
  })

  it('says why it cannot go there and stays open', async () => {
    const drawn = await open()
    server.failNext('/api/folders/Receipts', 'not-allowed')
    await choose(drawn, 'Receipts', 'Move folder')
    await screen.findByRole('dialog')
    await drawn.user.keyboard('arch{Enter}')
    await screen.findByText('You may not put a folder here. Choose another place.')
    expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('arch')
  })
})

describe('deleting a folder', () => {
  it('says first what happens, then goes on beside it', async () => {
    const drawn = await open()
    await choose(drawn, /^Projects/, 'Delete folder')
    await screen.findByText('2 messages go to Trash. The folder inside goes too: Bridge.')
    expect(await faultsOf(drawn.baseElement)).toEqual([])
    await drawn.user.click(screen.getByRole('button', { name: 'Delete folder' }))
    await isFocused(() => line('Receipts'))
    await eventually(() => expect(screen.queryByRole('treeitem', { name: /^Projects/ })).toBeNull())
    await eventually(() =>
      expect(said()).toContain('Folder Projects deleted, 2 messages moved to Trash. Undo with Ctrl+Z'),
    )
  })

  it('counts again when it asks, and mail that comes meanwhile is counted in the question', async () => {
    const drawn = await open()
    const added = (id: string) => messageRow({ id: id as MessageId, folderId: 'Receipts' as FolderId, flags: ['seen'] })
    server.messages.set('Receipts', [added('r')])
    await choose(drawn, 'Receipts', 'Delete folder')
    await screen.findByText('1 message goes to Trash.')
    mailboxCache().changeFolder('Receipts' as FolderId, (folder) => ({ ...folder, total: 2 }))
    await screen.findByText('2 messages go to Trash.')
  })

  it('is taken back whole: its messages leave Trash, what was inside is inside again', async () => {
    const drawn = await open()
    await choose(drawn, /^Projects/, 'Delete folder')
    await drawn.user.click(await screen.findByRole('button', { name: 'Delete folder' }))
    await eventually(() => expect(useOutcome().canUndo).toBe(true))
    expect(server.messages.get('trash')).toHaveLength(3)
    await useOutcome().undoLatest()
    await isFocused(() => line(/^Projects/))
    expect(said()[0]).toBe('Folder Projects is back')
    expect(
      server.messages
        .get('Projects')
        ?.map(({ subject }) => subject)
        .toSorted(),
    ).toEqual(['About p', 'About q'])
    expect(server.messages.get('trash')).toHaveLength(1)
    expect(server.folders.map(({ id }) => id)).toContain('Projects/Bridge')
  })

  it('with very many messages is taken back by a job that says how far it is', async () => {
    server.mostIds = 1
    const drawn = await open()
    await choose(drawn, /^Projects/, 'Delete folder')
    await drawn.user.click(await screen.findByRole('button', { name: 'Delete folder' }))
    await eventually(() => expect(useOutcome().canUndo).toBe(true))
    const undone = useOutcome().undoLatest()
    await eventually(() => expect(said()[0]).toBe('Bringing the folder Projects back 0 of 2'))
    useBulkJobs().hear(server.jobs.work())
    await undone
    expect(said()[0]).toBe('Folder Projects is back')
    expect([server.messages.get('Projects')?.length, server.messages.get('trash')?.length]).toEqual([2, 1])
  })

  it('that is stopped on its way back says how much is left in Trash', async () => {
    server.mostIds = 1
    const drawn = await open()
    await choose(drawn, /^Projects/, 'Delete folder')
    await drawn.user.click(await screen.findByRole('button', { name: 'Delete folder' }))
    await eventually(() => expect(useOutcome().canUndo).toBe(true))
    const undone = useOutcome().undoLatest()
    await eventually(() => expect(useBulkJobs().running).toHaveLength(1))
    useBulkJobs().hear({ ...server.jobs.work(undefined, 1), state: 'stopped' })
    await undone
    expect(said()[0]).toBe('Folder Projects is back. 1 message is still in Trash')
  })

  it('that could not be taken back says so, and the next try goes on', async () => {
    const drawn = await open()
    await choose(drawn, /^Projects/, 'Delete folder')
    await drawn.user.click(await screen.findByRole('button', { name: 'Delete folder' }))
    await eventually(() => expect(useOutcome().canUndo).toBe(true))
    server.failNext('/api/messages/move', 'mail-server-unavailable')
    await useOutcome().undoLatest()
    expect(said()[0]).toMatch(/^The folder Projects was not brought back\. The mail server/)
    useOutcome().shown?.action?.run()
    await eventually(() => expect(said()[0]).toBe('Folder Projects is back'))
    expect(server.messages.get('trash')).toHaveLength(1)
  })

  it('that is open goes on in the inbox', async () => {
    const drawn = await open('/mail/Projects')
    await choose(drawn, /^Projects/, 'Delete folder')
    await drawn.user.click(await screen.findByRole('button', { name: 'Delete folder' }))
    await isFocused(() => line(/^Inbox/))
    expect(drawn.router.currentRoute.value.params['folderId']).toBe('inbox')
    await screen.findByRole('heading', { level: 1, name: 'Inbox' })
  })

  it('leaves everything where it was when the server fails, with a way to try again', async () => {
    const drawn = await open()
    server.failNext('/api/folders/Receipts', 'mail-server-unavailable')
    await choose(drawn, 'Receipts', 'Delete folder')
    await screen.findByText('It holds no messages.')
    await drawn.user.click(screen.getByRole('button', { name: 'Delete folder' }))
    await eventually(() => expect(said()[0]).toMatch(/^The folder Receipts was not deleted\. The mail server/))
    expect(document.activeElement).toBe(line('Receipts'))
    useOutcome().shown?.action?.run()
    await eventually(() => expect(screen.queryByRole('treeitem', { name: 'Receipts' })).toBeNull())
  })
})

describe('emptying Trash', () => {
  it('asks with the number, and then it is empty', async () => {
    const drawn = await open('/mail/trash')
    await choose(drawn, /^Trash/, 'Empty Trash')
    await screen.findByText('1 message is deleted for ever and cannot be brought back.')
    await drawn.user.click(screen.getByRole('button', { name: 'Delete for ever' }))
    await eventually(() => expect(said()).toContain('Trash is empty, 1 message deleted for ever'))
    expect(server.messages.get('trash')).toEqual([])
    expect(document.activeElement).toBe(line('Trash'))
  })
})

describe('marking all as read', () => {
  it('shows it at once, says how many, and can be taken back', async () => {
    const drawn = await open()
    await choose(drawn, 'Projects, 2 unread', 'Mark all as read')
    await eventually(() => line('Projects'))
    await eventually(() => expect(said()).toContain('2 messages in Projects marked as read. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    expect(server.messages.get('Projects')?.every(({ flags }) => flags.length === 0)).toBe(true)
    expect(said()).toContain('Undone: 2 messages in Projects are unread again')
  })
})
