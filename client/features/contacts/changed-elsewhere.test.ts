import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { contactChanges, noFields } from '#client/mail/contacts/contact-changes.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Contact } from '#contract/contacts.ts'
import ContactsPage from './ContactsPage.vue'

const firstId = 'contact0000000000001'
const options = () => within(screen.getByRole('listbox', { name: 'List of contacts' })).getAllByRole('option')
const names = () => options().map((option) => option.querySelector('.visually-hidden')?.textContent)
const option = (name: string) => screen.findByRole('option', { name: new RegExp(name) })
const buttonsOfPane = () =>
  within(screen.getByRole('region', { name: 'Nora Vik' }))
    .getAllByRole('button')
    .map((button) => button.textContent.trim())
const said = () => recentAnnouncements.value.map(({ text }) => text)
let kept: Map<string, Contact>

/** What a telephone does, and what the server tells of it. */
function elsewhere(change: () => void): void {
  change()
  contactChanges.value += 1
}
/** By name it comes before the others. */
const addElsewhere = (name: string) =>
  elsewhere(() => {
    const before = [...kept]
    const [first] = before
    const id = `other${'0'.repeat(15)}`
    kept.clear()
    kept.set(id, { ...first![1], id, fields: { ...noFields, name } })
    for (const [known, contact] of before) kept.set(known, contact)
  })
async function deleteElsewhere(id: string): Promise<void> {
  await fetch('/api/contacts/delete', { method: 'POST', body: JSON.stringify({ ids: [id] }) })
  contactChanges.value += 1
}
const retitleElsewhere = (title: string) =>
  elsewhere(() => {
    const contact = kept.get(firstId)!
    kept.set(firstId, { ...contact, version: 'other', fields: { ...contact.fields, title } })
  })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  kept = keepsContacts({ name: 'Nora Vik' }, { name: 'Zoe Ray' })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('A contact that was changed elsewhere', () => {
  it('comes into the list, and neither the focus nor what is selected is another', async () => {
    const { user } = await renderPart(ContactsPage, { at: '/contacts' })
    const zoe = await option('Zoe Ray')
    zoe.focus()
    await user.keyboard(' ')
    const before = said().length
    addElsewhere('Ann Berg')
    await eventually(() => expect(names()).toEqual(['Ann Berg', 'Nora Vik', 'Zoe Ray']))
    expect(document.activeElement?.textContent).toContain('Zoe Ray')
    expect(document.activeElement?.getAttribute('aria-posinset')).toBe('3')
    expect(options().map((each) => each.getAttribute('aria-selected'))).toEqual(['false', 'false', 'true'])
    expect(said()).toHaveLength(before)
  })

  it('is seen where it is open, and what has the focus there keeps it', async () => {
    await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    const edit = await screen.findByRole('button', { name: 'Edit' })
    edit.focus()
    retitleElsewhere('Captain')
    expect(await screen.findByText('Captain')).toBeTruthy()
    expect(document.activeElement).toBe(edit)
  })

  it('does not change what somebody is writing, and both sides are shown once they save', async () => {
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Position' })
    await user.type(field, 'Mine')
    retitleElsewhere('Theirs')
    addElsewhere('Ann Berg')
    await option('Ann Berg')
    expect([document.activeElement, field.isConnected, field.value]).toEqual([field, true, 'Mine'])
    await user.click(screen.getByRole('button', { name: 'Save contact' }))
    await screen.findByRole('heading', { name: 'Changed in another place meanwhile' })
    expect(screen.getAllByRole('cell').map((cell) => cell.textContent.trim())).toEqual(['Mine', 'Theirs'])
  })

  it('and is deleted is still shown, with the word that it is gone and a way to bring it back in place of others', async () => {
    const { user, baseElement } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    const edit = await screen.findByRole('button', { name: 'Edit' })
    edit.focus()
    await deleteElsewhere(firstId)
    expect(await screen.findByText(/This contact has been deleted\./)).toBeTruthy()
    await eventually(() => expect(said().join()).toContain('This contact has been deleted.'))
    expect([document.activeElement, edit.textContent.trim()]).toEqual([edit, 'Bring it back'])
    expect(buttonsOfPane()).toEqual(['Bring it back'])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(edit)
    await option('Nora Vik')
    await eventually(() => expect(edit.textContent.trim()).toBe('Edit'))
    expect(document.activeElement).toBe(edit)
    expect(screen.queryByText(/This contact has been deleted\./)).toBeNull()
    expect(said()).toContain('Nora Vik is back')
    expect(buttonsOfPane()).toContain('Delete')
  })

  it('and is deleted leaves the focus to its name, where what had it is of no use any more', async () => {
    await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    ;(await screen.findByRole('button', { name: 'Delete' })).focus()
    await deleteElsewhere(firstId)
    const heading = screen.getByRole('heading', { level: 2, name: 'Nora Vik' })
    await eventually(() => expect(document.activeElement).toBe(heading))
  })

  it('and was deleted too long ago is not said to be back', async () => {
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await screen.findByRole('button', { name: 'Edit' })
    elsewhere(() => kept.delete(firstId))
    await user.click(await screen.findByRole('button', { name: 'Bring it back' }))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^Nora Vik could not be brought back/))
    expect(useOutcome().shown?.failed).toBe(true)
  })

  it('and was the last leaves the focus to the heading, where the list had it', async () => {
    await renderPart(ContactsPage, { at: '/contacts' })
    ;(await option('Zoe Ray')).focus()
    elsewhere(() => kept.clear())
    await screen.findByText('No contacts yet')
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 })))
  })

  it('while somebody looks for others does not have them hear of any but those found', async () => {
    const { user } = await renderPart(ContactsPage, { at: '/contacts' })
    await option('Zoe Ray')
    const answered = fetch
    let asked = 0
    vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
      asked += 1
      if (asked === 1) contactChanges.value += 1
      await new Promise((resolve) => setTimeout(resolve))
      request[1]?.signal?.throwIfAborted()
      return answered(...request)
    })
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'Zoe')
    await eventually(() => expect(names()).toEqual(['Zoe Ray']))
    await eventually(() => expect(said()).toContain('1 contact'))
    expect(said()).not.toContain('2 contacts')
    expect(asked).toBe(2)
  })

  it('and cannot be read just now leaves the list as it was', async () => {
    await renderPart(ContactsPage, { at: '/contacts' })
    const zoe = await option('Zoe Ray')
    zoe.focus()
    const offline = vi.fn(() => Promise.reject(new TypeError('no network')))
    vi.stubGlobal('fetch', offline)
    contactChanges.value += 1
    await eventually(() => expect(offline).toHaveBeenCalled())
    await Promise.allSettled(offline.mock.results.map(({ value }) => value as Promise<never>))
    expect(document.activeElement).toBe(zoe)
    expect(screen.queryByText('Contacts could not be read')).toBeNull()
  })
})

describe('A contact whose book is given up while somebody writes', () => {
  const inOther = { status: 403, type: 'not-allowed' }

  beforeEach(() => {
    kept.set(firstId, { ...kept.get(firstId)!, book: 'other-book' })
    const before = fetch
    vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) => {
      const isNew = new URL(url, 'http://localhost').pathname === '/api/contacts' && init.method === 'POST'
      const isRefused = isNew && typeof init.body === 'string' && init.body.includes('"book":"other-book"')
      return isRefused ? Promise.resolve(Response.json(inOther, inOther)) : before(url, init)
    })
  })

  async function writeMeanwhile() {
    const { user } = await renderPart(ContactsPage, { at: `/contacts/${firstId}` })
    await user.click(await screen.findByRole('button', { name: 'Edit' }))
    await user.type(await screen.findByRole('textbox', { name: 'Position' }), 'Captain')
    elsewhere(() => kept.delete(firstId))
    await user.click(screen.getByRole('button', { name: 'Save contact' }))
    await screen.findByText(/was deleted in another place/)
    return user
  }
  const isKept = async () => {
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^Nora Vik is saved in your own address book/))
    expect([...kept.values()].filter(({ fields }) => fields.title === 'Captain')).toHaveLength(1)
  }

  it('is kept in their own, which is said', async () => {
    const user = await writeMeanwhile()
    await user.click(screen.getByRole('button', { name: 'Keep what I wrote' }))
    await isKept()
  })

  it('is so too once they have gone on writing', async () => {
    const user = await writeMeanwhile()
    await user.click(screen.getByRole('button', { name: 'Go on writing' }))
    await user.click(await screen.findByRole('button', { name: 'Save contact' }))
    await isKept()
  })

  it('and what was written is asked about before it is dropped', async () => {
    const user = await writeMeanwhile()
    await user.click(screen.getByRole('link', { name: 'New contact' }))
    expect(await screen.findByRole('alertdialog')).toBeTruthy()
  })
})
