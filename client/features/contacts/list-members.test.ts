import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsContacts } from '#client/mail/testing/fake-contacts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ListMember } from '#contract/contacts.ts'
import ContactsPage from './ContactsPage.vue'

const listId = 'contact0000000000001'
const member = (is: ListMember['is'], name: string, address = ''): ListMember => ({
  member: `urn:uuid:${name}`,
  is,
  name,
  address,
})
const members = [
  member('person', 'Nora Vik', 'nora@harbour.example'),
  { ...member('gone', ''), member: 'urn:uuid:4711' },
  member('itself', 'Rowers'),
]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function openList() {
  const kept = keepsContacts({ name: 'Rowers' })
  kept.set(listId, { ...kept.get(listId)!, members })
  const page = await renderPart(ContactsPage, { at: `/contacts/${listId}` })
  await screen.findByRole('heading', { name: 'Members' })
  return { ...page, kept }
}
const press = (name: string) => screen.findByRole('button', { name })
const held = () =>
  screen.getAllByRole('button', { name: /^Take out: / }).map((button) => button.closest('li')?.textContent)

describe('a list of people', () => {
  it('names everybody in it, and says of an entry that nobody is called so or that it is the list itself', async () => {
    const { baseElement } = await openList()
    expect(held()).toEqual([
      expect.stringContaining('nora@harbour.example'),
      expect.stringMatching(/Somebody who is not in this address book any more.*calls them urn:uuid:4711/),
      expect.stringMatching(/Rowers.*the list itself, or leads back to it/),
    ])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('loses an entry with one press, which leaves the focus at its heading, and gets it back by Undo', async () => {
    const { user, kept } = await openList()
    await user.click(await press('Take out: Rowers'))
    await eventually(() => expect(useOutcome().shown?.text).toContain('Rowers is not in Rowers any more'))
    await eventually(() => expect(document.activeElement?.textContent).toBe('Members'))
    expect(held()).toHaveLength(2)
    await useOutcome().undoLatest()
    expect(kept.get(listId)?.members?.map((each) => each.member)).toContain('urn:uuid:Rowers')
    await eventually(() => expect(held()).toHaveLength(3))
  })

  it('takes in whoever is chosen, leaves the focus in the field, and loses them again by Undo', async () => {
    const { user } = await openList()
    const field = await screen.findByRole('combobox', { name: 'People to put into the list' })
    await user.type(field, 'kit@moe.example')
    await user.click(await press('Put into the list'))
    await eventually(() => expect(useOutcome().shown?.text).toContain('kit@moe.example is in Rowers'))
    await press('Take out: kit@moe.example')
    await eventually(() => expect(document.activeElement).toBe(field))
    await useOutcome().undoLatest()
    await eventually(() => expect(held()).toHaveLength(3))
  })

  it.each([
    ['', /Choose somebody first/],
    ['kit.moe', /“kit\.moe” is not a whole address/],
  ])('says at the field why %j cannot be put into it', async (typed, why) => {
    const { user, kept, baseElement } = await openList()
    const field = await screen.findByRole('combobox', { name: 'People to put into the list' })
    if (typed) await user.type(field, typed)
    await user.click(await press('Put into the list'))
    expect(await screen.findByText(why)).toBeTruthy()
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(kept.get(listId)?.members).toHaveLength(3)
    expect(await faultsOf(baseElement)).toEqual([])
  })
})
