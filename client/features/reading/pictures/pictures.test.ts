import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, knowMessages, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Message } from '#contract/messages.ts'
import { type PictureConsent } from '#contract/picture-consent.ts'
import ReadingPane from '../ReadingPane.vue'

const content =
  '<p>Hello</p><img src="https://a.example/1.png" alt="Map"><img src="https://a.example/t.gif" width="1" height="1">'
let server: FakeServer
let consents: unknown[]
const said = () => recentAnnouncements.value.map(({ text }) => text)
const asked = () => server.calls.map(({ call }) => call)
const button = (name: string | RegExp) => screen.findByRole('button', { name })

/** jsdom lays nothing out, so nothing ever changes its size. */
class StillObserver {
  observe = vi.fn()
  disconnect = vi.fn()
}

async function open(changes: Partial<Message> = {}) {
  const from = [{ name: 'Ann', address: 'Ann@a.example' }]
  knowMessages(wholeMessage({ id: 'b' as MessageId, from, html: { content, cut: false }, ...changes }))
  const drawn = await renderPart(ReadingPane, { props: { messageId: 'b' } })
  await screen.findByText(/from (?:an)?other sites?/)
  return drawn
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.stubGlobal('ResizeObserver', StillObserver)
  server = startMailbox('abc', 'b').server
  consents = answerAlso('/api/picture-consents', (body: object) => [200, { id: 'c1', ...body }])
  answerAlso('/api/picture-consents/c1', () => [200, null])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('pictures from other sites', () => {
  it('have no faults that axe can find, and nothing is asked for before they are allowed', async () => {
    const { baseElement } = await open()
    await button('Show pictures')
    expect(await faultsOf(baseElement)).toEqual([])
    expect(asked().filter((call) => call.includes('picture'))).toEqual([])
    expect(consents).toEqual([])
  })

  it('are allowed for one message by the button, which keeps the focus and takes it back', async () => {
    const { user } = await open()
    await user.click(await button('Show pictures'))
    const hide = await button('Hide pictures')
    expect(consents).toEqual([{ kind: 'message', value: 'mark-of-m1', name: 'Budget review' }])
    expect(document.activeElement).toBe(hide)
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(await button('Show pictures'))
    expect(said()).toContain('Pictures hidden')
  })

  it('are allowed for a sender after plain words, and that can be undone', async () => {
    const { user } = await open()
    await user.click(await button('More about pictures'))
    await user.click(
      await screen.findByRole('menuitem', { hidden: true, name: 'Always show pictures from ann@a.example' }),
    )
    const dialog = await screen.findByRole('alertdialog', { name: 'Always show pictures from ann@a.example?' })
    within(dialog).getByText(/cannot check yet who really wrote a message/)
    expect(consents).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Always show' }))
    await button('No longer show pictures from ann@a.example')
    expect(consents).toEqual([{ kind: 'sender', value: 'ann@a.example', name: '' }])
    await useOutcome().undoLatest()
    await button('Show pictures')
  })

  it('of a sender somebody may be pretending to be wait to be asked for again', async () => {
    const pictureConsent: PictureConsent = { id: 'c1', kind: 'sender', value: 'ann@a.example', name: '' }
    await open({ pictureConsent, from: [{ name: 'Boss boss@example.gov', address: 'ann@a.example' }] })
    await button('Show pictures')
    screen.getByText(/You allow pictures from ann@a.example, but/)
  })

  it('say why they were not allowed', async () => {
    const { user } = await open()
    answerAlso('/api/picture-consents', () => [403, { type: 'not-allowed', status: 403, requestId: 'r' }])
    await user.click(await button('Show pictures'))
    await eventually(() => expect(said().join()).toMatch(/Pictures were not allowed in the message “Budget review”/))
    await button('Show pictures')
  })
})
