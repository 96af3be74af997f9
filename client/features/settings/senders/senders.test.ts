import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { useLateActions } from '#client/mail/rule-actions.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsSenders } from '#client/mail/testing/fake-senders.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import SenderSettings from './SenderSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text).join('\n')
const focused = (element: () => HTMLElement) => eventually(() => expect(document.activeElement).toBe(element()))
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Sender to block' })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of senders', () => {
  it('have no faults that axe can find, also with a fault of the person', async () => {
    keepsSenders({ blocked: ['kit@harbour.example'] })
    const { baseElement, user } = await renderPart(SenderSettings)
    await user.click(await screen.findByRole('button', { name: 'Block' }))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('block one, say so, and wait in the field for the next', async () => {
    const kept = keepsSenders({ allowed: ['spam.example'] })
    const { user } = await renderPart(SenderSettings)
    await user.type(await screen.findByRole('textbox', { name: 'Sender to block' }), ' spam.example{Enter}')
    await eventually(() => expect(said()).toContain('Mail from spam.example goes to Junk from now on'))
    expect(kept.state.senders).toEqual({ blocked: ['spam.example'], allowed: [] })
    await focused(field)
    expect(field().value).toBe('')
    await useOutcome().undoLatest()
    expect(kept.state.senders).toEqual({ blocked: [], allowed: ['spam.example'] })
  })

  it.each([
    ['two words', 'Write a whole address or a domain'],
    ['ADA.lindqvist@example.gov', 'This is your own address.'],
    ['Kit@harbour.example', 'This sender is on the list already.'],
  ])('lead back to the field for %s, and say why', async (typed, why) => {
    const kept = keepsSenders({ blocked: ['kit@harbour.example'] })
    const { user } = await renderPart(SenderSettings)
    await user.type(await screen.findByRole('textbox', { name: 'Sender to block' }), `${typed}{Enter}`)
    await screen.findByText(new RegExp(why))
    await focused(field)
    expect(field().getAttribute('aria-invalid')).toBe('true')
    expect(kept.state.version).toBe('v0')
  })

  it('take one off, and the focus goes on to the next, and at last to the field', async () => {
    const kept = keepsSenders({ blocked: ['a.example', 'b.example'] })
    const { user } = await renderPart(SenderSettings)
    const list = within(await screen.findByRole('list', { name: 'Blocked' }))
    await user.click(list.getByRole('button', { name: 'Stop blocking a.example' }))
    await focused(() => list.getByRole('button', { name: 'Stop blocking b.example' }))
    await user.keyboard('{Enter}')
    await focused(field)
    expect(kept.state.senders.blocked).toEqual([])
    await screen.findByText('Nobody is blocked.')
  })

  it('keep what another place did meanwhile', async () => {
    const kept = keepsSenders()
    const { user } = await renderPart(SenderSettings)
    await user.type(await screen.findByRole('textbox', { name: 'Sender to block' }), 'mine.example')
    kept.state = { ...kept.state, senders: { blocked: ['theirs.example'], allowed: [] }, version: 'theirs' }
    await user.keyboard('{Enter}')
    await eventually(() => expect(kept.state.senders.blocked).toEqual(['theirs.example', 'mine.example']))
  })

  it('say that they are not offered', async () => {
    keepsSenders({}, { isOffered: false })
    await renderPart(SenderSettings)
    await screen.findByText(/cannot block senders/)
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('blocking the sender of a message', () => {
  const id = 'm7' as MessageId
  /** The actions as any part of the app has them. */
  const actions = async () => {
    let found: ReturnType<typeof useLateActions> = []
    await renderPart({
      setup() {
        found = useLateActions()
        return () => null
      },
    })
    return Object.fromEntries(found.map((action) => [action.id, action]))
  }

  it('is one step with a way back', async () => {
    const kept = keepsSenders()
    knowMessages(wholeMessage({ ...messageRow({ id }), from: [{ name: 'Kit', address: 'Kit@harbour.example' }] }))
    const { 'message.block-sender': block } = await actions()
    expect(block?.enabled([id])).toBe(true)
    block?.run([id])
    await eventually(() => expect(kept.state.senders.blocked).toEqual(['kit@harbour.example']))
    await eventually(() => expect(useOutcome().shown?.text).toContain('goes to Junk from now on'))
    await useOutcome().undoLatest()
    expect(kept.state.senders.blocked).toEqual([])
  })

  it('says why it was not done, with a way to try again', async () => {
    const kept = keepsSenders({}, { isOffered: false })
    knowMessages(wholeMessage({ ...messageRow({ id }), from: [{ name: 'Kit', address: 'kit@harbour.example' }] }))
    const { 'message.allow-sender': allow } = await actions()
    allow?.run([id])
    await eventually(() => expect(useOutcome().shown?.text).toContain('Nothing was changed for kit@harbour.example'))
    expect(kept.state.senders.allowed).toEqual([])
  })

  it('is not offered for one’s own mail, and where nobody can be told', async () => {
    const { 'message.block-sender': block } = await actions()
    const own = [{ name: 'Ada', address: 'Ada.Lindqvist@example.gov' }]
    knowMessages(wholeMessage({ ...messageRow({ id }), from: own }))
    expect(block?.enabled([id])).toBe(false)
    knowMessages(wholeMessage({ ...messageRow({ id }), from: [{ name: 'x', address: 'nonsense' }] }))
    expect(block?.enabled([id])).toBe(false)
  })
})
