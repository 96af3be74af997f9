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
const done = () => useOutcome().shown?.text

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const press = (name: string | RegExp) => screen.findByRole('button', { name })
const list = () => screen.getByRole('listbox', { name: 'List of contacts' })
const options = () => within(list()).getAllByRole('option')
const named = (name: string) =>
  options().find((option) => option.querySelector('.visually-hidden')?.textContent === name)!
const selectedNames = () =>
  options()
    .filter((option) => option.getAttribute('aria-selected') === 'true')
    .map((option) => option.querySelector('.visually-hidden')?.textContent)
const box = (name: string) => named(name).querySelector<HTMLElement>('[data-toggle]')!

async function open(...names: string[]) {
  const kept = keepsContacts(...names.map((name) => ({ name })))
  const page = await renderPart(ContactsPage, { at: '/contacts' })
  await screen.findByText(`${names.length.toLocaleString('en')} contacts`)
  return { ...page, kept }
}

describe('contacts are selected', () => {
  it('by Space and Shift, which is said, and Escape ends that', async () => {
    const { user, baseElement } = await open('Ann', 'Bob', 'Cid')
    named('Ann').focus()
    await user.keyboard(' ')
    expect(selectedNames()).toEqual(['Ann'])
    expect(said()[0]).toBe('1 selected')
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(selectedNames()).toEqual(['Ann', 'Bob'])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('{Escape}')
    expect(said()[0]).toBe('Nobody is selected')
    expect(selectedNames()).toEqual([])
  })

  it('by the box of a row, which opens nothing', async () => {
    const { user, router } = await open('Ann', 'Bob')
    await user.click(box('Bob'))
    expect(selectedNames()).toEqual(['Bob'])
    expect(router.currentRoute.value.fullPath).toBe('/contacts')
    await user.click(box('Bob'))
    expect(selectedNames()).toEqual([])
    await user.click(named('Ann'))
    await eventually(() => expect(router.currentRoute.value.params['contactId']).toBeTruthy())
  })

  it('all that are found, also those not looked at yet, and nobody any more after another search', async () => {
    const { user } = await open(...Array.from({ length: 250 }, (_, at) => `Number ${at}`))
    await user.click(await press('Select all 250'))
    expect(await screen.findByText('250 selected')).toBeTruthy()
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'Number 24')
    await press('Select all 11')
    named('Number 24').focus()
    await user.keyboard('{Control>}a{/Control}')
    expect(await screen.findByText('11 selected')).toBeTruthy()
  })
})

describe('contacts that are selected', () => {
  it('are deleted, with the focus in the list, and brought back by Undo', async () => {
    const { user, kept } = await open('Ann', 'Bob', 'Cid')
    await user.click(box('Ann'))
    await user.click(box('Cid'))
    await user.click(await press('Delete'))
    await eventually(() => expect(done()).toContain('2 contacts deleted'))
    await eventually(() => expect(document.activeElement).toBe(named('Bob')))
    expect(kept.size).toBe(1)
    await useOutcome().undoLatest()
    await eventually(() => expect(options()).toHaveLength(3))
    expect(selectedNames()).toEqual([])
  })

  it('leave the focus at the heading of the page when nobody is left', async () => {
    const { user } = await open('Ann', 'Bob')
    await user.click(await press('Select all 2'))
    await user.click(await press('Delete'))
    await eventually(() => expect(document.activeElement?.textContent).toBe('Contacts'))
  })

  it('come into a new group and out of it again, each with a way back', async () => {
    const { user, kept, baseElement } = await open('Ann', 'Bob')
    const groups = () => [...kept.values()].map(({ fields }) => fields.groups.join())
    await user.click(box('Ann'))
    await user.click(await press('Put into a group'))
    const field = await screen.findByRole('textbox', { name: 'Name of the new group' })
    await eventually(() => expect(document.activeElement).toBe(field))
    await user.click(await press('Put into the group'))
    expect(await screen.findByText(/Give the group a name/)).toBeTruthy()
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(field, ' The  Board{Enter}')
    await eventually(() => expect(done()).toContain('1 contact is in The Board now'))
    expect(groups()).toEqual(['The Board', ''])
    await useOutcome().undoLatest()
    expect(groups()).toEqual(['', ''])
  })

  it('are taken out of the group that is shown', async () => {
    const kept = keepsContacts({ name: 'Ann', groups: ['Board'] }, { name: 'Bob' })
    const { user } = await renderPart(ContactsPage, { at: '/contacts' })
    await screen.findByText('2 contacts')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Board (1)')
    await screen.findByText('1 contact')
    await user.click(box('Ann'))
    await user.click(await press('Take out of Board'))
    await eventually(() => expect(done()).toContain('1 contact is not in Board any more'))
    expect([...kept.values()].flatMap(({ fields }) => fields.groups)).toEqual([])
  })

  it('go into one file, which is said', async () => {
    const { user, kept } = await open('Ann', 'Bob', 'Cid')
    const files: Blob[] = []
    URL.createObjectURL = (blob) => `blob:${files.push(blob as Blob)}`
    URL.revokeObjectURL = () => undefined
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    await user.click(box('Cid'))
    await user.click(box('Ann'))
    await user.click(
      within(screen.getByRole('group', { name: 'Selected contacts' })).getByRole('button', { name: 'Export selected' }),
    )
    await eventually(() => expect(said()[0]).toBe('2 contacts are in the file'))
    const ids = [...kept.values()].filter(({ fields }) => fields.name !== 'Bob').map(({ id }) => id)
    expect((await files[0]?.text())?.split('\n').sort()).toEqual(ids)
    expect(click).toHaveBeenCalledOnce()
  })
})
