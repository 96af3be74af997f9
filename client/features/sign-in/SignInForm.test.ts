import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import SignInForm from './SignInForm.vue'

let server: FakeServer
const name = () => screen.getByRole('textbox', { name: /name or email/i })
const password = () => screen.getByLabelText(/^password/i)
const press = () => screen.getByRole('button', { name: 'Sign in' })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  server = startMailbox('').server
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('signing in', () => {
  it('has no faults that axe can find, empty and with errors', async () => {
    const { baseElement, user } = await renderPart(SignInForm)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(press())
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('lets password managers fill both fields and never asks for a puzzle', async () => {
    await renderPart(SignInForm)
    expect(name()).toHaveProperty('autocomplete', 'username')
    expect(password()).toHaveProperty('autocomplete', 'current-password')
  })

  it('signs in with Enter and hands the session on', async () => {
    const { user, emitted } = await renderPart(SignInForm)
    await user.type(name(), ' ada ')
    await user.type(password(), 'right{Enter}')
    await eventually(() => expect(emitted()['signed-in']).toHaveLength(1))
    expect(server.calls.at(-1)).toEqual({ call: 'POST /api/session', body: { name: 'ada', password: 'right' } })
  })

  it('says which fields are empty, in a summary that takes the focus and leads to them', async () => {
    const { user } = await renderPart(SignInForm)
    await user.click(press())
    const summary = screen.getByRole('group', { name: /not signed in yet/i })
    await eventually(() => expect(document.activeElement).toBe(summary))
    await user.click(screen.getByRole('link', { name: /enter your password/i }))
    expect(document.activeElement).toBe(password())
    expect(password().getAttribute('aria-invalid')).toBe('true')
    expect(server.calls).toEqual([])
  })

  it('keeps the name and empties the password when they do not match', async () => {
    const { user } = await renderPart(SignInForm)
    await user.type(name(), 'ada')
    await user.type(password(), 'wrong{Enter}')
    await screen.findByRole('link', { name: /do not match/i })
    expect(name()).toHaveProperty('value', 'ada')
    expect(password()).toHaveProperty('value', '')
    const described = password().getAttribute('aria-describedby')?.split(' ') ?? []
    expect(described.map((id) => document.getElementById(id)?.textContent).join()).toMatch(/do not match/)
  })

  it('says what happened when the mail server does not answer, at no field', async () => {
    server.failNext('/api/session', 'mail-server-unavailable')
    const { user } = await renderPart(SignInForm)
    await user.type(name(), 'ada')
    await user.type(password(), 'right{Enter}')
    await screen.findByText(/mail server does not answer/i)
    expect(password().getAttribute('aria-invalid')).toBeNull()
  })

  it('shows the password when asked to', async () => {
    const { user } = await renderPart(SignInForm)
    await user.click(screen.getByRole('button', { name: /show password/i }))
    expect(password()).toHaveProperty('type', 'text')
  })

  it('says that Caps Lock is on', async () => {
    const { user } = await renderPart(SignInForm)
    await user.click(password())
    await user.keyboard('{CapsLock}a')
    await screen.findByText(/caps lock is on/i)
  })

  it('asks only for the password where it is known who signs in', async () => {
    await renderPart(SignInForm, { props: { address: 'ada@example.gov' } })
    expect(screen.queryByRole('textbox', { name: /name or email/i })).toBeNull()
    screen.getByText(/ada@example.gov/)
  })
})
