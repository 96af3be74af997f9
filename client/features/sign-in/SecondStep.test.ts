import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { ada, startFakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type PasskeyRequest, type PasskeyWish } from '#contract/passkeys.ts'
import { type SecondStepAsked } from '#contract/problem.ts'
import { type SecondStepOffer } from '#contract/second-step.ts'
import SignInForm from './SignInForm.vue'

const offer = (secret: string): SecondStepOffer => ({
  ...{ secret, address: `otpauth://totp/Ada?secret=${secret}`, ticket: `ticket-of-${secret}` },
  recoveryCodes: ['1111-2222-3333', '4444-5555-6666'],
})

const request = { challenge: 'x' } as PasskeyRequest
const proof = { id: 'a', clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' }
const sign = vi.hoisted(() => vi.fn())
const make = vi.hoisted(() => vi.fn())
vi.mock('#client/mail/passkeys/browser-passkeys.ts', () => ({
  makePasskey: make,
  signWithPasskey: sign,
  faultOf: () => null,
}))

interface Typed {
  passkey?: object
  password: string
  code?: string
  ticket?: string
}
const asks = (secondStep: SecondStepAsked): [number, unknown] => [
  401,
  { type: 'second-step', status: 401, requestId: 'r-1', secondStep },
]
/** A server that takes this code, and answers this to anything else. */
const takes = (right: string, otherwise: (typed: Typed) => [number, unknown]) =>
  answerAlso('/api/session', (typed: Typed) => (typed.code === right ? [200, ada] : otherwise(typed)))

const code = () => screen.findByRole('textbox', { name: /^code/i })
const said = () => recentAnnouncements.value.map(({ text }) => text)

async function typePassword() {
  const drawn = await renderPart(SignInForm)
  await drawn.user.type(screen.getByRole('textbox', { name: /name or email/i }), 'ada')
  await drawn.user.type(screen.getByLabelText(/^password/i), 'right{Enter}')
  return drawn
}

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('')
  startFakeServer()
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('signing in with a second step', () => {
  it('asks for the code at a field that has the focus, and has no faults that axe can find', async () => {
    const asked = takes('123456', () => asks({ isWrong: false }))
    const { baseElement, user, emitted } = await typePassword()
    const field = await code()
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(field).toHaveProperty('autocomplete', 'one-time-code')
    expect(said()).toContain('That was your password. One more step: enter a code.')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(field, '123456{Enter}')
    await eventually(() => expect(emitted()['signed-in']).toHaveLength(1))
    expect(asked.at(-1)).toEqual({ name: 'ada', password: 'right', code: '123456' })
  })

  it('says at the field that a code is wrong, empties it and leaves the focus there', async () => {
    takes('123456', ({ code: typed }) => asks({ isWrong: typed !== undefined }))
    const { baseElement, user } = await typePassword()
    await user.type(await code(), '999999{Enter}')
    await screen.findByText(/this code is wrong or was used already/i)
    const field = await code()
    await eventually(() => expect(document.activeElement).toBe(field))
    expect([field.getAttribute('aria-invalid'), (field as HTMLInputElement).value]).toEqual(['true', ''])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('does not send what cannot be a code', async () => {
    const asked = takes('123456', () => asks({ isWrong: false }))
    const { user } = await typePassword()
    await user.type(await code(), '12345{Enter}')
    await screen.findByText(/six digits of the app, or the twelve/)
    expect(asked).toHaveLength(1)
  })

  it('goes back to name and password on Cancel, the name kept', async () => {
    takes('123456', () => asks({ isWrong: false }))
    const { user } = await typePassword()
    await code()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await eventually(() => expect(document.activeElement).toBe(screen.getByLabelText(/^password/i)))
    expect(screen.getByRole('textbox', { name: /name or email/i })).toHaveProperty('value', 'ada')
  })

  it('says what else went wrong, at no field', async () => {
    takes('123456', ({ code: typed }) =>
      typed === undefined
        ? asks({ isWrong: false })
        : [429, { type: 'too-many-attempts', status: 429, requestId: 'r-1', retryAfterSeconds: 900 }],
    )
    const { user } = await typePassword()
    await user.type(await code(), '999999{Enter}')
    await screen.findByText(/too many attempts/i)
    expect((await code()).getAttribute('aria-invalid')).toBeNull()
  })
})

describe('signing in with a passkey as the second step', () => {
  beforeEach(() => {
    vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
    sign.mockReset().mockResolvedValue(proof)
  })
  const way = () => screen.findByRole('button', { name: 'Use a passkey' })

  it('has the focus on the passkey, takes it, and leaves the field for a code', async () => {
    const asked = answerAlso('/api/session', (typed: Typed) =>
      typed.passkey ? [200, ada] : asks({ isWrong: false, hasApp: false, passkey: request }),
    )
    const { baseElement, user, emitted } = await typePassword()
    const button = await way()
    await eventually(() => expect(document.activeElement).toBe(button))
    expect(said()).toContain('That was your password. One more step: use a passkey or enter a code.')
    expect(await faultsOf(baseElement)).toEqual([])
    expect((await code()).getAttribute('aria-describedby')).not.toBeNull()
    screen.getByText('Or enter one of your recovery codes.')
    await user.keyboard('{Enter}')
    await eventually(() => expect(emitted()['signed-in']).toHaveLength(1))
    expect(sign).toHaveBeenCalledWith(request)
    expect(asked.at(-1)).toEqual({ name: 'ada', password: 'right', passkey: proof })
  })

  it('says that one was not accepted, and asks with a new question', async () => {
    const next = { challenge: 'y' } as PasskeyRequest
    answerAlso('/api/session', ({ passkey }: Typed) => asks({ isWrong: !!passkey, passkey: passkey ? next : request }))
    const { baseElement, user } = await typePassword()
    await user.click(await way())
    await screen.findByText(/this passkey was not accepted/i)
    expect(said().join()).toMatch(/not accepted/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await way())
    await eventually(() => expect(sign).toHaveBeenLastCalledWith(next))
  })
})

describe('signing in where a second step has to be set up', () => {
  it('gives the key as text, and shows the recovery codes before it goes on', async () => {
    const asked = takes('123456', () => asks({ isWrong: false, offer: offer('ABCDEFGHIJKL') }))
    const { baseElement, user, emitted } = await typePassword()
    const heading = await screen.findByRole('heading', { name: 'Set up a second step' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    screen.getByText('ABCD EFGH IJKL')
    expect(screen.getByRole('link', { name: 'Open in an app on this device' }).getAttribute('href')).toMatch(
      /^otpauth:/,
    )
    await user.click(screen.getByRole('button', { name: 'Copy the key' }))
    expect(await navigator.clipboard.readText()).toBe('ABCDEFGHIJKL')
    expect(await faultsOf(baseElement)).toEqual([])

    await user.type(await code(), '123456{Enter}')
    const kept = await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    await eventually(() => expect(document.activeElement).toBe(kept))
    expect(asked.at(-1)).toMatchObject({ code: '123456', ticket: 'ticket-of-ABCDEFGHIJKL' })
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      '1111-2222-3333',
      '4444-5555-6666',
    ])
    expect(await faultsOf(baseElement)).toEqual([])
    expect(emitted()['signed-in']).toBeUndefined()
    await user.click(screen.getByRole('button', { name: 'I have kept them, go on' }))
    expect(emitted()['signed-in']).toHaveLength(1)
  })

  it('takes a passkey in place of the app, made by a question asked at that moment', async () => {
    vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
    const made = { id: 'a', clientDataJSON: 'x', attestationObject: 'x', transports: [] }
    make.mockReset().mockResolvedValue(made)
    let times = 0
    const newPasskey = () => ({ challenge: `question-${++times}` }) as PasskeyWish
    const asked = answerAlso('/api/session', (typed: Typed & { newPasskey?: object }) =>
      typed.newPasskey
        ? [200, ada]
        : asks({ isWrong: false, offer: offer(`SECRET${times}`), newPasskey: newPasskey() }),
    )
    const { baseElement, user, emitted } = await typePassword()
    const submit = await screen.findByRole('button', { name: 'Add the passkey and sign in' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(submit)
    const name = screen.getByRole('textbox', { name: /^name/i })
    await eventually(() => expect(document.activeElement).toBe(name))
    await screen.findByText(/enter a name for the passkey/i)
    await user.type(name, 'Phone{Enter}')
    const kept = await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    await eventually(() => expect(document.activeElement).toBe(kept))
    expect(make).toHaveBeenCalledWith({ challenge: 'question-2' })
    const sent = { ticket: 'ticket-of-SECRET1', newPasskey: { name: 'Phone', passkey: made } }
    expect(asked.at(-1)).toEqual({ name: 'ada', password: 'right', ...sent })
    await user.click(screen.getByRole('button', { name: 'I have kept them, go on' }))
    expect(emitted()['signed-in']).toHaveLength(1)
  })

  it('shows the new key when the one before took too long, and says so', async () => {
    takes('none', ({ ticket }) => asks({ isWrong: false, offer: offer(ticket ? 'SECONDSECRET' : 'FIRSTSECRETX') }))
    const { user } = await typePassword()
    await user.type(await code(), '123456{Enter}')
    await screen.findByText('SECO NDSE CRET')
    expect(said().join()).toMatch(/more than ten minutes/)
  })
})
