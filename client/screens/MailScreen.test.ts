import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { RouterView } from 'vue-router'
import { moveFocusOnNavigation } from '#client/accessibility/page-title.ts'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { registeredActions } from '#client/accessibility/shortcuts.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { rowsFromWindow } from '#client/mail/merge-rows.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import MailScreen from './MailScreen.vue'

let server: FakeServer

/** Four messages whose subjects can be told apart: "Subject a" to "Subject d"; b and d are unread. */
function startMail(): void {
  ;({ server } = startMailbox('abcd', 'bd'))
  const rows = (server.messages.get('inbox') ?? []).map((row) => ({ ...row, subject: `Subject ${row.id}` }))
  server.messages.set('inbox', rows)
  const window = {
    folderId: inbox,
    sort: 'arrived' as const,
    reverse: false,
    offset: 0,
    total: 4,
    unread: 2,
    items: rows,
  }
  mailboxCache().cache.setQueryData(keys.rows(inbox), rowsFromWindow(window))
}

async function open(at = '/mail/inbox') {
  const page = defineComponent(() => () => h(RouterView))
  const drawn = await renderPart(page, { screen: MailScreen, at })
  moveFocusOnNavigation(drawn.router)
  return drawn
}

const row = (letter: string) => screen.getByRole('option', { name: new RegExp(`Subject ${letter}`) })
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const heading = (letter: string) => () => screen.getByRole('heading', { level: 2, name: `Subject ${letter}` })
const run = (id: string) => registeredActions.value.find((action) => action.id === id)?.run()
const said = () => recentAnnouncements.value.map(({ text }) => text)

// The panes come lazily; their first transformation takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([
    import('#client/features/reading/ReadingPane.vue'),
    import('#client/features/message-actions/MoveDialog.vue'),
  ])
})
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startMail()
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

describe('the mail screen', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await open()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('has one main landmark, the folders as navigation and one first heading', async () => {
    await open()
    screen.getByRole('main')
    screen.getByRole('navigation', { name: 'Folders' })
    // The other panes have one of their own, for when the list is out of sight; style sheets decide.
    expect(document.querySelectorAll('h1:not(.place)')).toHaveLength(1)
  })

  it('is titled by folder and what is unread', async () => {
    await open()
    expect(document.title).toBe('Inbox, 2 unread – Curbcut')
  })

  it('shows the message that the address names', async () => {
    await open('/mail/inbox/c')
    await screen.findByRole('heading', { level: 2, name: 'Subject c' })
    expect(document.title).toBe('Subject c, Inbox – Curbcut')
  })
})

describe('the table of focus moves', () => {
  it('after sign-in: on the newest unread row', async () => {
    useMailView().landsOnNewest = true
    await open()
    await isFocused(() => row('b'))
  })

  it('after sign-in, when the person was quicker: where they went', async () => {
    const { user } = await open()
    await user.click(row('d'))
    useMailView().landsOnNewest = true
    await isFocused(heading('d'))
    expect(useMailView().landsOnNewest).toBe(false)
  })

  it('opening: on the subject; Escape: back on the same row', async () => {
    const { user } = await open()
    row('c').focus()
    await user.keyboard('{Enter}')
    await isFocused(heading('c'))
    await user.keyboard('{Escape}')
    await isFocused(() => row('c'))
  })

  it('deleting in the list: on the next row, spoken, and back by undo', async () => {
    const { user } = await open()
    row('b').focus()
    await user.keyboard('{Delete}')
    await isFocused(() => row('c'))
    await eventually(() => expect(said()[0]).toBe('Message moved to Trash. Undo with Ctrl+Z'))
    run('undo')
    await eventually(() => row('b'))
    expect(document.activeElement).toBe(row('c'))
  })

  it('deleting the last row: on the one before', async () => {
    const { user } = await open()
    row('d').focus()
    await user.keyboard('{Delete}')
    await isFocused(() => row('c'))
  })

  it('deleting the only message: on the heading of the empty list', async () => {
    const { user } = await open()
    for (const letter of ['a', 'b', 'c']) {
      row(letter).focus()
      await user.keyboard('{Delete}')
      await eventually(() => expect(screen.queryByRole('option', { name: new RegExp(`Subject ${letter}`) })).toBeNull())
    }
    await isFocused(() => row('d'))
    await user.keyboard('{Delete}')
    await screen.findByText('Your inbox is empty')
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Inbox' }))
  })

  it('deleting in a message: on the next message’s heading', async () => {
    const { user, router } = await open('/mail/inbox/b')
    const subject = await screen.findByRole('heading', { level: 2, name: 'Subject b' })
    subject.focus()
    await user.keyboard('{Delete}')
    await isFocused(heading('c'))
    expect(router.currentRoute.value.params['messageId']).toBe('c')
  })

  it('moving by dialog: on the next row', async () => {
    const { user } = await open()
    row('a').focus()
    await user.keyboard('{Control>}{Shift>}m{/Shift}{/Control}')
    await screen.findByRole('combobox')
    await user.keyboard('proj{Enter}')
    await isFocused(() => row('b'))
    expect(server.messages.get('Projects')).toHaveLength(1)
  })

  it('going back: on the row of the message that was open', async () => {
    const { user, router } = await open()
    row('c').focus()
    await user.keyboard('{Enter}')
    await isFocused(heading('c'))
    router.back()
    await isFocused(() => row('c'))
  })

  it('another folder: in its list, or on its heading when it is empty', async () => {
    const { router } = await open()
    row('c').focus()
    await router.push('/mail/archive')
    await isFocused(() => screen.getByRole('heading', { level: 1, name: 'Archive' }))
    await router.push('/mail/inbox')
    await isFocused(() => row('a'))
  })

  it('next unread: on its heading; none left is said', async () => {
    await open()
    run('next-unread')
    await isFocused(heading('b'))
    run('next-unread')
    await isFocused(heading('d'))
    await eventually(() => expect(mailboxCache().rowsOf(inbox)?.unread).toBe(0))
    run('next-unread')
    await eventually(() => expect(said()[0]).toBe('No unread messages in Inbox'))
  })
})

describe('reading on', () => {
  it('marks what is opened read and has its neighbours ready', async () => {
    await open('/mail/inbox/b')
    await eventually(() => expect(server.messages.get('inbox')?.[1]?.flags).toContain('seen'))
    await eventually(() => {
      const asked = server.calls.map(({ call }) => call)
      expect(asked).toEqual(expect.arrayContaining(['GET /api/messages/c', 'GET /api/messages/a']))
    })
  })
})
