import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { availableActions } from '#client/accessibility/shortcuts.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
import { keepsForwarding, someForwarding } from '#client/mail/testing/fake-forwarding.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ForwardingBanner from './ForwardingBanner.vue'

const screenWithBanner = { render: () => h('main', [h('h1', 'Inbox'), h(ForwardingBanner)]) }
const name = 'Your mail does not stay here'
const names = () => availableActions().map(({ id }) => id)

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
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
