import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsForwarding, rightCode, someForwarding } from '#client/mail/testing/fake-forwarding.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ForwardingSettings from './ForwardingSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const [kit, zoe] = ['kit@elsewhere.example', 'zoe@elsewhere.example'] as const
const form = (address: string) => screen.findByRole('form', { name: `Confirm ${address}` })
const field = (address: string) => screen.getByRole('textbox', { name: new RegExp(`^Code for ${address}`) })
const press = async (address: string, name: string) => within(await form(address)).getByRole('button', { name })
const heading = () => screen.getByRole('heading', { name: 'Addresses to confirm' })

const waiting = [
  { address: kit, sentAtMs: 1_700_000_000_000 },
  { address: zoe, sentAtMs: null },
]
const start = () => keepsForwarding(someForwarding({ waiting, isInForce: true }, { isOn: true, targets: [kit, zoe] }))

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('Addresses that wait for a code', () => {
  it('are shown as such without faults that axe can find, and not as what mail goes to', async () => {
    start()
    const { baseElement, user } = await renderPart(ForwardingSettings)
    await screen.findByText(/nothing is forwarded yet/)
    await user.click(await press(kit, 'Confirm the address'))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('take the focus to the field with what is wrong with a code', async () => {
    start()
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await press(kit, 'Confirm the address'))
    await screen.findByText(/Type the eight digits of the code/)
    await eventually(() => expect(document.activeElement).toBe(field(kit)))
    await user.keyboard('0000 0000{Enter}')
    await screen.findByText(/That is not the code/)
    await eventually(() => expect(document.activeElement).toBe(field(kit)))
  })

  it('are confirmed one by one, said, and the focus goes on to their heading', async () => {
    start()
    const { user } = await renderPart(ForwardingSettings)
    await form(kit)
    await user.type(field(kit), `${rightCode}{Enter}`)
    await eventually(() => expect(document.activeElement).toBe(heading()))
    expect(said()).toContain(`${kit} is confirmed. Mail is forwarded there from now on.`)
    expect(screen.queryByRole('form', { name: `Confirm ${kit}` })).toBeNull()
    await form(zoe)
    await screen.findByText(`Your mail is also sent to ${kit}, and kept here.`)
  })

  it('are sent a code again, and taken back', async () => {
    start()
    const { user } = await renderPart(ForwardingSettings)
    const send = await press(zoe, 'Send a code')
    await user.click(send)
    await eventually(() => expect(said()).toContain(`A new code was sent to ${zoe}. The one before counts no more.`))
    await press(zoe, 'Send a new code')
    await user.click(await press(kit, 'Remove this address'))
    await eventually(() => expect(document.activeElement).toBe(heading()))
    await screen.findByText(`${kit} was removed. Nothing is forwarded there.`)
  })
})
