import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { availableActions } from '#client/accessibility/shortcuts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsForwarding, someForwarding } from '#client/mail/testing/fake-forwarding.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ForwardingBanner from './ForwardingBanner.vue'
import UnseenForwards from './UnseenForwards.vue'

const screenWithBanner = { render: () => h('main', [h('h1', 'Inbox'), h(ForwardingBanner)]) }
const name = 'Your mail does not stay here'
const names = () => availableActions().map(({ id }) => id)

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const gone = { isOn: true, targets: ['ben@example.gov'], keepsCopy: false }

describe('the banner of a forwarding without a copy', () => {
  it('says where mail goes, leads to the settings, and has no faults that axe can find', async () => {
    keepsForwarding(someForwarding({ isInForce: true }, gone))
    const { baseElement, user, router } = await renderPart(screenWithBanner)
    const banner = await screen.findByRole('region', { name })
    expect(banner.textContent).toContain('sent to ben@example.gov')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('link', { name: 'Change' }))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/forwarding'))
  })

  it.each([
    ['off', someForwarding()],
    ['on with a copy', someForwarding({ isInForce: true }, { ...gone, keepsCopy: true })],
    ['displaced by another program', someForwarding({}, gone)],
  ])('is not there while it is %s, but the palette leads to it', async (_what, state) => {
    keepsForwarding(state)
    await renderPart(screenWithBanner)
    await eventually(() => expect(names()).toContain('forwarding'))
    expect(screen.queryByRole('region', { name })).toBeNull()
  })
})

describe('the notice that mail goes where the person did not send it', () => {
  const withNotice = { render: () => h('main', [h('h1', 'Inbox'), h(UnseenForwards)]) }
  const place = () => screen.queryByRole('region', { name: 'Your mail is sent on' })
  const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')

  it('names where, is said, takes no focus, and leads to the settings', async () => {
    keepsForwarding(someForwarding({ unseen: ['kit@x.example'] }))
    const { baseElement, user, router } = await renderPart(withNotice)
    await eventually(() => expect(place()?.textContent).toContain('goes to kit@x.example'))
    expect(said()).toContain('Mail of yours goes to kit@x.example')
    expect(document.activeElement).toBe(document.body)
    expect(names()).toContain('unseen-forwards')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('link', { name: 'Look at it' }))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/forwarding'))
  })

  it('goes once the person knows, and its focus goes to the mail', async () => {
    keepsForwarding(someForwarding({ unseen: ['kit@x.example'] }))
    const told = answerAlso('/api/forwarding/seen', () => [200, someForwarding()])
    const { user } = await renderPart(withNotice)
    await user.click(await screen.findByRole('button', { name: 'I know of it' }))
    await eventually(() => expect(place()).toBeNull())
    expect(told).toEqual([{ addresses: ['kit@x.example'] }])
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Inbox' })))
  })

  it('is not there while the person knows of all', async () => {
    keepsForwarding(someForwarding({ isInForce: true }, gone))
    await renderPart({ render: () => h('main', [h(UnseenForwards), h(ForwardingBanner)]) })
    await screen.findByRole('region', { name })
    expect(place()).toBeNull()
  })
})
