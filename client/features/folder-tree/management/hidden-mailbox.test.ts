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
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { writesSettled } from '#client/mail/writes.ts'
import MailScreen from '#client/screens/MailScreen.vue'

let server: FakeServer
const owner = 'Ben Okafor'
const said = () => recentAnnouncements.value[0]?.text
const benTree = () => screen.queryByRole('tree', { name: new RegExp(owner) })
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const inbox = () => within(screen.getByRole('tree', { name: 'My mailbox' })).getByRole('treeitem', { name: 'Inbox' })

async function choose(user: { keyboard: (keys: string) => Promise<void> }, at: HTMLElement, item: RegExp | string) {
  at.focus()
  await user.keyboard('{Shift>}{F10}{/Shift}')
  const entry = await screen.findByRole('menuitem', { name: item, hidden: true })
  entry.click()
}

beforeAll(() => Promise.all([import('./arrange.ts'), import('./FolderDialogs.vue')]))
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('ab'))
  const shared = { address: 'ben.okafor@example.gov', refuses: [] }
  server.folders.push(
    fakeFolder('ben', { name: 'ben', role: 'inbox', owner, shared, unread: 2 }),
    fakeFolder('ben/Plans', { name: 'Plans', owner, shared }),
  )
  for (const id of ['ben', 'ben/Plans'])
    answerAlso(`/api/folders/${encodeURIComponent(id)}/hide-mailbox`, (body: { hidden: boolean } | undefined) => {
      const turned = { hidden: body?.hidden === true, shared: { ...shared, mailboxHidden: body?.hidden === true } }
      server.folders = server.folders.map((each) => (each.owner === owner ? { ...each, ...turned } : each))
      return [204, undefined]
    })
  const list = mailboxCache().cache.getQueryData<object>(keys.folders())
  mailboxCache().cache.setQueryData(keys.folders(), { ...list, items: server.folders })
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

describe('a shared mailbox that is hidden whole', () => {
  it('leaves the folder list at once, gives the focus to the inbox, and is back by Undo and from the dialog', async () => {
    const page = defineComponent(() => () => h(RouterView))
    const { user } = await renderPart(page, { screen: MailScreen, at: '/mail/inbox' })
    const plans = () => within(benTree()!).getByRole('treeitem', { name: 'Plans' })
    await choose(user, plans(), 'Hide this whole mailbox')
    await eventually(() => expect(benTree()).toBeNull())
    await isFocused(inbox)
    await eventually(() => expect(said()).toBe('Mailbox of Ben Okafor hidden. Undo with Ctrl+Z'))
    await writesSettled()
    expect(server.folders.filter((each) => each.hidden).map(({ id }) => id)).toEqual(['ben', 'ben/Plans'])
    await useOutcome().undoLatest()
    await eventually(() => plans())

    await choose(user, plans(), 'Hide this whole mailbox')
    await eventually(() => expect(benTree()).toBeNull())
    await writesSettled()
    await choose(user, inbox(), /^Hidden folders/)
    const dialog = await screen.findByRole('dialog', { name: 'Hidden folders' })
    expect(within(dialog).getAllByRole('listitem')).toHaveLength(1)
    expect(dialog.textContent).toMatch(/Mailbox of Ben Okafor1 folder inside/)
    await user.click(within(dialog).getByRole('button', { name: 'Show again Mailbox of Ben Okafor' }))
    await eventually(() => plans())
    expect(server.folders.some((each) => each.hidden)).toBe(false)
  })

  it('is not offered for the own mailbox', async () => {
    const page = defineComponent(() => () => h(RouterView))
    const { user } = await renderPart(page, { screen: MailScreen, at: '/mail/inbox' })
    inbox().focus()
    await user.keyboard('{Shift>}{F10}{/Shift}')
    const items = await screen.findAllByRole('menuitem', { hidden: true })
    expect(items.map(({ textContent }) => textContent)).not.toContain('Hide this whole mailbox')
  })
})
