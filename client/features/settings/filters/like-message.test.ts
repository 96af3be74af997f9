import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { keepsFilters, someFilters } from '#client/mail/testing/fake-filters.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { knowMessages, noFacts, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import FilterSettings from './FilterSettings.vue'
import { suggestionsOf } from './like-message.ts'

const list = {
  ...{ name: 'Harbour news', id: 'news.harbour.example', unsubscribe: null, post: null, help: null, archive: null },
}
const own = ['ada.lindqvist@example.gov']
const letter = wholeMessage({
  id: 'm7' as MessageId,
  folderId: 'Projects' as FolderId,
  subject: 'Fwd: RE: Ramp at the station',
  from: [{ name: 'Kit Maple', address: 'kit@harbour.example' }],
  to: [
    { name: '', address: 'Ada.Lindqvist@example.gov' },
    { name: '', address: 'ramps@list.example' },
  ],
})
const box = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name })
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('what a filter like a message could go by', () => {
  it('is its sender, their domain, its subject without signs of answering, and who else it went to', () =>
    expect(suggestionsOf(letter, own)).toEqual([
      { on: 'from', how: 'is', value: 'kit@harbour.example' },
      { on: 'from', how: 'domain', value: 'harbour.example' },
      { on: 'subject', how: 'contains', value: 'Ramp at the station' },
      { on: 'recipient', how: 'is', value: 'ramps@list.example' },
    ]))

  it('is its mailing list first', () =>
    expect(suggestionsOf({ ...letter, facts: { ...noFacts, list } }, own)[0]).toEqual({
      ...{ on: 'list', value: 'news.harbour.example' },
    }))

  it('is nothing where a message says nothing that a filter could go by', () =>
    expect(
      suggestionsOf({ ...letter, from: [{ name: 'x', address: 'no address' }], subject: 'Re: ', to: [] }, own),
    ).toEqual([]))
})

describe('a new filter like a message', () => {
  const at = '/settings/filters?like=m7'

  it('is begun with its sender and its folder, and keeps what is chosen', async () => {
    knowMessages(letter)
    const kept = keepsFilters(someFilters([]))
    const { baseElement, user, router } = await renderPart(FilterSettings, { at })
    await screen.findByRole('form', { name: 'New filter like “Fwd: RE: Ramp at the station”' })
    await eventually(() => expect(document.activeElement).toBe(field(/^Name/)))
    expect(field(/^Name/).value).toBe('Kit Maple')
    expect(await faultsOf(baseElement)).toEqual([])

    expect((await box('From is “kit@harbour.example”')).checked).toBe(true)
    await user.click(await box('Subject contains “Ramp at the station”'))
    await user.click(await box('From is “kit@harbour.example”'))
    await user.click(screen.getByRole('button', { name: 'Save filter' }))
    const edit = await screen.findByRole('button', { name: 'Edit: Kit Maple' })
    await eventually(() => expect(document.activeElement).toBe(edit))
    expect(kept.state.filters).toMatchObject([
      {
        conditions: [{ on: 'subject', how: 'contains', value: 'Ramp at the station' }],
        actions: [{ do: 'move', folderId: 'Projects' }],
      },
    ])
    expect(router.currentRoute.value.fullPath).toBe('/settings/filters')
  })

  it('leaves the choice of conditions as the person changes them', async () => {
    knowMessages(letter)
    keepsFilters(someFilters([]))
    const { user } = await renderPart(FilterSettings, { at })
    const sender = await box('From is “kit@harbour.example”')
    await user.type(field(/^Text/), '.old')
    expect(sender.checked).toBe(false)
    await user.click(sender)
    expect(screen.getAllByRole('textbox', { name: /^Text/ })).toHaveLength(2)
  })

  it('is an empty one where the message is gone, which is said', async () => {
    const { server } = startMailbox('a')
    server.failNext('/api/messages/m7', 'message-gone')
    keepsFilters(someFilters([]))
    await renderPart(FilterSettings, { at })
    await screen.findByText('The message this filter was to be like could not be read')
    expect(field(/^Text/).value).toBe('')
  })
})
