import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { recentAnnouncements, forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { useBulkJobs } from '#client/mail/bulk/bulk-jobs.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import DeleteDialog from './DeleteDialog.vue'
import MoveDialog from './MoveDialog.vue'
import SelectionBar from './SelectionBar.vue'

let server: FakeServer
let order: (folderId?: string) => string
const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server, order } = startMailbox('abcd', 'b'))
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

describe('moving to a folder', () => {
  async function ask(ids: string[]) {
    const drawn = await renderPart(MoveDialog)
    useMailView().choosingFolderFor = ids as MessageId[]
    await screen.findByRole('dialog')
    return drawn
  }

  it('has no faults that axe can find', async () => {
    const { baseElement } = await ask(['b'])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('takes the first letters of the folder and Enter', async () => {
    const { user } = await ask(['b', 'c'])
    screen.getByRole('dialog', { name: 'Move 2 messages to' })
    await user.keyboard('pro{Enter}')
    await eventually(() => expect(order()).toBe('ad'))
    expect(server.calls.at(-1)?.body).toEqual({ ids: ['b', 'c'], toFolderId: 'Projects' })
    await eventually(() => expect(said()).toContain('2 messages moved to Projects. Undo with Ctrl+Z'))
  })

  it('finds a folder that is hidden in the list of folders', async () => {
    mailboxCache().changeFolder('Projects' as FolderId, (folder) => ({ ...folder, hidden: true }))
    const { user } = await ask(['b'])
    await user.keyboard('pro{Enter}')
    await eventually(() => expect(server.calls.at(-1)?.body).toEqual({ ids: ['b'], toFolderId: 'Projects' }))
  })

  it('does not offer the folder the messages are in', async () => {
    await ask(['b'])
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent.trim())).toEqual([
      'Archive',
      'Trash',
      'Projects',
    ])
  })

  it('moves nothing on Escape', async () => {
    const { user } = await ask(['b'])
    await user.keyboard('{Escape}')
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.calls).toEqual([])
  })
})

describe('deleting for ever', () => {
  it('asks first, says that it is final, and then does it', async () => {
    const { user, baseElement } = await renderPart(DeleteDialog)
    useMailView().askingToDelete = ['b'] as MessageId[]
    await screen.findByText(/cannot be brought back/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Delete for ever' }))
    await eventually(() => expect(order()).toBe('acd'))
    expect(said()).toContain('Message deleted for ever')
    expect(useOutcome().canUndo).toBe(false)
  })

  it('does nothing on Cancel', async () => {
    const { user } = await renderPart(DeleteDialog)
    useMailView().askingToDelete = ['b'] as MessageId[]
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(order()).toBe('abcd')
    expect(server.calls).toEqual([])
  })
})

describe('the selection', () => {
  async function select(ids: string[]) {
    useMailView().select(ids as MessageId[])
    return renderPart(SelectionBar)
  }

  it('has no faults that axe can find', async () => {
    const { baseElement } = await select(['a', 'b'])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is archived as one, spoken, and can be taken back', async () => {
    const { user } = await select(['a', 'b'])
    await user.click(screen.getByRole('button', { name: 'Archive' }))
    await eventually(() => expect(said()).toContain('2 messages archived. Undo with Ctrl+Z'))
    expect(order()).toBe('cd')
    await useOutcome().undoLatest()
    expect(mailboxCache().rowsOf('inbox' as FolderId)?.total).toBe(4)
    expect(said()[0]).toBe('Undone: 2 messages are back in Inbox')
  })

  it('stays where it was when the server fails, with the reason and a way to try again', async () => {
    server.failNext('/api/messages/move', 'mailbox-full')
    const { user } = await select(['a', 'b'])
    await user.click(screen.getByRole('button', { name: 'Delete' }))
    await eventually(() => expect(said()[0]).toMatch(/^2 messages were not moved\. The mailbox is full\./))
    expect(order()).toBe('abcd')
    useOutcome().shown?.action?.run()
    await eventually(() => expect(order()).toBe('cd'))
  })

  it('offers to select by kind, and from whom the message at hand is', async () => {
    const { user, emitted, baseElement } = await select(['a'])
    await user.click(screen.getByRole('button', { name: 'Select' }))
    for (const name of [/^All/, 'Unread', 'Flagged', 'From Ann Lee', 'None'])
      screen.getByRole('menuitem', { name, hidden: true })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('menuitem', { name: 'Unread', hidden: true }))
    expect(emitted()['select']).toEqual([['unread']])
  })
})

describe('everything in a folder selected', () => {
  const whole = { folderId: inbox, kind: {}, except: new Set<MessageId>() }
  const bar = async (changes: object = {}) => {
    useMailView().selectWhole({ ...whole, ...changes })
    return renderPart(SelectionBar)
  }

  it('says so with the number, and has no faults that axe can find', async () => {
    const { baseElement } = await bar()
    screen.getByText('All 4 messages in Inbox selected')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('counts what is excepted', async () => {
    await bar({ except: new Set(['a']) })
    screen.getByText('3 of 4 selected')
  })

  it('never names a number it does not know, and then does not offer to delete for ever', async () => {
    const rows = mailboxCache().rowsOf(inbox)
    if (rows) mailboxCache().setRows({ ...rows, total: 12_345 })
    server.folders[0] = { ...server.folders[0]!, role: 'junk' }
    mailboxCache().changeFolder(inbox, (folder) => ({ ...folder, role: 'junk', serverRole: 'junk' }))
    const { user } = await bar({ kind: { flagged: true } })
    screen.getByText('All flagged messages in Junk selected')
    await user.click(screen.getByRole('button', { name: 'More actions' }))
    expect(screen.queryByRole('menuitem', { name: /for ever/, hidden: true })).toBeNull()
    expect(screen.queryByRole('button', { name: /for ever/ })).toBeNull()
  })

  it('is not snoozed as a whole, which is said together with what can be', async () => {
    const { user } = await bar()
    await user.click(screen.getByRole('button', { name: 'More actions' }))
    await user.click(screen.getByRole('menuitem', { name: 'Snooze', hidden: true }))
    await eventually(() =>
      expect(said()).toContain(
        'Snooze works for up to 500 messages you select yourself, not for all of a folder at once',
      ),
    )
    expect(useMailView().choosingTimeFor).toBeNull()
  })

  it('is deleted for ever only after a yes to the number', async () => {
    const { user } = await renderPart(DeleteDialog)
    useMailView().askingToDelete = whole
    await screen.findByText('Delete 4 messages for ever?')
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(server.calls).toEqual([])
  })

  it('is moved as one job', async () => {
    const { user } = await renderPart(MoveDialog)
    useMailView().choosingFolderFor = whole
    await screen.findByRole('dialog', { name: 'Move 4 messages to' })
    await user.keyboard('pro{Enter}')
    await eventually(() => expect(useBulkJobs().running).toHaveLength(1))
    expect(useBulkJobs().running[0]?.doing).toBe('Moving to Projects…')
    useBulkJobs().hear(server.jobs.work())
    await eventually(() => expect(said()).toContain('4 messages moved to Projects. Undo with Ctrl+Z'))
  })
})
