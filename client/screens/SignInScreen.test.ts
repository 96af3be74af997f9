import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import NotFoundScreen from './NotFoundScreen.vue'
import SignInScreen from './SignInScreen.vue'

let server: FakeServer

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  server = startMailbox('').server
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  vi.unstubAllGlobals()
})

async function signInAt(at: string) {
  const drawn = await renderPart(SignInScreen, { at })
  await drawn.user.type(screen.getByRole('textbox', { name: /name or email/i }), 'ada')
  await drawn.user.type(screen.getByLabelText(/^password/i), 'right{Enter}')
  return drawn.router
}

describe('the sign-in screen', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByRole('heading', { level: 1, name: 'Sign in to Department of Public Works' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('tells about the time limit before it begins', async () => {
    await renderPart(SignInScreen, { at: '/sign-in' })
    screen.getByText(/after some time without activity/i)
    await screen.findByText(/after 45 minutes without activity/i)
  })

  it('names the help desk', async () => {
    const { user } = await renderPart(SignInScreen, { at: '/sign-in' })
    await user.click(screen.getByText('Help with signing in'))
    await screen.findByRole('link', { name: 'Write to help@example.gov' })
  })

  it('goes on to where the person wanted to go', async () => {
    const router = await signInAt('/sign-in?next=/settings/keys')
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/keys'))
  })

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example'])('never leaves for %s', async (next) => {
    const router = await signInAt(`/sign-in?next=${encodeURIComponent(next)}`)
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/'))
  })

  it('says that the person is signed out', async () => {
    await renderPart(SignInScreen, { at: '/sign-in?signed-out' })
    screen.getByText('You are signed out')
  })
})

describe('where there are providers', () => {
  const providers = [
    { id: 'staff', name: 'your staff account' },
    { id: 'guests', name: 'your guest card' },
  ]
  beforeEach(() => {
    server.welcome = { ...server.welcome, providers }
  })

  /** The ways in, as they are read. */
  const ways = () =>
    screen
      .getAllByText(/^Sign in( with .*)?$/)
      .filter((element) => element.closest('a, button'))
      .map((element) => element.textContent.trim())
  const primary = (baseElement: Element) =>
    [...baseElement.querySelectorAll('.button-primary')].map((button) => button.textContent.trim())

  it('offers them after the form, with the address the person wanted', async () => {
    const { baseElement } = await renderPart(SignInScreen, { at: '/sign-in?next=/settings/keys' })
    const link = await screen.findByRole('link', { name: 'Sign in with your staff account' })
    expect(link.getAttribute('href')).toBe('/api/sign-in/staff?next=%2Fsettings%2Fkeys')
    expect(ways()).toEqual(['Sign in', 'Sign in with your staff account', 'Sign in with your guest card'])
    expect(primary(baseElement)).toEqual(['Sign in'])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('puts the one chosen last first, as the way that stands out', async () => {
    localStorage.setItem('curbcut.sign-in-at', 'guests')
    const { baseElement } = await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByRole('link', { name: 'Sign in with your guest card' })
    expect(ways()).toEqual(['Sign in with your guest card', 'Sign in with your staff account', 'Sign in'])
    expect(primary(baseElement)).toEqual(['Sign in with your guest card'])
  })

  it('remembers the one that is chosen, until somebody signs in by password', async () => {
    const { user } = await renderPart(SignInScreen, { at: '/sign-in' })
    const link = await screen.findByRole('link', { name: 'Sign in with your guest card' })
    link.addEventListener('click', (event) => event.preventDefault())
    await user.click(link)
    cleanup()
    await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByRole('link', { name: 'Sign in with your guest card' })
    expect(ways()[0]).toBe('Sign in with your guest card')
    cleanup()
    const router = await signInAt('/sign-in?next=/settings/keys')
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/keys'))
    cleanup()
    await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByRole('link', { name: 'Sign in with your guest card' })
    expect(ways()[0]).toBe('Sign in')
  })

  it('forgets one that is no longer offered', async () => {
    localStorage.setItem('curbcut.sign-in-at', 'closed')
    await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByRole('link', { name: 'Sign in with your staff account' })
    expect(ways()[0]).toBe('Sign in')
  })

  it('shows the form when the server does not say what there is', async () => {
    localStorage.setItem('curbcut.sign-in-at', 'staff')
    server.failNext('/api/welcome', 'unexpected', 9)
    await renderPart(SignInScreen, { at: '/sign-in' })
    await screen.findByLabelText(/^password/i)
  })

  it('helps with both ways, and with one where there is one', async () => {
    const { user } = await renderPart(SignInScreen, { at: '/sign-in' })
    await user.click(screen.getByText('Help with signing in'))
    await screen.findByText(/your organisation’s own page/i)
    screen.getByText(/name and password of your computer account/)
  })

  it('speaks of no password where none is taken', async () => {
    server.welcome = { ...server.welcome, passwordSignIn: false }
    const { baseElement, user } = await renderPart(SignInScreen, { at: '/sign-in' })
    await user.click(screen.getByText('Help with signing in'))
    await screen.findByText(/your organisation’s own page/i)
    expect(screen.queryByText(/name and password of your computer account/)).toBeNull()
    expect(screen.queryByLabelText(/^password/i)).toBeNull()
    expect(primary(baseElement)).toEqual(['Sign in with your staff account'])
  })
})

describe('an address that leads nowhere', () => {
  it('says so and shows the way to the inbox', async () => {
    const { baseElement } = await renderPart(NotFoundScreen)
    expect(screen.getByRole('link', { name: 'Go to the inbox' }).getAttribute('href')).toBe('/')
    expect(await faultsOf(baseElement)).toEqual([])
  })
})
