import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/mail/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import NotFoundScreen from './NotFoundScreen.vue'
import SignInScreen from './SignInScreen.vue'

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('')
})
afterEach(() => {
  cleanup()
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

describe('an address that leads nowhere', () => {
  it('says so and shows the way to the inbox', async () => {
    const { baseElement } = await renderPart(NotFoundScreen)
    expect(screen.getByRole('link', { name: 'Go to the inbox' }).getAttribute('href')).toBe('/')
    expect(await faultsOf(baseElement)).toEqual([])
  })
})
