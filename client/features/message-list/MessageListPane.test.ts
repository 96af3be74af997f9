import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { recentAnnouncements } from '#client/accessibility/announcer.ts'
import { registeredActions } from '#client/accessibility/shortcuts.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { applyLiveEvent } from '#client/mail/apply-live-event.ts'
import { useListOrder } from '#client/mail/list-order.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { readRows } from '#client/mail/load-rows.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { folderRows, messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import MessageListPane from './MessageListPane.vue'

const folder = fakeFolder('inbox', { role: 'inbox' })
const props = { folder, openId: null, isSecondary: false }
const rows = () => screen.getAllByRole('option')
const said = () => recentAnnouncements.value.map(({ text }) => text)
const order = () => rows().map((row) => row.dataset['rowId'])
let server: FakeServer

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  server = startMailbox('abcd', 'b').server
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the list of messages', () => {
  it('has no faults that axe can find, with and without a selection', async () => {
    const { baseElement, user } = await renderPart(MessageListPane, { props })
    expect(await faultsOf(baseElement)).toEqual([])
    rows()[0]?.focus()
    await user.keyboard(' ')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is headed by the folder and its counts', async () => {
    await renderPart(MessageListPane, { props })
    screen.getByRole('heading', { level: 1, name: 'Inbox' })
    screen.getByText('1 unread of 4 messages')
  })

  it('names each row wholly, states first, with its place in the set', async () => {
    await renderPart(MessageListPane, { props })
    const row = screen.getByRole('option', { name: /^Unread, Ann Lee, Budget review, / })
    expect(row.getAttribute('aria-posinset')).toBe('2')
    expect(row.getAttribute('aria-setsize')).toBe('4')
  })

  it('says "selected" of nothing until something is', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    expect(rows().every((row) => !row.hasAttribute('aria-selected'))).toBe(true)
    rows()[0]?.focus()
    await user.keyboard(' {Shift>}{ArrowDown}{/Shift}')
    expect(rows().map((row) => row.getAttribute('aria-selected'))).toEqual(['true', 'true', 'false', 'false'])
    expect([...useMailView().selectedIds]).toEqual(['a', 'b'])
  })

  it('says which message a mouse button is down on, before it is let go', async () => {
    const { user, emitted } = await renderPart(MessageListPane, { props })
    await user.pointer({ target: rows()[2]!, keys: '[MouseLeft>]' })
    expect(emitted()['press-row']).toEqual([['c']])
    await user.pointer([{ keys: '[/MouseLeft]' }, { target: rows()[1]!, keys: '[TouchA>]' }, { keys: '[/TouchA]' }])
    expect(emitted()['press-row']).toHaveLength(1)
  })

  describe('of a long folder', () => {
    const said = () => recentAnnouncements.value[0]?.text

    async function selectAll() {
      const many = Array.from({ length: 2_100 }, (_, at) => messageRow({ id: `m${at}` as MessageId, folderId: inbox }))
      server.messages.set('inbox', many)
      mailboxCache().cache.setQueryData(keys.rows(inbox), { ...folderRows('abcd'), total: many.length })
      const drawn = await renderPart(MessageListPane, { props })
      rows()[0]?.focus()
      await drawn.user.keyboard('{Control>}a{/Control}')
      return drawn
    }

    it('selects all, loaded or not', async () => {
      await selectAll()
      await eventually(() => expect(said()).toBe('All 2,100 messages in Inbox selected'))
      expect(useMailView().selectedCount).toBe(2_100)
      await eventually(() => expect(rows().every((row) => row.getAttribute('aria-selected') === 'true')).toBe(true))
    })

    it('makes a row that is taken off an exception, until it is selected again', async () => {
      const { user } = await selectAll()
      await user.keyboard('{ArrowDown} ')
      expect(said()).toBe('2,099 of 2,100 selected')
      expect(rows()[1]?.getAttribute('aria-selected')).toBe('false')
      await user.keyboard(' ')
      expect(said()).toBe('All 2,100 messages in Inbox selected')
      await user.keyboard('{Escape}')
      expect(said()).toBe('Nothing selected')
      expect(useMailView().selection).toBeNull()
    })
  })

  it('selects all of a short folder by name, so that mail that comes later is no part of it', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    rows()[0]?.focus()
    await user.keyboard('{Control>}a{/Control}')
    expect(useMailView().whole).toBeNull()
    expect([...useMailView().selectedIds]).toEqual(['a', 'b', 'c', 'd'])
  })

  it('opens with Enter and with a press', async () => {
    const { user, emitted } = await renderPart(MessageListPane, { props })
    rows()[0]?.focus()
    await user.keyboard('{Enter}')
    await user.click(rows()[2] as HTMLElement)
    expect(emitted()['open']).toEqual([['a'], ['c']])
  })

  it('selects by pressing once select mode is on, for those who have no keys', async () => {
    const { user, emitted } = await renderPart(MessageListPane, { props })
    await user.click(screen.getByRole('button', { name: 'Select messages' }))
    await user.click(rows()[2] as HTMLElement)
    await user.click(rows()[3] as HTMLElement)
    expect(emitted()['open']).toBeUndefined()
    expect([...useMailView().selectedIds]).toEqual(['c', 'd'])
  })

  it('lets new mail wait behind a button while the reader is inside', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    const items = [messageRow({ id: 'z' as MessageId, subject: 'Just in', flags: [] })]
    const live = { holdsBack: () => useMailView().isInList, onArrived: vi.fn(), onOutOfStep: vi.fn() }
    rows()[1]?.focus()
    applyLiveEvent({ type: 'arrived', folderId: inbox, total: 5, unread: 2, items }, live)
    const button = await screen.findByRole('button', { name: '1 new message' })
    expect(screen.queryByRole('option', { name: /Just in/ })).toBeNull()
    await user.click(button)
    const shown = await screen.findByRole('option', { name: /Just in/ })
    await eventually(() => expect(document.activeElement).toBe(shown))
  })

  it('tells what went wrong and tries again', async () => {
    mailboxCache().cache.remove(mailboxCache().cache.getEntries({ key: keys.rows(inbox) })[0] as never)
    server.failNext('/api/folders/inbox', 'mail-server-unavailable')
    const { user } = await renderPart(MessageListPane, { props })
    await screen.findByText(/mail server does not answer/)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findAllByRole('option')).toHaveLength(4)
  })

  it('says what an empty folder is for', async () => {
    await renderPart(MessageListPane, { props: { ...props, folder: fakeFolder('archive', { role: 'archive' }) } })
    await screen.findByText('Nothing archived')
  })
})

describe('the order of the list', () => {
  beforeEach(() => {
    const subjects = { a: 'Cranes', b: 'Asphalt', c: 'Bridges', d: 'Drains' }
    const days = { a: 20, b: 14, c: 13, d: 2 }
    server.messages.set(
      'inbox',
      (Object.keys(subjects) as (keyof typeof subjects)[]).map((id) =>
        messageRow({ id: id as MessageId, subject: subjects[id], receivedAtMs: Date.UTC(2026, 2, days[id], 12) }),
      ),
    )
  })

  async function chooseInMenu(user: Awaited<ReturnType<typeof renderPart>>['user'], item: string) {
    await user.click(screen.getByRole('button', { name: /^Sorted: / }))
    await user.click(await screen.findByText(item))
  }

  it('is chosen in a menu, which names it and keeps the focus', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    await chooseInMenu(user, 'Subject, A to Z')
    await eventually(() => expect(order()).toEqual(['b', 'c', 'a', 'd']))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sorted: Subject, A to Z' }))
    expect(screen.queryByText('March')).toBeNull()
  })

  it('goes backwards, too, and by the date that was written in the messages', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    for (const [item, kept] of [
      ['Sender, Z to A', 'fromBack'],
      ['Smallest first', 'smallest'],
      ['Date written, newest first', 'sentNewest'],
      ['Date written, oldest first', 'sentOldest'],
      ['Subject, Z to A', 'subjectBack'],
    ] as const) {
      await chooseInMenu(user, item)
      await screen.findByRole('button', { name: `Sorted: ${item}` })
      await eventually(() => expect(server.folders.find(({ id }) => id === 'inbox')?.order).toBe(kept))
    }
    await eventually(() => expect(order()).toEqual(['d', 'a', 'c', 'b']))
  })

  it('is conversations in all folders by one entry, but where another was chosen, and back', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    await chooseInMenu(user, 'Subject, A to Z')
    await eventually(() => expect(server.folders.find(({ id }) => id === 'inbox')?.order).toBe('subject'))
    await chooseInMenu(user, 'Conversations in all folders')
    const told = 'All folders are read in conversations, except where you chose another order'
    await eventually(() => expect(said()[0]).toBe(told))
    expect(useListOrder().orderOf('Projects' as FolderId)).toBe('conversations')
    await user.click(screen.getByRole('button', { name: 'Sorted: Subject, A to Z' }))
    const entry = await screen.findByRole('menuitemcheckbox', { name: 'Conversations in all folders', hidden: true })
    expect(entry.getAttribute('aria-checked')).toBe('true')
    await user.click(entry)
    await eventually(() => expect(useListOrder().orderOf('Projects' as FolderId)).toBe('newest'))
    expect(useListOrder().orderOf(inbox)).toBe('subject')
  })

  it('stays in every folder as it was, and says so, when the switch cannot be kept', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    server.failNext('/api/all-in-conversations', 'mail-server-unavailable')
    await chooseInMenu(user, 'Conversations in all folders')
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/The order of all folders was not changed/))
    screen.getByRole('button', { name: 'Sorted: Newest first' })
  })

  it('keeps what is selected, and the row that Tab comes to', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    rows()[0]?.focus()
    await user.keyboard(' ')
    registeredActions.value.find(({ id }) => id === 'sort-subject')?.run()
    await eventually(() => expect(order()).toEqual(['b', 'c', 'a', 'd']))
    await eventually(() => expect(rows().find((row) => row.tabIndex === 0)?.dataset['rowId']).toBe('a'))
    expect(rows().map((row) => row.getAttribute('aria-selected'))).toEqual(['false', 'false', 'true', 'false'])
  })

  it('is kept by the server for the next time', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    await chooseInMenu(user, 'Oldest first')
    await eventually(() => expect(server.folders.find(({ id }) => id === 'inbox')?.order).toBe('oldest'))
  })

  it('is shown also where it cannot be kept, which is told', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    server.failNext('/api/folders/inbox/list-order', 'mail-server-unavailable')
    await chooseInMenu(user, 'Subject, A to Z')
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/not kept for next time/))
    expect(order()).toEqual(['b', 'c', 'a', 'd'])
  })

  it('stays as it was, and says so, when the server cannot', async () => {
    const { user } = await renderPart(MessageListPane, { props })
    server.failNext('/api/folders/inbox', 'mail-server-unavailable')
    await chooseInMenu(user, 'Oldest first')
    await eventually(() => expect(useOutcome().shown?.failed).toBe(true))
    screen.getByRole('button', { name: 'Sorted: Newest first' })
    expect(order()).toEqual(['a', 'b', 'c', 'd'])
  })

  it('goes to a date that is typed, and names the field when it is none', async () => {
    const { user, baseElement } = await renderPart(MessageListPane, { props })
    await chooseInMenu(user, 'Go to date')
    const field = await screen.findByRole('textbox', { name: 'Date' })
    await user.type(field, 'soon{Enter}')
    await screen.findByText(/This is no date/)
    expect(document.activeElement).toBe(field)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.clear(field)
    await user.type(field, '2026-03-14{Enter}')
    await eventually(() => expect(document.activeElement?.getAttribute('data-row-id')).toBe('b'))
  })

  it('shows what others did to the rows on the screen while nothing could be heard, also far down', async () => {
    const many = Array.from({ length: 120 }, (_, at) => messageRow({ id: `m${at}` as MessageId, folderId: inbox }))
    server.messages.set('inbox', many)
    mailboxCache().setRows(await readRows(inbox, 0, 50))
    const { user } = await renderPart(MessageListPane, { props })
    rows()[0]?.focus()
    await user.keyboard('{End}')
    const last = () => rows().find((row) => row.dataset['rowId'] === 'm119')
    await eventually(() => expect(document.activeElement).toBe(last()))
    server.messages.set('inbox', many.with(119, { ...(many[119] as MessageSummary), flags: ['seen', 'flagged'] }))
    await useMailView().readShownAgain()
    expect(document.activeElement).toBe(await screen.findByRole('option', { name: /^Flagged/ }))
  })
})
