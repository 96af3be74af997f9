import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { conversationGrouping, conversationRow } from '#client/mail/conversations/conversation-rows.ts'
import { type FolderRows } from '#client/mail/folder-rows.ts'
import { useListOrder } from '#client/mail/list-order.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { folderRows, messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import MessageListPane from './MessageListPane.vue'

const props = { folder: fakeFolder('inbox', { role: 'inbox' }), openId: null, isSecondary: false }
const count = 60
/** Of each conversation an older message and the newest. */
const older = (index: number) => `older-${index}` as MessageId
const newest = (index: number) => `newest-${index}` as MessageId
const rowId = (index: number) => `conversation:${older(index)}`

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)
const focusedId = () => (document.activeElement as HTMLElement).dataset['rowId']
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
const sent = (call: string) => server.calls.filter((one) => one.call === call).map(({ body }) => body)

/** The inbox in sixty conversations of two messages, the newest of each unread. */
function group(): void {
  const letter = (index: number, isNewest: boolean) =>
    messageRow({
      id: isNewest ? newest(index) : older(index),
      folderId: inbox,
      subject: `Re: Bench ${index}`,
      flags: isNewest ? [] : ['seen'],
    })
  const places = Array.from({ length: count }, (_, index) => index)
  server.messages.set(
    'inbox',
    places.flatMap((index) => [letter(index, true), letter(index, false)]),
  )
  const items = places.map((index) =>
    conversationRow({
      id: older(index),
      newest: letter(index, true),
      messages: [
        { id: older(index), unread: false, flagged: false },
        { id: newest(index), unread: true, flagged: false },
      ],
      count: 2,
      unread: 1,
      flagged: false,
      hasAttachment: false,
      people: [
        { name: 'Ben Okafor', address: 'ben@example.gov' },
        { name: 'Ann Lee', address: 'ann.lee@example.gov' },
      ],
    }),
  )
  const list: FolderRows = {
    ...folderRows(''),
    order: 'conversations',
    total: count,
    rows: new Map(items.map((row, position) => [position, row])),
    grouping: conversationGrouping,
    messages: 2 * count,
    grouped: 2 * count,
    unread: count,
  }
  useListOrder().choose(inbox, 'conversations')
  mailboxCache().setRows(list)
}

async function show(mode: 'pages' | 'headings') {
  usePreferences().listMode = mode
  const drawn = await renderPart(MessageListPane, { props })
  await screen.findByLabelText('Pages')
  return drawn
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  localStorage.clear()
  ;({ server } = startMailbox(''))
  useMailView().folderId = inbox
  group()
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe.each(['pages', 'headings'] as const)('conversations, shown as %s', (mode) => {
  it('have no faults that axe can find', async () => {
    const { baseElement, user } = await show(mode)
    // The last page is short, and asking every row takes its time.
    await user.click(screen.getByLabelText('Next page'))
    await eventually(() => expect(focusedId()).toBe(rowId(50)))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are fifty to a page; another page says which of them it has', async () => {
    const { user } = await show(mode)
    expect(all('.heading a, [role=option]')).toHaveLength(50)
    expect(screen.getByText('1–50 of 60 conversations')).toBeDefined()
    await user.click(screen.getByLabelText('Next page'))
    await eventually(() => expect(focusedId()).toBe(rowId(50)))
    expect(said()).toContain('Page 2 of 2, conversations 51 to 60 of 60')
  })

  it('say how many are unread, how many there are and of whom, and open at their newest message', async () => {
    const { user, emitted } = await show(mode)
    const row = all('.heading a, [role=option]')[1] as HTMLElement
    expect(row.textContent).toMatch(/^\s*1 unread, 2 messages, Ben Okafor and Ann Lee, Re: Bench 1, /)
    await user.click(row)
    expect(emitted()['open']).toEqual([[newest(1)]])
  })
})

describe('conversations as headings and links', () => {
  it('lead by their links to their newest message', async () => {
    await show('headings')
    expect(all('.heading a')[2]?.getAttribute('href')).toBe(`/mail/inbox/${newest(2)}`)
  })

  it('are marked and deleted whole by their menus', async () => {
    const { user } = await show('headings')
    await user.click(screen.getByLabelText('Actions for “Re: Bench 3”'))
    await user.click(await screen.findByText('Flag'))
    await eventually(() => expect(sent('POST /api/messages/flags')).toHaveLength(1))
    expect(sent('POST /api/messages/flags')[0]).toMatchObject({ ids: [older(3), newest(3)], add: ['flagged'] })
    expect(all('.heading a')[3]?.textContent).toMatch(/^1 unread, flagged, 2 messages, /)
    await eventually(() => expect(all('[role=menu]')).toEqual([]))
    await user.click(screen.getByLabelText('Actions for “Re: Bench 3”'))
    await user.click(await screen.findByText('Delete', { selector: '.name' }))
    await eventually(() => expect(sent('POST /api/messages/move')).toHaveLength(1))
    expect(sent('POST /api/messages/move')[0]).toMatchObject({ ids: [older(3), newest(3)], toFolderId: 'trash' })
    await eventually(() => expect(all('.heading a').map(({ dataset }) => dataset['rowId'])).not.toContain(rowId(3)))
  })

  it('are selected whole by their boxes', async () => {
    const { user } = await show('headings')
    await user.click(screen.getByLabelText('Select “Re: Bench 0”'))
    await user.click(screen.getByLabelText('Select “Re: Bench 4”'))
    expect(said()[0]).toBe('2 selected')
    expect(useMailView().selectedMessages).toEqual([older(0), newest(0), older(4), newest(4)])
  })
})
