import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ListDetails, type ListFault, type MailList } from '#contract/directory-lists.ts'
import DirectoryPage from '../DirectoryPage.vue'
import { keyOfList } from '../person-key.ts'

const dov = { name: 'Dov Halevi', address: 'dov.halevi@example.gov' }
const ada = { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }
const club: MailList = {
  ...{ name: 'Running club', address: 'run@example.gov', text: 'Mornings', joining: 'open', posting: 'members' },
  ...{ owners: [dov], isMember: false, isManaged: false, isMade: false },
}
const bees: MailList = {
  ...{ name: 'Bees', address: 'bees@example.gov', text: '', joining: 'closed', posting: 'organisation' },
  ...{ owners: [ada, dov], isMember: true, isManaged: true, isMade: true },
}

/** A server with two lists: one to join, and one that the person looks after. */
function keepsLists(fault: ListFault | null = null) {
  const kept = { club, members: [{ ...ada, kind: 'person' as const }] as ListDetails['members'], bees: { ...bees } }
  const lists = () => ({
    isOffered: true,
    items: [kept.bees, ...(kept.club.isMember ? [kept.club] : [])],
    offer: { domains: ['example.gov'], most: 5, left: 4 },
  })
  const details = () => ({ list: kept.bees, members: kept.members, isCut: false, takesOutside: true })
  const changed = () => [200, { fault, details: details() }] as [number, unknown]
  answerAlso('/api/directory', () => [200, { departments: [], directories: [], silentDirectories: [] }])
  answerAlso('/api/directory/own-groups', () => [
    200,
    {
      items: lists()
        .items.filter(({ isMember }) => isMember)
        .map(({ name, address, owners }) => ({ name, address, owner: owners[0], through: null })),
    },
  ])
  const sent = answerAlso('/api/lists', (body: object | undefined) => (body === undefined ? [200, lists()] : changed()))
  answerAlso('/api/lists/found', () => [200, { items: [kept.club] }])
  answerAlso('/api/lists/one', () => [200, details()])
  answerAlso('/api/lists/delete', () => [200, { fault: null, details: null }])
  answerAlso('/api/lists/join', ({ isMember }: { isMember: boolean }) => {
    if (!fault) kept.club = { ...kept.club, isMember }
    return [200, { fault, lists: lists() }]
  })
  answerAlso('/api/lists/members', ({ member, isMember }: { member: string; isMember: boolean }) => {
    const others = kept.members.filter(({ address }) => address !== member)
    if (!fault) kept.members = isMember ? [...others, { name: '', address: member, kind: 'outside' }] : others
    return changed()
  })
  answerAlso('/api/lists/owners', ({ owner, isOwner }: { owner: string; isOwner: boolean }) => {
    const owners = kept.bees.owners.filter(({ address }) => address !== owner)
    kept.bees = { ...kept.bees, owners: isOwner ? [...owners, { name: '', address: owner }] : owners }
    return changed()
  })
  return { sent }
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const press = (name: string | RegExp) => screen.findByRole('button', { name })
const shown = () => useOutcome().shown?.text
const openBees = () => renderPart(DirectoryPage, { at: `/directory/${keyOfList(bees.address)}` })

describe('lists to join', () => {
  it('are found, joined and left by one button that keeps the focus, with a way back', async () => {
    keepsLists()
    const { user, baseElement } = await renderPart(DirectoryPage, { at: '/directory' })
    await user.type(await screen.findByRole('searchbox', { name: 'Find a list' }), 'run')
    await user.click(await press('Join: Running club'))
    await eventually(() => expect(shown()).toMatch(/^You are on Running club/))
    await eventually(() => expect(document.activeElement?.textContent).toMatch(/^Leave/))
    const mine = await screen.findByRole('table', { name: 'Lists I am on' })
    await within(mine).findByRole('row', { name: /Running club/ })
    expect(await faultsOf(baseElement)).toEqual([])
    await useOutcome().undoLatest()
    await eventually(() => expect(shown()).toBe('You are not on Running club any more'))
    await press('Join: Running club')
  })

  it('are left in the table of those one is on; closed ones say who decides', async () => {
    keepsLists()
    const { user } = await renderPart(DirectoryPage, { at: '/directory' })
    await user.type(await screen.findByRole('searchbox', { name: 'Find a list' }), 'run')
    await user.click(await press('Join: Running club'))
    const table = await screen.findByRole('table', { name: 'Lists I am on' })
    expect((await within(table).findByRole('row', { name: /Bees/ })).textContent).toContain('Only its owners')
    await user.click(await within(table).findByRole('button', { name: 'Leave: Running club' }))
    await eventually(() => expect(shown()).toMatch(/^You are not on Running club/))
    await eventually(() => expect(document.activeElement?.textContent).toBe('Lists I am on'))
  })

  it('that an owner closed meanwhile say so', async () => {
    keepsLists('changed')
    const { user } = await renderPart(DirectoryPage, { at: '/directory' })
    await user.type(await screen.findByRole('searchbox', { name: 'Find a list' }), 'run')
    await user.click(await press('Join: Running club'))
    await eventually(() => expect(shown()).toMatch(/not put on Running club.*changed who may join/))
  })
})

describe('a list one looks after', () => {
  it('shows who is on it, and takes people off with a way back', async () => {
    keepsLists()
    const { user, baseElement } = await openBees()
    await user.click(await press('Take off: Ada Lindqvist'))
    await eventually(() => expect(shown()).toMatch(/^Ada Lindqvist is off Bees/))
    await eventually(() => expect(document.activeElement?.textContent).toBe('Members'))
    expect(await faultsOf(baseElement)).toEqual([])
    await useOutcome().undoLatest()
    await press(/^Take off: ada/)
  })

  it('takes in whoever is chosen, also from outside', async () => {
    keepsLists()
    const { user } = await openBees()
    const field = await screen.findByRole('combobox', { name: 'People, lists or addresses outside to put on it' })
    await user.type(field, 'bo@outside.example')
    await user.click(await press('Put on the list'))
    await eventually(() => expect(shown()).toMatch(/^bo@outside.example is on Bees/))
    const row = (await press('Take off: bo@outside.example')).closest('li')
    expect(row?.textContent).toContain('Outside your organisation')
    expect(document.activeElement).toBe(field)
  })

  it('says at the field who could not be put on it, and keeps them there', async () => {
    keepsLists('loop')
    const { user } = await openBees()
    const field = await screen.findByRole('combobox', { name: 'People, lists or addresses outside to put on it' })
    await user.click(await press('Put on the list'))
    await screen.findByText(/Choose somebody first/)
    await user.type(field, 'all@example.gov')
    await user.click(await press('Put on the list'))
    expect((await screen.findAllByText(/all@example.gov cannot be put on it/)).length).toBe(1)
    await eventually(() => expect(document.activeElement).toBe(field))
  })

  it('keeps its rules, made from what the person saw', async () => {
    const { sent } = keepsLists()
    const { user } = await openBees()
    await user.click(await screen.findByRole('radio', { name: 'Its owners' }))
    await user.click(await press('Keep'))
    await eventually(() => expect(shown()).toMatch(/^Bees is changed/))
    expect(sent.at(-2) ?? sent.at(-1)).toMatchObject({
      before: { posting: 'organisation' },
      after: { name: 'Bees', posting: 'owners' },
    })
    await user.clear(screen.getByRole('textbox', { name: 'What it is called' }))
    await user.click(await press('Keep'))
    const field = screen.getByRole('textbox', { name: 'What it is called' })
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(field.getAttribute('aria-invalid')).toBe('true')
  })

  it('is given away after a question, and deleted after one that says what happens', async () => {
    keepsLists()
    const { user, router } = await openBees()
    await user.click(await press('End: Ada Lindqvist'))
    await within(await screen.findByRole('alertdialog')).findByText(/not be able to change it/)
    await user.click(await press('Cancel'))
    await user.click(await press('Delete the list'))
    const dialog = await screen.findByRole('alertdialog')
    await within(dialog).findByText(/Mail to bees@example.gov is refused from then on, for its 1 member\./)
    await user.click(within(dialog).getByRole('button', { name: 'Delete the list' }))
    await eventually(() => expect(router.currentRoute.value.path).toBe('/directory'))
    await eventually(() => expect(shown()).toBe('Bees is deleted'))
  })
})

it('a list is made, and one is on its page; what is wrong with its name the field says', async () => {
  keepsLists('taken')
  const { user } = await renderPart(DirectoryPage, { at: '/directory' })
  await user.type(await screen.findByRole('textbox', { name: 'What it is called' }), 'Mayor')
  await user.type(screen.getByRole('textbox', { name: 'Name before the @' }), 'mayor')
  await user.click(await press('Make the list'))
  await screen.findByText(/mayor@example.gov is taken/)
  const field = screen.getByRole('textbox', { name: 'Name before the @' })
  await eventually(() => expect(document.activeElement).toBe(field))
  cleanup()
  vi.unstubAllGlobals()
  startMailbox('a')
  keepsLists()
  const { user: again, router } = await renderPart(DirectoryPage, { at: '/directory' })
  await again.type(await screen.findByRole('textbox', { name: 'What it is called' }), 'Bees')
  await again.type(screen.getByRole('textbox', { name: 'Name before the @' }), 'Bees')
  await again.click(await press('Make the list'))
  await eventually(() => expect(router.currentRoute.value.path).toBe(`/directory/${keyOfList('bees@example.gov')}`))
})
