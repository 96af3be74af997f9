import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import RedirectDialog from './RedirectDialog.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const done = { outcome: 'accepted', sentCopyId: null, refused: [] }
let answers: [number, unknown][]
let bodies: { idempotencyKey: string; to: { address: string }[] }[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startMailbox('ab')
  answers = []
  bodies = answerAlso('/api/messages/b/redirect', () => answers.shift() ?? [200, done]) as typeof bodies
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function ask() {
  const drawn = await renderPart(RedirectDialog)
  useMailView().redirectingId = 'b' as MessageId
  await screen.findByRole('dialog', { name: /^Redirect “/ })
  const press = () => drawn.user.click(screen.getByRole('button', { name: 'Redirect' }))
  return { ...drawn, press, to: () => screen.getByRole('combobox', { name: 'To' }) }
}

describe('redirecting a message', () => {
  it('has no faults that axe can find, and asks for somebody', async () => {
    const { baseElement, press, to } = await ask()
    expect(await faultsOf(baseElement)).toEqual([])
    await press()
    await screen.findByText(/Say who is to get it\./)
    expect(document.activeElement).toBe(to())
    expect(bodies).toEqual([])
  })

  it('takes also what is still being typed, and says what came of it', async () => {
    const { user, to } = await ask()
    await user.type(to(), 'ben@example.gov')
    await user.click(screen.getByRole('button', { name: 'Redirect' }))
    await eventually(() => expect(said()).toContain('Redirected to ben@example.gov'))
    expect(bodies[0]?.to).toEqual([{ name: '', address: 'ben@example.gov' }])
    expect(useMailView().redirectingId).toBeNull()
  })

  it('stays open with the reason after a failure, and tries again under the same key', async () => {
    answers = [[503, { type: 'mail-server-unavailable', status: 503, requestId: 'x' }]]
    const { user, to, press } = await ask()
    await user.type(to(), 'ben@example.gov{Enter}')
    await press()
    await screen.findByText('The message was not redirected')
    await press()
    await eventually(() => expect(said()).toContain('Redirected to ben@example.gov'))
    expect(new Set(bodies.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
  })
})
