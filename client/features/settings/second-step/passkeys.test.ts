import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Passkey, type SecondStep } from '#contract/second-step.ts'
import SecondStepSettings from './SecondStepSettings.vue'

const none: SecondStep = {
  ...{ mode: 'offered', isForPassword: true, setUpAtMs: null, recoveryCodesLeft: 0 },
  ...{ passkeys: [], takesPasskeys: true, isPasskeyEnough: false },
}
const phone: Passkey = { id: 'a', name: 'Phone', madeAtMs: Date.UTC(2026, 0, 5), usedAtMs: null, isDoubtful: false }
const key: Passkey = { ...phone, id: 'b', name: 'Old key', isDoubtful: true }
const made = { id: 'a', clientDataJSON: 'x', attestationObject: 'x', transports: [] }
const codes = ['1111-2222-3333']
const known = { challenge: 'x' }
const proof = { id: 'a', clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' }

const make = vi.hoisted(() => vi.fn())
const sign = vi.hoisted(() => vi.fn())
vi.mock('#client/mail/passkeys/browser-passkeys.ts', () => ({
  makePasskey: make,
  signWithPasskey: sign,
  faultOf: (error: Error) => (error.name === 'NotAllowedError' ? 'none' : null),
}))

/** A server with this state, which takes the password `right`. */
function have(state: SecondStep): { password: string; code?: string; proof?: object }[] {
  answerAlso('/api/second-step', () => [200, state])
  answerAlso('/api/second-step/passkeys/offer', () => [200, state.passkeys.length > 0 ? { known } : {}])
  const added = answerAlso('/api/second-step/passkeys', ({ password, code }: { password: string; code?: string }) => {
    if (password !== 'right') return [401, { type: 'wrong-credentials', status: 401, requestId: 'r' }]
    if (code === '999999') {
      const fields = [{ field: 'code', code: 'wrong-code' }]
      return [400, { type: 'invalid-request', status: 400, requestId: 'r', fields }]
    }
    return [200, { secondStep: { ...none, passkeys: [phone] }, endedSessions: 1, recoveryCodes: codes }]
  })
  answerAlso('/api/second-step/passkeys/remove', () => [200, { secondStep: none, endedSessions: 0 }])
  return added as { password: string; code?: string; proof?: object }[]
}
const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string | RegExp) => screen.findByRole('button', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
  make.mockReset().mockResolvedValue(made)
  sign.mockReset().mockResolvedValue(proof)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('passkeys in the settings', () => {
  it('are added by a name and the password; then recovery codes are shown, and what was ended is told', async () => {
    have(none)
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await user.click(await button('Add a passkey'))
    const heading = await screen.findByRole('heading', { name: 'Add a passkey' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(screen.getByRole('textbox', { name: /^name/i }), 'Phone')
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    expect(said()).toContain('The passkey Phone is added')
    screen.getByText(/signed out in 1 other browser,/)
    await user.click(await button('I have kept them'))
    await screen.findByRole('heading', { name: 'Phone' })
  })

  it('names what is missing or wrong at its field, with the focus there', async () => {
    have(none)
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await user.click(await button('Add a passkey'))
    await user.click(await button('Add'))
    const name = screen.getByRole('textbox', { name: /^name/i })
    await eventually(() => expect(document.activeElement).toBe(name))
    await user.type(name, 'Phone')
    const password = screen.getByLabelText(/^your password/i)
    await user.type(password, 'wrong{Enter}')
    await screen.findByText(/this is not your password/i)
    await eventually(() => expect(document.activeElement).toBe(password))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('want a code where there is an app, and name a wrong one at its field, with the focus there', async () => {
    const added = have({ ...none, setUpAtMs: 1, recoveryCodesLeft: 9 })
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await user.click(await button('Add a passkey'))
    await user.type(screen.getByRole('textbox', { name: /^name/i }), 'Phone')
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByText(/six digits of the app, or the twelve/)
    const code = screen.getByRole('textbox', { name: /^code/i })
    await eventually(() => expect(document.activeElement).toBe(code))
    await user.type(code, '999999{Enter}')
    await screen.findByText(/this code is wrong/i)
    await eventually(() => expect(document.activeElement).toBe(code))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(code, '123456{Enter}')
    await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    expect([added.at(-1)?.code, sign.mock.calls]).toEqual(['123456', []])
  })

  it('are confirmed by one there is, asked for before the new one is made, where no code is given', async () => {
    const added = have({ ...none, passkeys: [phone], recoveryCodesLeft: 9 })
    const { user } = await renderPart(SecondStepSettings)
    await user.click(await button('Add a passkey'))
    await user.type(screen.getByRole('textbox', { name: /^name/i }), 'Key')
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    expect(sign).toHaveBeenCalledWith(known)
    expect(added.at(-1)).toMatchObject({ proof, passkey: made })
  })

  it('say in words that the browser’s question was closed, and can be tried again', async () => {
    have(none)
    make.mockRejectedValueOnce(Object.assign(new Error('closed'), { name: 'NotAllowedError' }))
    const { user } = await renderPart(SecondStepSettings)
    await user.click(await button('Add a passkey'))
    await user.type(screen.getByRole('textbox', { name: /^name/i }), 'Phone')
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByText(/question was closed/)
    expect(said().join()).toContain('question was closed')
    await user.click(await button('Add'))
    await screen.findByRole('heading', { name: 'Keep your recovery codes' })
  })

  it('are listed by name, the doubtful ones with what to do, and removed by the password', async () => {
    have({ ...none, passkeys: [phone, key], recoveryCodesLeft: 9 })
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await screen.findByText(/may be a copy of this passkey/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button(/^Remove: Old key/))
    const heading = await screen.findByRole('heading', { name: 'Remove the passkey Old key' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByText('You have no passkey.')
    expect(said()).toContain('The passkey Old key is removed')
    const title = screen.getByRole('heading', { name: 'Passkeys' })
    await eventually(() => expect(document.activeElement).toBe(title))
  })

  it.each([
    [{ ...none, takesPasskeys: false }, true, /no name that a passkey could belong to/],
    [none, false, /does not know passkeys/],
  ])('say why none can be added', async (state, isKnown, words) => {
    if (!isKnown) vi.stubGlobal('PublicKeyCredential', undefined)
    have(state)
    await renderPart(SecondStepSettings)
    await screen.findByText(words)
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull()
  })
})
