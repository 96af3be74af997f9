import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { availableActions } from '#client/accessibility/shortcuts.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsAbsence, someState } from '#client/mail/testing/fake-absence.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import AbsenceBanner from './AbsenceBanner.vue'

const screenWithBanner = { render: () => h('main', [h('h1', 'Inbox'), h(AbsenceBanner)]) }
const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')
const banner = () => screen.queryByRole('region', { name: 'You are out of office' })
const names = () => availableActions().map(({ id }) => id)

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const away = { isOn: true, insideText: 'Away' }

describe('the banner of an out of office', () => {
  it('has no faults that axe can find', async () => {
    keepsAbsence(someState({ isInForce: true }, away))
    const { baseElement } = await renderPart(screenWithBanner)
    await screen.findByRole('region', { name: 'You are out of office' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('ends it with one button, takes the focus on, and brings it back', async () => {
    const server = keepsAbsence(someState({ isInForce: true }, away))
    const { user } = await renderPart(screenWithBanner)
    await user.click(await screen.findByRole('button', { name: 'End now' }))
    await eventually(() => expect(banner()).toBeNull())
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Inbox' }))
    expect(server.saved).toMatchObject([{ isOn: false, insideText: 'Away' }])
    expect(said()).toContain('Out of office ended')
    await useOutcome().undoLatest()
    await eventually(() => expect(banner()).not.toBeNull())
    expect(said()).toContain('Out of office is on again')
  })

  it('says what went wrong, and the next try begins with what is there then', async () => {
    const server = keepsAbsence(someState({ isInForce: true }, away))
    const { user } = await renderPart(screenWithBanner)
    const end = await screen.findByRole('button', { name: 'End now' })
    server.state = { ...server.state, version: 'other' }
    await user.click(end)
    await eventually(() => expect(said()).toContain('Out of office was not ended'))
    useOutcome().shown?.action?.run()
    await eventually(() => expect(banner()).toBeNull())
  })

  it.each([
    ['off', someState()],
    ['planned', someState({ isInForce: true }, { ...away, startsAtMs: Date.now() + 60_000 })],
    ['over', someState({ isInForce: true }, { ...away, endsAtMs: 1_000 })],
  ])('is not there while it is %s, but the palette leads to it', async (_what, state) => {
    keepsAbsence(state)
    await renderPart(screenWithBanner)
    await eventually(() => expect(names()).toContain('absence'))
    expect(banner()).toBeNull()
    expect(names()).not.toContain('end-absence')
  })

  it('comes at the beginning and goes at the end, by itself', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true })
    const now = Date.now()
    keepsAbsence(someState({ isInForce: true }, { ...away, startsAtMs: now + 60_000, endsAtMs: now + 120_000 }))
    await renderPart(screenWithBanner)
    await eventually(() => expect(names()).toContain('absence'))
    await vi.advanceTimersByTimeAsync(61_000)
    expect(banner()?.textContent).toContain('until')
    await vi.advanceTimersByTimeAsync(61_000)
    expect(banner()).toBeNull()
  })

  it('leads to the settings', async () => {
    keepsAbsence(someState({ isInForce: true }, away))
    const { user, router } = await renderPart(screenWithBanner)
    await user.click(await screen.findByRole('link', { name: 'Change' }))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/absence'))
  })
})
