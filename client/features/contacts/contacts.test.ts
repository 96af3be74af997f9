import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ContactsPage from './ContactsPage.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const nora = { name: 'Nora Vik', addresses: [{ address: 'nora@harbour.example', kind: 'work' as const }] }
const firstId = 'contact0000000000001'

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const field = (name: string) => screen.findByRole('textbox', { name })
const press = (name: string | RegExp) => screen.findByRole('button', { name })
const list = () => screen.getByRole('listbox', { name: 'List of contacts' })
const options = () => within(list()).getAllByRole('option')
const names = () => options().map((option) => option.querySelector('.visually-hidden')?.textContent)

describe('the list of contacts', () => {
  it('says how many there are, and narrows as somebody types, which is said', async () => {
    keepsContacts(nora, { name: 'Kit Moe' })
    const { user, baseElement } = await renderPart(ContactsPage, { at: '/contacts' })
    expect(await screen.findByText('2 contacts')).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'kit')
    await eventually(() => expect(names()).toEqual(['Kit Moe']))
    expect(said()[0]).toBe('1 contact')
  })

  it('is exported as it is shown, also narrowed by a search, and one contact alone', async () => {
    keepsContacts(nora, { name: 'Kit Moe' })
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    const fileOf = async (name: string, at = 0) =>
      (await screen.findAllByRole('link', { name }))[at]?.getAttribute('href') ?? ''
    expect(await fileOf('Export')).not.toContain('nora')
    expect(await fileOf('Export', 1)).toContain(`contact=${firstId}`)
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'nora')
    expect(await fileOf('Export this contact')).toContain('query=nora')
  })

  it('holds ten thousand, of which those on the screen are in the page and each says its place', async () => {
    keepsContacts(...Array.from({ length: 10_000 }, (_, at) => ({ name: `Number ${at}` })))
    const { user, router } = await renderPart(ContactsPage, { at: '/contacts' })
    await screen.findByText('10,000 contacts')
    expect(options().length).toBeLessThan(60)
    const here = () => document.activeElement
    options()[0]?.focus()
    await user.keyboard('{ArrowDown}')
    expect(names()[1]).toBe('Number 1')
    expect([here()?.getAttribute('aria-posinset'), here()?.getAttribute('aria-setsize')]).toEqual(['2', '10000'])
    await user.keyboard('{End}')
    await eventually(() => expect(here()?.getAttribute('aria-posinset')).toBe('10000'))
    expect(here()?.textContent).toContain('Number 9999')
    await user.keyboard('{Enter}')
    await eventually(() => expect(router.currentRoute.value.params['contactId']).toMatch(/^contact0+10000$/))
  })

  it('says what cannot be read, and tries again', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')))
    const { user } = await renderPart(ContactsPage, { at: '/contacts' })
    await screen.findByText('Contacts could not be read')
    keepsContacts(nora)
    await user.click(await press('Try again'))
    expect(await screen.findByText('1 contact')).toBeTruthy()
  })
})

describe('a contact', () => {
  it('becomes a favourite with one press, which is said, and is shown alone among them', async () => {
    const kept = keepsContacts(nora, { name: 'Kit Moe' })
    const { user, baseElement } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Favourite'))
    await eventually(() => expect(kept.get(firstId)?.isFavourite).toBe(true))
    await eventually(() => expect(said()).toContain('Nora Vik is one of your favourites and is offered first'))
    expect((await press('Favourite')).getAttribute('aria-pressed')).toBe('true')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Show' }), 'Favourites (1)')
    await eventually(() => expect(names()).toEqual(['Nora Vik, nora@harbour.example, Favourite']))
  })

  it('is added with the focus in its name, and is then in the list and open', async () => {
    const kept = keepsContacts()
    const { user, router } = await renderPart(ContactsPage, { at: '/contacts' })
    await user.click(await screen.findByRole('link', { name: 'New contact' }))
    await eventually(async () => expect(document.activeElement).toBe(await field('Name')))
    await user.type(await field('Name'), ' Nora  Vik ')
    await user.type(await field('Email address'), 'nora@harbour.example')
    await user.type(await field('Groups'), 'Board, Friends,')
    await user.click(await press('Save contact'))
    await eventually(() => expect(kept.size).toBe(1))
    const [contact] = [...kept.values()]
    expect(contact?.fields).toMatchObject({ ...nora, groups: ['Board', 'Friends'], telephones: [] })
    await eventually(() => expect(router.currentRoute.value.params['contactId']).toBe(contact?.id))
    expect(said()).toContain('Nora Vik saved')
    await eventually(() => expect(options()).toHaveLength(1))
  })

  it.each([
    ['Name', '', '', /Give a name, or an address/],
    ['Email address', 'Nora', 'nora.harbour', /is not a whole address/],
  ])('that cannot be kept is told at the field %s, which takes the focus', async (name, typedName, address, error) => {
    const kept = keepsContacts()
    const { user, baseElement } = await renderPart(ContactsPage, { at: '/contacts/new' })
    if (typedName) await user.type(await field('Name'), typedName)
    if (address) await user.type(await field('Email address'), address)
    await user.click(await press('Save contact'))
    const bad = await field(name)
    await eventually(() => expect(document.activeElement).toBe(bad))
    expect(await screen.findByText(error)).toBeTruthy()
    expect(document.activeElement).toBe(bad)
    expect(bad.getAttribute('aria-invalid')).toBe('true')
    expect(kept.size).toBe(0)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is changed, and leads back to where changing began', async () => {
    const kept = keepsContacts(nora)
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.type(await field('Position'), 'Harbour master')
    await user.click(await press('Save contact'))
    await eventually(() => expect(kept.get(firstId)?.fields.title).toBe('Harbour master'))
    await eventually(async () => expect(document.activeElement).toBe(await press('Edit')))
  })

  it('that was changed elsewhere meanwhile is shown from both sides, and either can be kept', async () => {
    const kept = keepsContacts(nora)
    const { user, baseElement } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.type(await field('Position'), 'Mine')
    const theirs = kept.get(firstId)!
    kept.set(firstId, { ...theirs, version: 'other', fields: { ...theirs.fields, title: 'Theirs' } })
    await user.click(await press('Save contact'))
    const heading = await screen.findByRole('heading', { name: 'Changed in another place meanwhile' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent.trim())).toEqual(['Mine', 'Theirs'])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Go on writing'))
    expect(((await field('Position')) as HTMLInputElement).value).toBe('Mine')
    expect(kept.get(firstId)?.fields.title).toBe('Theirs')
    await user.click(await press('Save contact'))
    await eventually(() => expect(kept.get(firstId)?.fields.title).toBe('Mine'))
  })

  it.each([
    ['Keep what I wrote', ['Mine']],
    ['Keep what is there', ['Theirs']],
    ['Keep both, as two contacts', ['Theirs', 'Mine']],
  ])('that was changed in two places becomes what %s says', async (choice, titles) => {
    const kept = keepsContacts(nora)
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.type(await field('Position'), 'Mine')
    const theirs = kept.get(firstId)!
    kept.set(firstId, { ...theirs, version: 'other', fields: { ...theirs.fields, title: 'Theirs' } })
    await user.click(await press('Save contact'))
    await user.click(await press(choice))
    await press('Edit')
    await eventually(() => expect([...kept.values()].map(({ fields }) => fields.title)).toEqual(titles))
  })

  it('that was deleted elsewhere meanwhile is brought back with what was written, and all else its card says', async () => {
    const kept = keepsContacts(nora)
    kept.set(firstId, { ...kept.get(firstId)!, photo: 'here' })
    const { user, router } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.type(await field('Position'), 'Mine')
    await fetch('/api/contacts/delete', { method: 'POST', body: JSON.stringify({ ids: [firstId] }) })
    await user.click(await press('Save contact'))
    await user.click(await press('Keep what I wrote'))
    await press('Edit')
    expect([...kept.values()].map(({ id, fields, photo }) => [id, fields.title, photo])).toEqual([
      [firstId, 'Mine', 'here'],
    ])
    expect(router.currentRoute.value.params['contactId']).toBe(firstId)
  })

  it('that was deleted too long ago is saved as a new one', async () => {
    const kept = keepsContacts(nora)
    const { user, router } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.type(await field('Position'), 'Mine')
    kept.clear()
    await user.click(await press('Save contact'))
    await user.click(await press('Keep what I wrote'))
    await eventually(() => expect([...kept.values()].map(({ fields }) => fields.title)).toEqual(['Mine']))
    await eventually(() => expect(router.currentRoute.value.params['contactId']).toBe([...kept.keys()][0]))
  })

  it('loses an address by its button, which leaves the focus in the next', async () => {
    keepsContacts({ ...nora, addresses: [...nora.addresses, { address: 'two@home.example', kind: 'home' }] })
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Edit'))
    await user.click(await press('Remove address 1'))
    expect(said()[0]).toBe('Address 1 removed')
    await eventually(() => expect((document.activeElement as HTMLInputElement).value).toBe('two@home.example'))
  })

  it('is deleted and brought back', async () => {
    const kept = keepsContacts(nora)
    const { user, router } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await press('Delete'))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/contacts'))
    expect(kept.size).toBe(0)
    expect(useOutcome().shown?.text).toContain('Nora Vik deleted')
    await useOutcome().undoLatest()
    expect(kept.size).toBe(1)
    await eventually(() => expect(options()).toHaveLength(1))
  })
})
