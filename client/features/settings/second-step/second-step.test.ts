import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type SecondStep } from '#contract/second-step.ts'
import SecondStepSettings from './SecondStepSettings.vue'

const none: SecondStep = {
  ...{ mode: 'offered', isForPassword: true, setUpAtMs: null, recoveryCodesLeft: 0 },
  ...{ passkeys: [], takesPasskeys: true, isPasskeyEnough: false },
}
const there: SecondStep = { ...none, setUpAtMs: new Date(2026, 10, 12, 9, 14).getTime(), recoveryCodesLeft: 9 }
const codes = ['1111-2222-3333', '4444-5555-6666']
const offer = { secret: 'ABCDEFGHIJKL', address: 'otpauth://totp/Ada', ticket: 'ticket', recoveryCodes: codes }
const wrongCode = [
  400,
  { type: 'invalid-request', status: 400, requestId: 'r', fields: [{ field: 'code', code: 'wrong-code' }] },
]

/** A server with this state, which takes `123456` and the password `right`. */
function have(first: SecondStep): void {
  let state = first
  answerAlso('/api/second-step', () => [200, state])
  answerAlso('/api/second-step/offer', () => [200, offer])
  answerAlso('/api/second-step/set-up', ({ code, password }: { code: string; password: string }) => {
    if (password !== 'right') return [401, { type: 'wrong-credentials', status: 401, requestId: 'r' }]
    if (code !== '123456') return wrongCode as [number, unknown]
    state = { ...there, recoveryCodesLeft: 10 }
    return [200, { secondStep: state, endedSessions: 2 }]
  })
  for (const [path, after] of [
    ['remove', none],
    ['recovery-codes', there],
  ] as const) {
    answerAlso(`/api/second-step/${path}`, ({ code }: { code: string }) => {
      if (code !== '123456') return wrongCode as [number, unknown]
      state = after
      return [
        200,
        path === 'remove' ? { secondStep: state, endedSessions: 0 } : { recoveryCodes: codes, secondStep: state },
      ]
    })
  }
}

const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string) => screen.findByRole('button', { name })
const code = () => screen.findByRole('textbox', { name: /^code/i })
const group = () => screen.findByRole('group', { name: 'Second step' })

let server: FakeServer
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  ;({ server } = startMailbox('a'))
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the second step in the settings', () => {
  it('is set up by key, password and code; then the recovery codes are shown once', async () => {
    have(none)
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await user.click(await press('Set up an authenticator app'))
    const heading = await screen.findByRole('heading', { name: 'Set up a second step' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(screen.getByLabelText(/^your password/i), 'right')
    await user.type(await code(), '123456{Enter}')
    await screen.findByRole('heading', { name: 'Keep your recovery codes' })
    expect(said()).toContain('The authenticator app is set up')
    expect(await faultsOf(baseElement)).toEqual([])
    expect(said().join()).toContain('You were signed out in 2 other browsers')
    await user.click(await press('I have kept them'))
    await screen.findByText(/10 recovery codes are unused/)
    const part = await group()
    await eventually(() => expect(document.activeElement).toBe(part))
    expect(screen.queryByText(codes[0] ?? '')).toBeNull()
  })

  it('names what is missing or wrong at its field, with the focus there', async () => {
    have(none)
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await user.click(await press('Set up an authenticator app'))
    await user.click(await press('Set up'))
    const password = screen.getByLabelText(/^your password/i)
    await eventually(() => expect(document.activeElement).toBe(password))
    await screen.findByText(/enter your password$/i)
    await user.type(password, 'wrong')
    await user.type(await code(), '123456{Enter}')
    await screen.findByText(/this is not your password/i)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(password, 'right')
    await user.clear(await code())
    await user.type(await code(), '999999{Enter}')
    await screen.findByText(/this code is wrong/i)
    const field = await code()
    await eventually(() => expect(document.activeElement).toBe(field))
  })

  it('is removed by a code, which is said', async () => {
    have(there)
    const { baseElement, user } = await renderPart(SecondStepSettings)
    await screen.findByText(/9 recovery codes are unused/)
    await user.click(await press('Remove the app'))
    await screen.findByText(/your password alone is enough/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(await code(), '123456{Enter}')
    await press('Set up an authenticator app')
    expect(said()).toContain('The authenticator app is removed')
  })

  it('gets new recovery codes by a code', async () => {
    have(there)
    const { user } = await renderPart(SecondStepSettings)
    await user.click(await press('Make new recovery codes'))
    await user.type(await code(), '123456{Enter}')
    await user.click(await press('Copy the codes'))
    expect(await navigator.clipboard.readText()).toBe(`${codes.join('\n')}\n`)
    expect(said()).toContain('The recovery codes are copied')
    expect(screen.getByRole('link', { name: 'Save as a file' }).getAttribute('download')).toBe('recovery-codes.txt')
  })

  it.each([
    [{ ...none, mode: 'off' as const }, /does not use a second step/],
    [{ ...none, isForPassword: false }, /set up where you signed in/],
  ])('says why there is none to set up', async (state, words) => {
    have(state)
    await renderPart(SecondStepSettings)
    await screen.findByText(words)
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('says why it cannot be shown, with a way to try again', async () => {
    server.failNext('/api/second-step', 'unexpected')
    const { user } = await renderPart(SecondStepSettings)
    await screen.findByText('Your second step cannot be shown')
    have(none)
    await user.click(await press('Try again'))
    await press('Set up an authenticator app')
  })
})
