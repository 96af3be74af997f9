import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type SignedInDevice } from '#contract/signed-in-devices.ts'
import SessionSettings from './SessionSettings.vue'

const minuteMs = 60_000

function device(id: string, changes: Partial<SignedInDevice> = {}): SignedInDevice {
  const names = { browser: 'Firefox', system: 'Windows', network: '192.0.2.7' }
  return { id, isThis: false, ...names, signedInAtMs: Date.now(), lastUsedAtMs: Date.now() - 3 * minuteMs, ...changes }
}
const mine = device('mine', { isThis: true, browser: 'Edge' })
const phone = device('phone', { browser: 'Safari', system: 'iPhone' })
const office = device('office')

/** A server with these sessions. */
function have(...items: SignedInDevice[]): void {
  let left = items
  answerAlso('/api/signed-in-devices', () => [200, { items: left }])
  answerAlso('/api/signed-in-devices/sign-out', ({ id }: SignedInDevice) => {
    left = left.filter((one) => one.id !== id)
    return [200, { items: left }]
  })
  answerAlso('/api/signed-in-devices/sign-out-others', () => {
    left = left.filter(({ isThis }) => isThis)
    return [200, { items: left }]
  })
}

const said = () => recentAnnouncements.value.map(({ text }) => text)
const signOut = (name: RegExp) => screen.findByRole('button', { name })

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

describe('the signed-in devices', () => {
  it('are named in words, with times and place, and have no faults that axe can find', async () => {
    have(mine, phone, device('strange', { browser: null, system: null }))
    const { baseElement } = await renderPart(SessionSettings)
    const names = (await screen.findAllByRole('heading')).map((heading) => heading.textContent.trim())
    expect(names).toEqual([
      expect.stringMatching(/^Edge on Windows\s+This browser$/),
      'Safari on iPhone',
      'Unknown browser',
    ])
    expect(screen.getAllByText(/^Signed in: today .*, from the network address 192\.0\.2\.7$/)).toHaveLength(3)
    expect(screen.getAllByText('Last used: 3 minutes ago')).toHaveLength(2)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('offer nothing to sign out where there is no other', async () => {
    have(mine)
    const { baseElement } = await renderPart(SessionSettings)
    await screen.findByText('You are signed in nowhere else.')
    expect(screen.queryByRole('button')).toBeNull()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are signed out one by one: it is said, and the focus goes to the next, then to the list', async () => {
    have(mine, phone, office)
    const { user } = await renderPart(SessionSettings)
    await user.click(await signOut(/^Sign out: Safari on iPhone/))
    await eventually(() => expect(said()).toContain('Safari on iPhone is signed out'))
    await eventually(async () => expect(document.activeElement).toBe(await signOut(/^Sign out: Firefox/)))
    await user.keyboard('{Enter}')
    await screen.findByText('You are signed in nowhere else.')
    await eventually(() =>
      expect(document.activeElement).toBe(screen.getByRole('group', { name: 'Signed-in devices' })),
    )
  })

  it('are signed out all at once, but this one', async () => {
    have(mine, phone, office)
    const { user } = await renderPart(SessionSettings)
    await user.click(await signOut(/^Sign out all others$/))
    await screen.findByText('You are signed in nowhere else.')
    expect(said()).toContain('All others are signed out')
  })

  it('stay listed when one could not be signed out, which is told with a way to try again', async () => {
    answerAlso('/api/signed-in-devices', () => [200, { items: [mine, phone] }])
    const { user } = await renderPart(SessionSettings)
    server.failNext('/api/signed-in-devices/sign-out', 'unexpected')
    await user.click(await signOut(/^Sign out: Safari/))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^Safari on iPhone was not signed out/))
    expect(useOutcome().shown?.action?.label).toBe('Try again')
    await signOut(/^Sign out: Safari/)
  })

  it('say why they cannot be shown, with a way to try again', async () => {
    server.failNext('/api/signed-in-devices', 'unexpected')
    const { user } = await renderPart(SessionSettings)
    await screen.findByText('Your signed-in devices cannot be shown')
    have(mine)
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText('You are signed in nowhere else.')
  })
})
