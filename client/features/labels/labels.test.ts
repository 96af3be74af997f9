import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { type FolderList } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import LabelGroup from './LabelGroup.vue'

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('abcd', 'b'))
  server.labels.push({ keyword: 'permits', name: 'Permits', colour: 'teal', shape: 'star' })
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

async function manage() {
  const drawn = await renderPart(LabelGroup)
  await drawn.user.click(await screen.findByRole('button', { name: 'Change labels' }))
  await screen.findByRole('button', { name: 'Change Permits' })
  return drawn
}

describe('the labels below the folders', () => {
  it('have no faults that axe can find, and are looked for by pressing one', async () => {
    const { baseElement, user, emitted } = await renderPart(LabelGroup)
    await user.click(await screen.findByRole('button', { name: 'Show messages labelled Permits' }))
    expect(await faultsOf(baseElement)).toEqual([])
    expect(emitted()['choose']).toEqual([['Permits']])
  })
})

describe('the labels of a mailbox of somebody else', () => {
  const desk = 'desk' as FolderId
  async function enter(mayChange: boolean) {
    const { cache } = mailboxCache()
    const list = cache.getQueryData<FolderList>(keys.folders())!
    const shared = { address: 'permits@example.gov', refuses: [] }
    const theirs = fakeFolder(desk, { role: 'inbox', owner: 'Permit Desk', shared })
    cache.setQueryData(keys.folders(), { ...list, items: [...list.items, theirs] })
    const labels = [{ keyword: 'urgent', name: 'Urgent', colour: 'red', shape: 'star' }]
    answerAlso('/api/labels', () => [
      200,
      {
        items: [
          { mailboxId: 'inbox', owner: null, mayChange: true, labels: server.labels },
          { mailboxId: desk, owner: 'Permit Desk', mayChange, labels },
        ],
      },
    ])
    useMailView().folderId = desk
    const drawn = await renderPart(LabelGroup)
    await screen.findByRole('heading', { name: 'Permit Desk: Labels' })
    await drawn.user.click(screen.getByRole('button', { name: 'Change labels' }))
    await screen.findByRole('dialog', { name: 'Permit Desk: Labels' })
    return drawn
  }

  it('stand there while the person is in it, and are changed there by those who may', async () => {
    const { baseElement } = await enter(true)
    expect(screen.queryByRole('button', { name: 'Show messages labelled Permits', hidden: true })).toBeNull()
    screen.getByRole('button', { name: 'Change Urgent' })
    screen.getByRole('button', { name: 'New label' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are only shown to others, which is said', async () => {
    await enter(false)
    screen.getByText('You may use these labels, but not change them.')
    expect(screen.queryByRole('button', { name: 'New label' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Change Urgent' })).toBeNull()
  })
})

describe('changing labels', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement, user } = await manage()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'New label' }))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('gives a label another name and other looks, and the focus back to it', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'Change Permits' }))
    const name = await screen.findByRole('textbox', { name: /Name/ })
    expect(document.activeElement).toBe(name)
    await user.clear(name)
    await user.keyboard('Applications')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Shape' }), 'Ring')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await eventually(() =>
      expect(server.labels).toEqual([{ keyword: 'permits', name: 'Applications', colour: 'teal', shape: 'ring' }]),
    )
    await eventually(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change Applications' })),
    )
    expect(said()).toContain('Label Applications saved. Undo with Ctrl+Z')
    await useOutcome().undoLatest()
    expect(said()[0]).toBe('Undone: label Permits is as it was')
    expect(server.labels).toEqual([{ keyword: 'permits', name: 'Permits', colour: 'teal', shape: 'star' }])
    await screen.findByRole('button', { name: 'Change Permits' })
  })

  it('makes one, which is gone again when that is taken back, and no message is touched', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'New label' }))
    await user.keyboard('Invoices{Enter}')
    await screen.findByRole('button', { name: 'Change Invoices' })
    expect(said()[0]).toBe('Label Invoices saved. Undo with Ctrl+Z')
    await useOutcome().undoLatest()
    expect(said()[0]).toBe('Undone: there is no label Invoices any more')
    expect(server.labels.map(({ keyword }) => keyword)).toEqual(['permits'])
    await eventually(() => expect(screen.queryByRole('button', { name: 'Change Invoices' })).toBeNull())
    expect(server.calls.filter(({ call }) => call === 'POST /api/messages/flags')).toEqual([])
  })

  it('takes back nothing that the server could not, says so, and tries again', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'New label' }))
    await user.keyboard('Invoices{Enter}')
    await screen.findByRole('button', { name: 'Change Invoices' })
    server.failNext('/api/mailboxes', 'mail-server-unavailable')
    await useOutcome().undoLatest()
    expect(said()[0]).toMatch(/^It could not be undone\. The mail server/)
    useOutcome().shown?.action?.run()
    await eventually(() => expect(said()[0]).toBe('Undone: there is no label Invoices any more'))
  })

  it('says at the field that there is a label of that name already', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'New label' }))
    await user.keyboard('Permits{Enter}')
    await screen.findByText(/already a label with this name/)
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Name/ }))
  })

  it('says first what deleting does, and can be taken back', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'Change Permits' }))
    await user.click(await screen.findByRole('button', { name: 'Delete label' }))
    await screen.findByText(/The messages stay where they are/)
    expect(server.labels).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Delete label' }))
    await eventually(() => expect(server.labels).toEqual([]))
    await eventually(() => expect(said()).toContain('Label Permits deleted, taken off 1 message. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    expect(server.labels).toMatchObject([{ name: 'Permits', colour: 'teal', shape: 'star' }])
    expect(server.calls.at(-1)?.body).toMatchObject({ ids: ['b'], labels: { add: ['permits'] } })
  })
})
