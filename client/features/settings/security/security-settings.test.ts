import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type SecurityEvents, securityEventKinds } from '#contract/security-events.ts'
import SecuritySettings from './SecuritySettings.vue'

let state: SecurityEvents
let supportAddress: string | null

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  const plain = { browser: 'Firefox', system: 'Windows', network: '192.0.2.7', count: 3 }
  const dayMs = 24 * 60 * 60_000
  const items = securityEventKinds.map((kind, at) => ({
    ...{ ...plain, kind, number: 60 - at, atMs: Date.UTC(2026, 10, 20, 12) - Math.floor(at / 10) * dayMs },
  }))
  state = { items, nextBefore: null, isIntact: true, keepDays: 365 }
  supportAddress = 'desk@example.gov'
  answerAlso('/api/security-events', () => [200, state])
  const ways = { passwordSignIn: true, passkeySignIn: false, providers: [], straightTo: null }
  answerAlso('/api/welcome', () => [200, { organisation: 'City', supportAddress, idleMinutes: 30, ...ways }])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the security history', () => {
  it('is told in sentences by day, each with time and place, and has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(SecuritySettings)
    await screen.findByText(/^First sign-in from a browser that was not known/)
    expect(screen.getAllByText('Firefox on Windows, from the network address 192.0.2.7')).toHaveLength(
      securityEventKinds.length,
    )
    expect(screen.getAllByRole('heading', { name: /November .*2026/ })).toHaveLength(2)
    screen.getByText(/^3 messages were exported/)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says what to do where it was somebody else, and signs out the others', async () => {
    const asked = answerAlso('/api/signed-in-devices/sign-out-others', () => [200, { items: [] }])
    await renderPart(SecuritySettings)
    expect((await screen.findByRole('link', { name: 'desk@example.gov' })).getAttribute('href')).toBe(
      'mailto:desk@example.gov',
    )
    screen.getByRole('link', { name: 'Forwarding' })
    await fireEvent.click(screen.getByRole('button', { name: 'Sign out all others' }))
    const said = () => recentAnnouncements.value.map(({ text }) => text)
    await eventually(() => expect(said()).toContain('All others are signed out'))
    expect(asked).toHaveLength(1)
  })

  it('names the help desk without an address where there is none', async () => {
    supportAddress = null
    await renderPart(SecuritySettings)
    await screen.findByText('Tell your help desk, with the time and the network address of the entry.')
  })

  it('goes on with older entries, and the focus with them', async () => {
    state = { ...state, nextBefore: 12 }
    await renderPart(SecuritySettings)
    const more = await screen.findByRole('button', { name: 'Show older ones' })
    state = { ...state, nextBefore: null, items: [{ ...state.items[0]!, number: 1, network: '198.51.100.1' }] }
    await fireEvent.click(more)
    await eventually(() => expect(document.activeElement?.textContent).toContain('198.51.100.1'))
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull()
  })

  it('says so where it was changed after it was written, and where there is nothing', async () => {
    state = { ...state, items: [], isIntact: false }
    await renderPart(SecuritySettings)
    await screen.findByText('Nothing of this kind happened')
    screen.getByText('This list is not what was written')
  })
})
