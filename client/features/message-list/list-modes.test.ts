import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { registeredActions } from '#client/accessibility/shortcuts.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { removeRows } from '#client/mail/folder-rows.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import MessageListPane from './MessageListPane.vue'

const props = { folder: fakeFolder('inbox', { role: 'inbox' }), openId: null, isSecondary: false }
const letters = Array.from({ length: 120 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
const idAt = (index: number) => letters[index] as MessageId
const said = () => recentAnnouncements.value.map(({ text }) => text)
const focusedId = () => (document.activeElement as HTMLElement).dataset['rowId']
/** By their markup, because asking fifty rows for their roles takes its time. */
const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]
/** What Tab comes to among the messages. */
const stops = () => all('.item :is(a, button, input)').filter(({ tabIndex }) => tabIndex === 0)
const press = (name: string) => screen.getByLabelText(name)

async function show(mode: 'pages' | 'headings') {
  usePreferences().listMode = mode
  const drawn = await renderPart(MessageListPane, { props })
  await screen.findByLabelText('Pages')
  return drawn
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  localStorage.clear()
  startMailbox(letters, idAt(0))
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the list in pages', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await show('pages')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('has every row of the page in it, each with its place in the whole list', async () => {
    const { user } = await show('pages')
    expect(all('[role=option]')).toHaveLength(50)
    await user.click(press('Next page'))
    await eventually(() => expect(focusedId()).toBe(idAt(50)))
    const row = document.activeElement as HTMLElement
    expect([row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')]).toEqual(['51', '120'])
    expect(said()).toContain('Page 2 of 3, messages 51 to 100 of 120')
  })

  it('goes on to the next page with Page Down on the last row, and back from the first', async () => {
    const { user } = await show('pages')
    all('[role=option]')[0]?.focus()
    await user.keyboard('{End}{PageDown}')
    await eventually(() => expect(focusedId()).toBe(idAt(50)))
    await user.keyboard('{PageUp}')
    await eventually(() => expect(focusedId()).toBe(idAt(0)))
  })

  it('goes to a page that is typed', async () => {
    const { user } = await show('pages')
    const field = screen.getByLabelText('Go to page')
    await user.clear(field)
    await user.type(field, '3')
    await user.tab()
    await eventually(() => expect(focusedId()).toBe(idAt(100)))
    await user.click(press('Next page'))
    expect(said()[0]).toBe('This is the last page')
  })

  it('keeps what is selected on other pages', async () => {
    const { user } = await show('pages')
    all('[role=option]')[0]?.focus()
    await user.keyboard(' ')
    await user.click(press('Next page'))
    await eventually(() => expect(focusedId()).toBe(idAt(50)))
    await user.keyboard(' ')
    expect([...useMailView().selectedIds]).toEqual([idAt(0), idAt(50)])
    expect(said()[0]).toBe('2 selected')
  })

  it('goes on with the row that comes up from the next page when the last one leaves', async () => {
    const { user } = await show('pages')
    all('[role=option]')[0]?.focus()
    await user.keyboard('{End}')
    const { rowsOf, setRows } = mailboxCache()
    setRows(removeRows(rowsOf(inbox)!, [idAt(49)]).rows)
    await eventually(() => expect(focusedId()).toBe(idAt(50)))
    expect(screen.getByLabelText('Go to page')).toHaveProperty('value', '1')
  })
})

describe('the list as headings and links', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await show('headings')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('has a heading for each date and under it one for each message, with a link that says its states first', async () => {
    await show('headings')
    expect(all('h2').map(({ textContent }) => textContent)).not.toContain('')
    expect(all('h2 ~ div > h3 > a')).toHaveLength(50)
    const link = within(all('h3')[0] as HTMLElement).getByRole('link', { name: /^Unread, Ann Lee, Budget review, / })
    expect(link.getAttribute('href')).toBe(`/mail/inbox/${encodeURIComponent(idAt(0))}`)
  })

  it('opens by its links, selects by its boxes, and acts by the menu of a message', async () => {
    const { user, emitted } = await show('headings')
    await user.click(all('h3 a')[1] as HTMLElement)
    expect(emitted()['open']).toEqual([[idAt(1)]])
    await user.click(screen.getAllByLabelText('Select “Budget review”')[2] as HTMLElement)
    expect([...useMailView().selectedIds]).toEqual([idAt(2)])
    expect(said()[0]).toBe('1 selected')
    await user.click(screen.getAllByLabelText('Actions for “Budget review”')[0] as HTMLElement)
    await user.click(await screen.findByText('Flag'))
    await eventually(() => expect(mailboxCache().findMessage(idAt(0))?.flags).toContain('flagged'))
  })

  it('has two Tab stops a message: its link and its menu, which selects too', async () => {
    const { user } = await show('headings')
    expect(stops()).toHaveLength(100)
    all('h3 a')[1]?.focus()
    await user.tab()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Actions for “Budget review”')
    const menu = document.activeElement
    await user.keyboard('{Enter}')
    await eventually(() => expect(document.activeElement?.getAttribute('aria-checked')).toBe('false'))
    await user.keyboard('{Enter}')
    expect([...useMailView().selectedIds]).toEqual([idAt(1)])
    expect(said()[0]).toBe('1 selected')
    expect(document.activeElement).toBe(menu)
  })

  it('has boxes in place of menus as stops while messages are being selected', async () => {
    const { user } = await show('headings')
    await user.click(press('Select messages'))
    await eventually(() => expect(focusedId()).toBe(idAt(0)))
    expect(said()[0]).toBe('Check the boxes of messages to select them')
    expect(stops()).toHaveLength(100)
    await user.keyboard('{Tab} {Tab}{Tab} ')
    expect([...useMailView().selectedIds]).toEqual([idAt(0), idAt(1)])
    expect(document.activeElement).toHaveProperty('checked', true)
  })

  it('keeps one link to come back to: the one last focused, on another page its first', async () => {
    const { user } = await show('headings')
    const kept = () => all('[data-kept-row]').map(({ dataset }) => dataset['rowId'])
    expect(kept()).toEqual([idAt(0)])
    all('h3 a')[4]?.focus()
    await eventually(() => expect(kept()).toEqual([idAt(4)]))
    await user.click(press('Next page'))
    await eventually(() => expect(kept()).toEqual([idAt(50)]))
  })

  it('begins another page at its first message, and says where that is', async () => {
    const { user } = await show('headings')
    await user.click(press('Next page'))
    await eventually(() => expect(focusedId()).toBe(idAt(50)))
    expect(said()).toContain('Page 2 of 3, messages 51 to 100 of 120')
  })

  it('leaves the focus where the message was when another program removes it', async () => {
    await show('headings')
    all('h3 a')[4]?.focus()
    const { rowsOf, setRows } = mailboxCache()
    setRows(removeRows(rowsOf(inbox)!, [idAt(4)]).rows)
    await eventually(() => expect(focusedId()).toBe(idAt(5)))
  })
})

describe('the way of showing a list', () => {
  it('is chosen in the palette too, which keeps the place in the list', async () => {
    await renderPart(MessageListPane, { props })
    all('[role=option]')[2]?.focus()
    registeredActions.value.find(({ id }) => id === 'list-headings')?.run()
    await eventually(() => expect((document.activeElement as HTMLElement).matches('a')).toBe(true))
    expect(focusedId()).toBe(idAt(2))
    expect(said()).toContain('Message list: headings and links')
  })
})
