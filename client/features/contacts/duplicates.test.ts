import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { contactChanges, noFields } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ContactsPage from './ContactsPage.vue'

/** Two people who are there twice each. */
function keepsTwice() {
  keepsContacts()
  const state = {
    asked: [] as string[],
    restored: null as string[] | null,
    takeAway: () => void (items = items.slice(1)),
  }
  const one = (id: string, name: string, title: string) => ({
    ...{ id: id.padEnd(20, '0'), isCollected: false, book: 'own', version: 'v1' },
    fields: { ...noFields, name, title },
  })
  const twice = (name: string) => ({
    contacts: [one(`${name}1`, name, 'Pilot'), one(`${name}2`, name, '')],
    ...{ reason: 'name', merged: { ...noFields, name, title: 'Pilot' } },
  })
  let items = [twice('Kit'), twice('Nora')]
  const before = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const { pathname } = new URL(url, 'http://localhost')
    state.asked.push(`${init.method ?? 'GET'} ${pathname}`)
    if (pathname.endsWith('/merge')) {
      const [first] = items
      items = items.slice(1)
      return Promise.resolve(
        Response.json({ contact: one('new', 'Kit', 'Pilot'), ids: first?.contacts.map(({ id }) => id) }),
      )
    }
    if (pathname.endsWith('/restore')) return Promise.resolve(Response.json({ ids: state.restored ?? idsIn(init) }))
    if (!pathname.startsWith('/api/contact-duplicates')) return before(url, init)
    return Promise.resolve(Response.json({ items, total: items.length }))
  })
  return state
}

const idsIn = ({ body }: RequestInit) => (JSON.parse(body as string) as { ids: string[] }).ids
const open = () => renderPart(ContactsPage, { at: '/contacts/duplicates' })
const heading = (name: string) => screen.findByRole('heading', { name, level: 3 })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

it('are shown side by side with what comes of merging, and the focus goes to the next, then to the heading', async () => {
  keepsTwice()
  const { user, baseElement } = await open()
  await heading('Kit')
  expect(screen.getAllByText('Pilot')).toHaveLength(4)
  expect(await faultsOf(baseElement)).toEqual([])
  const [merge] = screen.getAllByRole('button', { name: 'Merge these 2 contacts' })
  await user.click(merge!)
  const nora = await heading('Nora')
  await eventually(() => expect(document.activeElement).toBe(nora))
  expect(useOutcome().shown?.text).toContain('Kit: merged into one contact')
  await user.click(await screen.findByRole('button', { name: 'These are different people' }))
  const title = screen.getByRole('heading', { name: 'Contacts that may be one person' })
  await eventually(() => expect(document.activeElement).toBe(title))
  expect(recentAnnouncements.value[0]?.text).toBe('Nora: they stay as they are')
  expect(screen.getByText('No duplicates')).toBeTruthy()
})

it('come apart by Undo: they are brought back before the one is deleted', async () => {
  const { asked } = keepsTwice()
  const { user } = await open()
  await heading('Kit')
  await user.click(screen.getAllByRole('button', { name: 'Merge these 2 contacts' })[0]!)
  await eventually(() => expect(useOutcome().shown?.canBeUndone).toBe(true))
  await useOutcome().undoLatest()
  const done = asked.filter((each) => /restore|delete/.test(each))
  expect(done).toEqual(['POST /api/contacts/restore', 'POST /api/contacts/delete'])
})

it.each([
  ['none', []],
  ['one', ['Kit1'.padEnd(20, '0')]],
])('stay one where %s of them can be brought back any more, so that nobody is lost', async (_what, restored) => {
  const state = keepsTwice()
  const { user } = await open()
  await heading('Kit')
  await user.click(screen.getAllByRole('button', { name: 'Merge these 2 contacts' })[0]!)
  await eventually(() => expect(useOutcome().shown?.canBeUndone).toBe(true))
  state.restored = restored
  await useOutcome().undoLatest()
  expect(state.asked.filter((each) => each.includes('delete'))).toEqual([])
  expect(useOutcome().shown).toMatchObject({ failed: true, text: expect.stringContaining('Kit') as string })
})

it('that are no longer two because of a change elsewhere leave the focus to the next, and to the heading after the last', async () => {
  const { takeAway } = keepsTwice()
  await open()
  const kit = await heading('Kit')
  const nora = await heading('Nora')
  within(kit.parentElement!).getByRole('button', { name: 'These are different people' }).focus()
  const vanish = () => {
    takeAway()
    contactChanges.value += 1
  }
  vanish()
  await eventually(() => expect(kit.isConnected).toBe(false))
  await eventually(() => expect(document.activeElement).toBe(nora))
  vanish()
  const title = screen.getByRole('heading', { name: 'Contacts that may be one person' })
  await eventually(() => expect(document.activeElement).toBe(title))
})

it('that another pair leaves because of a change elsewhere keep the focus where it is', async () => {
  const { takeAway } = keepsTwice()
  await open()
  const [kit, nora] = [await heading('Kit'), await heading('Nora')]
  const apart = within(nora.parentElement!).getByRole('button', { name: 'These are different people' })
  apart.focus()
  takeAway()
  contactChanges.value += 1
  await eventually(() => expect(kit.isConnected).toBe(false))
  expect(document.activeElement).toBe(apart)
})
