import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import RedirectDialog from './RedirectDialog.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const done = { outcome: 'accepted', sentCopyId: null, refused: [] }
let answers: [number, unknown][]
let bodies: { idempotencyKey: string; to: { address: string }[]; undoSeconds?: number }[]

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

  it('can be taken back while it waits, and is open again then with what was in it', async () => {
    const outboxId = 'outbox-item-00000001'
    answers = [[200, { outcome: 'waiting', outboxId, dueAtMs: Date.now() + 10_000 }]]
    const stopped = answerAlso(`/api/outbox/${outboxId}/take-back`, () => [200, { composer: '{}' }])
    const { user, to, press } = await ask()
    await user.type(to(), 'ben@example.gov{Enter}')
    await press()
    await eventually(() => expect(said().join(' ')).toContain('Redirected to ben@example.gov in 10 seconds'))
    expect(bodies[0]?.undoSeconds).toBe(10)
    await useOutcome().undoLatest()
    expect(stopped).toHaveLength(1)
    expect(said()).toContain('Not redirected.')
    await screen.findByRole('dialog', { name: /^Redirect “/ })
    screen.getByRole('option', { name: /^ben@example\.gov/ })
    // It counts as another sending: the one that was stopped never goes.
    await press()
    await eventually(() => expect(bodies).toHaveLength(2))
    expect(bodies[1]?.to).toEqual([{ name: '', address: 'ben@example.gov' }])
    expect(bodies[1]?.idempotencyKey).not.toBe(bodies[0]?.idempotencyKey)
  })

  it('says so when it is too late to take it back', async () => {
    const outboxId = 'outbox-item-00000002'
    answers = [[200, { outcome: 'waiting', outboxId, dueAtMs: Date.now() + 10_000 }]]
    answerAlso(`/api/outbox/${outboxId}/take-back`, () => [409, { type: 'too-late', status: 409, requestId: 'x' }])
    const { user, to, press } = await ask()
    await user.type(to(), 'ben@example.gov{Enter}')
    await press()
    await eventually(() => expect(useOutcome().canUndo).toBe(true))
    await useOutcome().undoLatest()
    expect(said().join(' ')).toContain('Too late to stop it')
  })

  it('is another sending once it has gone to those who were named before', async () => {
    answers = [[409, { type: 'too-late', status: 409, requestId: 'x' }]]
    const { user, to, press } = await ask()
    await user.type(to(), 'ben@example.gov{Enter}')
    await press()
    await screen.findByText('The message was not redirected')
    await press()
    await eventually(() => expect(said()).toContain('Redirected to ben@example.gov'))
    expect(new Set(bodies.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(2)
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
