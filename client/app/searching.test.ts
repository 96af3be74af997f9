import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { moveFocusOnNavigation } from '#client/accessibility/page-title.ts'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useSearches } from '#client/mail/searches.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { done, type FakeSearch, hit, startFakeSearch, started } from '#client/mail/testing/fake-search.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import MailScreen from '#client/screens/MailScreen.vue'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type SearchEvent } from '#contract/search.ts'
import SignedInLayout from './SignedInLayout.vue'

class SilentStream {
  addEventListener = () => undefined
  close() {}
}

let fake: FakeSearch
const said = () => recentAnnouncements.value.map(({ text }) => text)
const isFocused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const box = () => screen.getByRole('combobox', { name: 'Search mail' })
const row = (name: RegExp) => screen.getByRole('option', { name })
const results: SearchEvent = {
  type: 'hits',
  items: [
    hit(messageRow({ id: 'x' as MessageId, subject: 'Ramp permits', flags: [] }), {
      where: 'subject',
      before: 'Ramp ',
      hit: 'permits',
      after: '',
    }),
    hit(messageRow({ id: 'y' as MessageId, folderId: 'archive' as FolderId, subject: 'Minutes' }), {
      where: 'text',
      before: 'all the ',
      hit: 'permits',
      after: ' of March',
    }),
  ],
}

// What comes lazily takes long to be transformed for the first time.
beforeAll(async () => {
  await Promise.all([
    import('#client/features/search/ResultsPane.vue'),
    import('#client/features/search/SearchSuggestions.vue'),
    import('#client/features/search/SearchOptions.vue'),
    import('#client/features/search/start-search.ts'),
    import('#client/features/reading/ReadingPane.vue'),
  ])
})
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startMailbox('ab')
  fake = startFakeSearch()
  vi.stubGlobal('EventSource', SilentStream)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function open() {
  const drawn = await renderPart(SignedInLayout, { screen: MailScreen, at: '/mail/inbox' })
  moveFocusOnNavigation(drawn.router)
  return drawn
}

/** Searches from the second row of the inbox. */
async function search(words: string) {
  const drawn = await open()
  const rows = screen.getAllByRole('option')
  rows[1]?.focus()
  await drawn.user.keyboard('{Control>}/{/Control}')
  await isFocused(box)
  await drawn.user.keyboard(`${words}{Enter}`)
  await eventually(() => expect(fake.queries).toHaveLength(1))
  await screen.findByRole('heading', { level: 1, name: `Results for “${words}”` })
  return drawn
}

describe('searching', () => {
  it('is a landmark of the header with a box that names itself', async () => {
    await open()
    expect(box().closest('search')).not.toBeNull()
    expect(await faultsOf(document.body)).toEqual([])
  })

  it('keeps the words out of the address', async () => {
    const { router } = await search('secret permits')
    expect(router.currentRoute.value.fullPath).toMatch(/^\/search\/[\w-]+$/)
  })

  it('shows results as they come, the focus on the first, and says how many at the end', async () => {
    await search('permits')
    fake.send(started(4812), { type: 'progress', stage: 'headers', searched: 1240, total: 4812, found: 0 })
    await screen.findByText('Searching… 1,240 of 4,812')
    expect(document.activeElement).toBe(box())
    expect(await faultsOf(document.body)).toEqual([])
    fake.send(results)
    await isFocused(() => row(/^Unread, Ann Lee, Ramp permits, in Inbox, /))
    fake.send(done(2))
    fake.end()
    await screen.findByText('2 results')
    await eventually(() => expect(said()[0]).toBe('2 results for permits'))
    row(/^Ann Lee, Minutes, in Archive, /)
    expect([...document.querySelectorAll('mark')].map(({ textContent }) => textContent)).toEqual(['permits', 'permits'])
    expect(await faultsOf(document.body)).toEqual([])
  })

  it('opens a result, comes back to its row, and with Escape to the folder and the row left', async () => {
    const { user, router } = await search('permits')
    fake.send(started(2), results, done(2))
    fake.end()
    await isFocused(() => row(/Ramp permits/))
    await user.keyboard('{ArrowDown}{Enter}')
    await eventually(() => expect(router.currentRoute.value.name).toBe('found'))
    useMailView().isInMessage = true
    router.back()
    await isFocused(() => row(/Minutes/))
    await user.keyboard('{Escape}')
    await isFocused(() => screen.getAllByRole('option')[1] as HTMLElement)
    expect(router.currentRoute.value.fullPath).toBe('/mail/inbox')
    expect(box()).toHaveProperty('value', '')
  })

  it('leaves the focus in the box when nothing is found, and says what to try', async () => {
    await search('permits in:Inbox')
    fake.send(started(2), done(0))
    fake.end()
    await screen.findByText('Nothing found')
    screen.getByText('Only Inbox was searched.')
    expect(document.activeElement).toBe(box())
    await eventually(() => expect(said()[0]).toBe('Nothing found for permits in:Inbox'))
    expect(await faultsOf(document.body)).toEqual([])
  })

  it('can be stopped and go on', async () => {
    const { user } = await search('permits')
    fake.send(started(4812), results)
    await isFocused(() => row(/Ramp permits/))
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    await screen.findByText('Stopped before everything was searched')
    await isFocused(() => screen.getByRole('button', { name: 'Go on' }))
    await user.keyboard('{Enter}')
    await eventually(() => expect(fake.queries).toHaveLength(2))
    await isFocused(() => row(/Ramp permits/))
  })

  it('says plainly that it failed, keeps what was found, and tries again', async () => {
    const { user } = await search('permits')
    fake.send(started(9), results, { type: 'failed', searchId: 's1', found: 2, problem: 'mail-server-unavailable' })
    fake.end()
    await screen.findByText('The search did not come to its end')
    screen.getByText(/mail server does not answer/)
    expect(screen.getAllByRole('option')).toHaveLength(2)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await eventually(() => expect(fake.queries).toHaveLength(2))
  })

  it('says what cannot be searched for, at the box', async () => {
    const { user } = await open()
    await user.click(box())
    await user.keyboard('ramp in:Attic{Enter}')
    await screen.findByText('There is no folder called “Attic”.')
    expect(box().getAttribute('aria-invalid')).toBe('true')
    expect(document.activeElement).toBe(box())
    expect(fake.queries).toEqual([])
    expect(await faultsOf(document.body)).toEqual([])
  })

  it('says what to do when the page was loaded again', async () => {
    await renderPart(SignedInLayout, { screen: MailScreen, at: '/search/of-before' })
    await screen.findByRole('heading', { level: 1, name: 'This search is no longer here' })
    expect(useSearches().find('of-before')).toBeUndefined()
  })
})

describe('the search box', () => {
  it('suggests by arrow and takes nothing by itself', async () => {
    const { user } = await open()
    await user.click(box())
    await user.keyboard('fl')
    await screen.findByRole('listbox', { name: 'Suggestions', hidden: true })
    expect(box().hasAttribute('aria-activedescendant')).toBe(false)
    expect(await faultsOf(document.body)).toEqual([])
    await user.keyboard('{ArrowUp}{Enter}')
    expect(box()).toHaveProperty('value', 'is:flagged ')
  })

  it('closes the list with the first Escape and goes back with the second', async () => {
    const { user } = await open()
    const first = screen.getAllByRole('option')[0] as HTMLElement
    first.focus()
    await user.keyboard('{Control>}/{/Control}')
    await screen.findByRole('listbox', { name: 'Suggestions', hidden: true })
    await user.keyboard('{Escape}')
    await eventually(() => expect(screen.queryByRole('listbox', { name: 'Suggestions', hidden: true })).toBeNull())
    expect(document.activeElement).toBe(box())
    await user.keyboard('{Escape}')
    await isFocused(() => first)
  })

  it('puts the list away by a press on Close, and the box keeps what was written, and the focus', async () => {
    const { user } = await open()
    await user.click(box())
    await user.keyboard('ramp')
    await user.click(await screen.findByRole('button', { name: 'Close suggestions', hidden: true }))
    await eventually(() => expect(screen.queryByRole('listbox', { name: 'Suggestions', hidden: true })).toBeNull())
    expect([document.activeElement, box()]).toEqual([box(), expect.objectContaining({ value: 'ramp' })])
  })

  it('says the same as the form of search options, both ways', async () => {
    const { user } = await open()
    await user.click(box())
    await user.keyboard('ramp from:ann{Escape}')
    await user.click(screen.getByRole('button', { name: 'Search options' }))
    const form = await screen.findByRole('form', { name: 'Search options', hidden: true })
    expect(within(form).getByLabelText('From')).toHaveProperty('value', 'ann')
    expect(within(form).getByLabelText('Words')).toHaveProperty('value', 'ramp')
    await user.click(within(form).getByLabelText('Unread'))
    await user.type(within(form).getByLabelText('Words'), ' town')
    await user.selectOptions(within(form).getByLabelText('Where'), 'Archive')
    expect(box()).toHaveProperty('value', 'ramp town from:ann in:Archive is:unread')
    expect(await faultsOf(document.body)).toEqual([])
    await user.click(within(form).getByRole('button', { name: 'Search', hidden: true }))
    await eventually(() =>
      expect(fake.queries).toEqual([
        { words: ['ramp', 'town'], from: 'ann', unread: true, folderId: 'archive', includeBody: true },
      ]),
    )
    expect(document.activeElement).toBe(box())
  })

  it('names the date field that cannot be read', async () => {
    const { user } = await open()
    await user.click(screen.getByRole('button', { name: 'Search options' }))
    const field = await screen.findByLabelText('Before this day')
    await user.type(field, 'soon{Enter}')
    await screen.findByText(/“soon” is no date/)
    await isFocused(() => field)
    expect(fake.queries).toEqual([])
  })

  it('remembers what was searched for, in this page only', async () => {
    const { user } = await search('permits')
    await user.clear(box())
    await screen.findByRole('option', { name: /permits/, hidden: true })
    expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])).not.toContain('permits')
  })
})

it('acts on results as in a folder', async () => {
  const { user } = await search('permits')
  fake.send(started(2), results, done(2))
  fake.end()
  await isFocused(() => row(/Ramp permits/))
  await user.keyboard(' ')
  expect([...useMailView().selectedIds]).toEqual(['x'])
  await screen.findByRole('toolbar', { name: 'Actions for the selected messages' })
  expect(await faultsOf(document.body)).toEqual([])
  expect(useMailView().folderId).toBe(inbox)
})
