import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type AppPasswords } from '#contract/app-passwords.ts'
import AppPasswordSettings from './AppPasswordSettings.vue'

const none: AppPasswords = {
  contacts: { address: 'https://mail.example.gov/dav/', user: 'ada' },
  ...{ asks: 'password', items: [] },
}
const phone = { id: 'a'.repeat(16), name: 'My phone', madeOn: '2026-11-02', usedOn: null }
const old = { id: 'b'.repeat(16), name: 'Old tablet', madeOn: '2025-01-15', usedOn: '2025-03-04' }
const password = 'abcde-fghjk-mnpqr-stvwx-yz012'
const known = { challenge: 'x' }
const proof = { id: 'a', clientDataJSON: 'x', authenticatorData: 'x', signature: 'x' }

const sign = vi.hoisted(() => vi.fn())
vi.mock('#client/mail/passkeys/browser-passkeys.ts', () => ({ signWithPasskey: sign, faultOf: () => null }))

/** A server with this state, which takes the password `right`; gives what is sent for a new one. */
function have(state: AppPasswords): unknown[] {
  answerAlso(`/api/app-passwords/${phone.id}`, () => [200, { ...state, items: [old] }])
  answerAlso('/api/second-step/passkeys/offer', () => [200, { known }])
  return answerAlso('/api/app-passwords', (body?: { password?: string }) => {
    if (!body) return [200, state]
    if (body.password === 'wrong') return [401, { type: 'wrong-credentials', status: 401, requestId: 'r' }]
    return [200, { password, state: { ...state, items: [...state.items, phone] } }]
  })
}
const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string | RegExp) => screen.findByRole('button', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sign.mockReset().mockResolvedValue(proof)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('app passwords', () => {
  it('are made by a name and one’s own password, and shown once with what else to enter, each to be copied', async () => {
    have(none)
    const { baseElement, user } = await renderPart(AppPasswordSettings)
    await user.click(await button('Make an app password'))
    const heading = await screen.findByRole('heading', { name: 'Make an app password' })
    await eventually(() => expect(document.activeElement).toBe(heading))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('Make it'))
    const name = screen.getByRole('textbox', { name: /^name/i })
    await eventually(() => expect(document.activeElement).toBe(name))
    await screen.findByText(/Enter a name for the app password/)
    await user.type(name, 'My phone')
    const own = screen.getByLabelText(/^your password/i)
    await user.type(own, 'wrong{Enter}')
    await screen.findByText(/this is not your password/i)
    await eventually(() => expect(document.activeElement).toBe(own))
    await user.type(own, 'right{Enter}')
    const shown = await screen.findByRole('heading', { name: 'The password for My phone' })
    await eventually(() => expect(document.activeElement).toBe(shown))
    expect(said()).toContain('The app password My phone is made')
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent.split('Copy')[0]?.trim())).toEqual([
      ...['https://mail.example.gov/dav/', 'ada', password],
    ])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('Copy: Password'))
    await eventually(() => expect(said()).toContain('Copied: Password'))
    expect(await navigator.clipboard.readText()).toBe(password)
    await user.click(await button('I have entered it'))
    await screen.findByRole('heading', { name: 'My phone' })
    screen.getByText('Made on November 2, 2026. Not used yet.')
    expect(screen.queryByText(password)).toBeNull()
    await eventually(() =>
      expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Your app passwords' })),
    )
  })

  it('ask for a code or a passkey where there is a second step', async () => {
    const sent = have({ ...none, asks: 'password-and-code-or-passkey' })
    const { user } = await renderPart(AppPasswordSettings)
    await user.click(await button('Make an app password'))
    await user.type(await screen.findByRole('textbox', { name: /^name/i }), 'My phone')
    await user.type(screen.getByLabelText(/^your password/i), 'right{Enter}')
    await screen.findByRole('heading', { name: 'The password for My phone' })
    expect(sent.at(-1)).toEqual({ name: 'My phone', password: 'right', proof })
  })

  it('are ended once the question is answered that names them, and the focus goes to those that are left', async () => {
    have({ ...none, items: [phone, old] })
    const { baseElement, user } = await renderPart(AppPasswordSettings)
    await screen.findByText('Made on January 15, 2025. Last used on March 4, 2025.')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await button('End: My phone'))
    await screen.findByRole('alertdialog', { name: 'End the app password My phone?' })
    await user.click(await button('End'))
    await eventually(() => expect(said()).toContain('The app password My phone is ended'))
    await eventually(() => expect(screen.queryByRole('heading', { name: 'My phone' })).toBeNull())
    screen.getByRole('heading', { name: 'Old tablet' })
    await eventually(() =>
      expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Your app passwords' })),
    )
  })

  it.each([
    ['programs are not let in', { contacts: null }, /does not let other programs/],
    ['the sign-in at a provider was long ago', { asks: 'new-sign-in' as const }, /within 15 minutes/],
    [
      'there are as many as there can be',
      { items: Array.from({ length: 20 }, (_, at) => ({ ...old, id: `${at}` })) },
      /End one first/,
    ],
  ])('say why none can be made where %s', async (_why, changes, words) => {
    have({ ...none, ...changes })
    await renderPart(AppPasswordSettings)
    await screen.findByText(words)
    expect(screen.queryByRole('button', { name: 'Make an app password' })).toBeNull()
  })
})
