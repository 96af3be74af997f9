import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { someFilter, someFilters } from '#client/mail/testing/fake-filters.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { fakeFolder } from '#client/mail/testing/fake-folder.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Filter, type FilterBounds, type FiltersState } from '#contract/filters.ts'
import { type FolderList } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import FilterSettings from './FilterSettings.vue'

const carmen = { mailbox: 'carmen', name: 'Carmen Ruiz', address: 'c@example.gov', isRole: false, may: ['filters'] }
const at = '/settings/filters?mailbox=carmen'
const masked = 'nobody-knows' as FolderId
let saved: { filters: Filter[]; mailbox?: string }[]
let answer: () => [number, object]

const forwards = someFilter('Sent on', { actions: [{ do: 'forward', address: 'ben@example.gov' }] })
const files = someFilter('Hidden', { actions: [{ do: 'move', folderId: masked }] })
const replies = someFilter('Thanks', { isOn: false, actions: [{ do: 'reply', text: 'Thank you' }] })
const bound = (filters: Filter[], changes: Partial<FilterBounds> = {}): FiltersState =>
  someFilters(filters, {
    ...{ forwarding: null, canReply: false, canReject: false },
    bounds: { held: null, fixed: 0, folderIds: [], ...changes },
  })
const all = bound([forwards, files, replies, someFilter('News'), someFilter('Urgent')], { fixed: 3 })

function keeps(state: FiltersState): void {
  answer = () => [200, state]
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  saved = []
  answerAlso('/api/managed-mailboxes', () => [
    200,
    { items: [carmen, { ...carmen, mailbox: 'dov', may: ['absence'] }] },
  ])
  answerAlso('/api/filters', (body: (typeof saved)[number] | undefined) => {
    if (!body) return answer()
    saved.push(body)
    return answer()[0] === 200 ? [200, { ...(answer()[1] as FiltersState), filters: body.filters }] : answer()
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const item = (name: string) => {
  const found = screen.getAllByRole('listitem').find((each) => within(each).queryByText(name))
  if (!found) throw new Error(`No ${name}`)
  return within(found)
}
const list = () => screen.findByRole('list', { name: 'Filters of Carmen Ruiz, in the order they are tried' })

describe('the filters of somebody else', () => {
  it('are said to be theirs, with why some stay as they are; axe finds no faults', async () => {
    keeps(all)
    const { baseElement } = await renderPart(FilterSettings, { at })
    await list()
    const choice = within(await screen.findByRole('combobox', { name: 'Mailbox' }))
    expect(choice.getAllByRole('option')).toHaveLength(2)
    item('Sent on').getByText(/^On\. Set by Carmen Ruiz.*it decides what is sent on/)
    item('Hidden').getByText(/move to a folder that is not shared with you/)
    item('Hidden').getByText(/its folder is not shared with you/)
    item('Thanks').getByText(/^Off\. Set by Carmen Ruiz/)
    for (const name of ['Sent on', 'Hidden', 'Thanks']) expect(item(name).queryByRole('button')).toBeNull()
    const tried = screen.getAllByRole('button', { name: /^Try it out/ })
    expect(tried.map(({ textContent }) => textContent.trim())).toEqual(['Try it out: News', 'Try it out: Urgent'])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are put before none that is fixed', async () => {
    keeps(all)
    await renderPart(FilterSettings, { at })
    await list()
    await screen.findByRole('button', { name: 'Try Urgent earlier' })
    screen.getByRole('button', { name: 'Try News later' })
    expect(screen.queryByRole('button', { name: 'Try News earlier' })).toBeNull()
  })

  it('are offered nothing that sends mail on, answers, rejects or throws away, and are saved for that mailbox', async () => {
    keeps(all)
    const { user, baseElement } = await renderPart(FilterSettings, { at })
    await list()
    await user.click(await screen.findByRole('button', { name: 'New filter' }))
    const form = within(await screen.findByRole('form', { name: 'New filter' }))
    const does = form.getByRole('combobox', { name: 'Action' })
    const offered = within(does)
      .getAllByRole('option')
      .map(({ textContent }) => textContent.trim())
    expect(offered).toEqual(['Move to a folder', 'Copy to a folder', 'Mark as read', 'Flag it'])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(form.getByRole('textbox', { name: /^Name/ }), 'Ramps')
    await user.type(form.getByRole('textbox', { name: /^Text/ }), 'ramp')
    await user.selectOptions(does, 'Flag it')
    await user.click(form.getByRole('button', { name: 'Save filter' }))
    await eventually(() => expect(saved).toMatchObject([{ mailbox: 'carmen' }]))
    expect(saved[0]?.filters.slice(0, 5)).toEqual(all.filters)
  })

  describe('tried out', () => {
    const folders = ['inbox', 'archive'] as const
    const idOf = (role: string) => `carmen-${role}` as FolderId
    const shares = (filter: Filter) => {
      const { cache } = mailboxCache()
      const list = cache.getQueryData<FolderList>(keys.folders())
      const theirs = folders.map((role) => fakeFolder(idOf(role), { name: role, role, owner: 'Carmen Ruiz' }))
      if (list) cache.setQueryData(keys.folders(), { ...list, items: [...list.items, ...theirs] })
      keeps(bound([filter], { folderIds: folders.map(idOf) }))
    }
    const caught = [messageRow({ id: 'm1' as MessageId, subject: 'Ramp' })]

    it('look through folders of theirs, change nothing there, and say why one cannot be read; axe finds no faults', async () => {
      shares(someFilter('News'))
      const asked = answerAlso('/api/filters/try', ({ folderId }: { folderId: FolderId }) =>
        folderId === idOf('inbox')
          ? [200, { total: 3, looked: 3, caught, unanswered: [] }]
          : [403, { type: 'not-allowed', status: 403 }],
      )
      const { user, baseElement } = await renderPart(FilterSettings, { at })
      await user.click(await screen.findByRole('button', { name: 'Try it out: News' }))
      const found = within(await screen.findByRole('list', { name: 'Messages it would catch' }))
      expect(found.getAllByRole('listitem')).toHaveLength(1)
      expect(asked).toMatchObject([{ mailbox: 'carmen', folderId: idOf('inbox') }])
      expect(screen.queryByRole('button', { name: /^Do this to/ })).toBeNull()
      expect(await faultsOf(baseElement)).toEqual([])
      const places = screen.getByRole('combobox', { name: 'Look in' })
      expect(within(places).getAllByRole('option')).toHaveLength(2)
      await user.selectOptions(places, 'Archive')
      await user.click(screen.getByRole('button', { name: 'Look again' }))
      await screen.findByText(/^You may not read this folder.*Carmen Ruiz can allow both/)
      expect(recentAnnouncements.value.map(({ text }) => text).join()).toContain('You may not read this folder')
    })

    it('say before they are saved what they would catch', async () => {
      shares(someFilter('News'))
      answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught, unanswered: [] }])
      const { user } = await renderPart(FilterSettings, { at })
      await user.click(await screen.findByRole('button', { name: 'New filter' }))
      const form = within(await screen.findByRole('form', { name: 'New filter' }))
      await user.type(form.getByRole('textbox', { name: /^Text/ }), 'ramp')
      await user.click(form.getByRole('button', { name: 'Try it out' }))
      await form.findByText('It would catch 1 of the 3 messages in Inbox')
    })

    it('say that who gets no answer is for the owner to see', async () => {
      shares(someFilter('Thanks', { actions: [{ do: 'reply', text: 'Dear {first name}' }] }))
      const asked = answerAlso('/api/filters/try', () => [200, { total: 3, looked: 3, caught, unanswered: [] }])
      const { user } = await renderPart(FilterSettings, { at })
      await user.click(await screen.findByRole('button', { name: 'Try it out: Thanks' }))
      await screen.findByText(/^Who would get no answer is not said here/)
      expect(screen.queryByRole('figure')).toBeNull()
      expect(asked[0]).not.toHaveProperty('answersAfter')
    })

    it('are not, where they ask about contacts of the owner, and say so', async () => {
      const about = { on: 'contact', how: 'is' } as const
      shares(someFilter('Known', { conditions: [{ on: 'group', needs: 'any', conditions: [about] }] }))
      const asked = answerAlso('/api/filters/try', () => [400, { type: 'invalid-request', status: 400 }])
      const { user, baseElement } = await renderPart(FilterSettings, { at })
      await user.click(await screen.findByRole('button', { name: 'Try it out: Known' }))
      await screen.findByText(/^This filter asks about contacts\..*So only Carmen Ruiz can try it out/)
      expect(screen.queryByRole('combobox', { name: 'Look in' })).toBeNull()
      expect(asked).toEqual([])
      expect(await faultsOf(baseElement)).toEqual([])
    })
  })

  it.each([
    ['changed', /Until Carmen Ruiz saves them again/],
    ['displaced', /Until Carmen Ruiz saves a filter again/],
    ['beside', /only Carmen Ruiz can change filters/],
    ['goes-on', /lets later filters have it as well/],
  ] as const)('cannot be changed while they are held (%s), and say why', async (held, words) => {
    keeps(bound([someFilter('News')], { held }))
    await renderPart(FilterSettings, { at })
    await screen.findByText(words)
    item('News').getByText(/Cannot be changed now/)
    expect(screen.queryByRole('button', { name: 'New filter' })).toBeNull()
  })

  it('say that the owner can allow it, once the right has been withdrawn under the open page', async () => {
    keeps(all)
    const { user } = await renderPart(FilterSettings, { at })
    await list()
    answer = () => [403, { type: 'not-allowed', status: 403 }]
    await user.click(await screen.findByRole('switch', { name: /^News/ }))
    const words = 'You are not allowed to do this. The owner of the mailbox can allow it.'
    await eventually(() => expect(recentAnnouncements.value.map(({ text }) => text).join()).toContain(words))
  })
})
