import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type AccountFault, type ContactAccounts } from '#contract/contact-accounts.ts'
import ContactsPage from './ContactsPage.vue'

const servers = [{ url: 'https://books.example/', name: 'Address books' }]
const book = {
  id: `at-${'b'.repeat(16)}` as const,
  name: 'Team',
  isReadOnly: false,
  count: 2,
  syncedAt: null,
  fault: null,
  leftOut: [],
}
const account = { id: 'a'.repeat(16), server: 'Address books', user: 'ada', books: [{ ...book, isOn: true }] }

/** A server that takes `right` as the password; gives what was asked of it. */
function keepsAccounts(first: ContactAccounts['accounts'] = [], fault: AccountFault | null = null): string[] {
  keepsContacts()
  const asked: string[] = []
  let accounts = first
  const before = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
    const { pathname } = new URL(url, 'http://localhost')
    if (!pathname.startsWith('/api/contact-accounts')) return before(url, init)
    const body = (typeof init.body === 'string' ? JSON.parse(init.body) : {}) as { password?: string; books?: string[] }
    asked.push(`${init.method ?? 'GET'} ${pathname}`)
    const state = () => ({ servers, accounts })
    if (pathname.endsWith('/sync')) return Promise.resolve(Response.json({ isChanged: false, state: state() }))
    if (init.method === 'DELETE') accounts = []
    if (init.method === 'PATCH')
      accounts = accounts.map((each) => ({
        ...each,
        books: each.books.map((one) => ({ ...one, isOn: body.books?.includes(one.id) ?? false })),
      }))
    if (init.method !== 'POST') return Promise.resolve(Response.json(state()))
    const why = body.password === 'right' ? fault : 'sign-in'
    if (why === null) accounts = [account]
    return Promise.resolve(Response.json({ fault: why, state: state() }))
  })
  return asked
}

const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string) => screen.findByRole('button', { name })
const open = () => renderPart(ContactsPage, { at: '/contacts/books' })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('an account at another server', () => {
  it('say beside how a program asks the directory, each part to be copied, which is said', async () => {
    keepsAccounts()
    const bindDn = 'uid=ada,ou=people,dc=example,dc=gov'
    answerAlso('/api/directory/for-programs', () => [
      200,
      { settings: { host: 'ldap.example.gov', port: 636, baseDn: 'dc=example,dc=gov', bindDn } },
    ])
    const { user, baseElement } = await open()
    await screen.findByRole('heading', { name: 'The directory in another program' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Copy: Your name there (bind DN)'))
    await eventually(() => expect(said()).toContain('Copied: Your name there (bind DN)'))
    expect(await navigator.clipboard.readText()).toBe(bindDn)
  })

  it('say beside how a program reads the contacts kept here, and lead to a password for it', async () => {
    keepsAccounts()
    answerAlso('/api/app-passwords', () => [
      200,
      { contacts: { address: 'https://mail.example.gov/dav/', user: 'ada' }, asks: 'password', items: [] },
    ])
    const { user, baseElement } = await open()
    await screen.findByRole('heading', { name: 'Your own contacts in another program' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Copy: Server'))
    await eventually(() => expect(said()).toContain('Copied: Server'))
    expect(await navigator.clipboard.readText()).toBe('https://mail.example.gov/dav/')
    const way = screen.getByRole('link', { name: 'Make an app password' })
    expect(way.getAttribute('href')).toBe('/settings/app-passwords')
  })

  it('say at which address a telephone or another program reads and writes them', async () => {
    keepsAccounts()
    const { baseElement } = await open()
    await screen.findByRole('heading', { name: 'In a telephone or another program' })
    expect(screen.getByRole('definition').textContent).toBe('https://books.example/')
    expect(screen.getByRole('term').textContent).toBe('Address books')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is asked for field by field, and what is wrong is said at the field, which takes the focus', async () => {
    const asked = keepsAccounts()
    const { user, baseElement } = await open()
    await user.click(await press('Add account'))
    const name = await screen.findByRole('textbox', { name: 'User name there' })
    await eventually(() => expect(document.activeElement).toBe(name))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(name, 'ada')
    const password = screen.getByLabelText('Password there')
    await user.type(password, 'wrong')
    await user.click(await press('Add account'))
    await screen.findByText(/does not take this name and password/)
    await eventually(() => expect(document.activeElement).toBe(password))
    await user.clear(password)
    await user.type(password, 'right')
    await user.click(await press('Add account'))
    expect(await screen.findByRole('checkbox', { name: 'Team' })).toBeTruthy()
    expect(said()).toContain('1 address book added')
    expect(screen.getByLabelText<HTMLInputElement>('Password there').value).toBe('')
    expect(asked.filter((each) => each.startsWith('POST'))).toHaveLength(2)
  })

  it('that cannot be had is explained, and nothing typed is lost', async () => {
    keepsAccounts([], 'not-trusted')
    const { user } = await open()
    await user.type(await screen.findByRole('textbox', { name: 'User name there' }), 'ada')
    await user.type(screen.getByLabelText('Password there'), 'right')
    await user.click(await press('Add account'))
    await screen.findByText(/cannot prove who it is/)
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'User name there' }).value).toBe('ada')
  })

  it('has books that are shown or not, and says what keeps them from being read', async () => {
    keepsAccounts([{ ...account, books: [{ ...book, isOn: true, fault: 'unreachable' }] }])
    const { user } = await open()
    await screen.findByText(/What was read before is still here/)
    await user.click(await screen.findByRole('checkbox', { name: 'Team' }))
    await eventually(() => expect(said()).toContain('Team is not shown any more'))
    expect((await screen.findByRole('checkbox', { name: 'Team' })).matches(':checked')).toBe(false)
  })

  it('is forgotten once that was confirmed, and the focus goes to the heading', async () => {
    const asked = keepsAccounts([account])
    const { user } = await open()
    await user.click(await press('Forget the account ada'))
    await user.click(await press('Forget this account'))
    await eventually(() => expect(asked).toContain(`DELETE /api/contact-accounts/${account.id}`))
    await eventually(() => expect(screen.queryByRole('checkbox')).toBeNull())
    const heading = screen.getByRole('heading', { name: 'Other address books' })
    await eventually(() => expect(document.activeElement).toBe(heading))
  })
})
