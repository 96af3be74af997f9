import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { readForwardingAgain } from '#client/mail/forwarding/forwarding.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsForwarding, someForwarding } from '#client/mail/testing/fake-forwarding.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ForwardingSettings from './ForwardingSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const onOff = () => screen.findByRole<HTMLInputElement>('switch', { name: 'Forward my mail' })
const field = (number: number) =>
  screen.getByRole<HTMLInputElement>('textbox', { name: new RegExp(`^Address ${number}`) })
const press = (name: string) => screen.findByRole('button', { name })

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const toBen = { isOn: true, targets: ['ben@example.gov'] }

describe('the settings of forwarding', () => {
  it('have no faults that axe can find, off, on and with faults', async () => {
    keepsForwarding(someForwarding())
    const { baseElement, user } = await renderPart(ForwardingSettings)
    await user.click(await onOff())
    await user.click(await press('Add another address'))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Save forwarding'))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('turn it on: what is missing gets the focus, then it is saved, said and shown, with a copy unless asked', async () => {
    const server = keepsForwarding(someForwarding())
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await onOff())
    await user.click(await press('Save forwarding'))
    await eventually(() => expect(document.activeElement).toBe(field(1)))
    expect(screen.getByText(/Write the address/)).toBeTruthy()
    await user.keyboard(' ben@example.gov ')
    await user.click(await press('Save forwarding'))
    await screen.findByText('Your mail is also sent to ben@example.gov, and kept here.')
    expect(said()).toContain('Forwarding saved. It is on.')
    expect(server.saved).toEqual([{ ...toBen, keepsCopy: true }])
  })

  it('say plainly that no copy is kept', async () => {
    keepsForwarding(someForwarding({ isInForce: true }, toBen))
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await screen.findByRole('checkbox', { name: 'Keep a copy here' }))
    await user.click(await press('Save forwarding'))
    await screen.findByText(/sent to ben@example.gov, and no copy is kept here/)
  })

  it.each([
    ['ben', /no complete address/],
    ['ada+x@example.gov', /your own address/],
    ['kit@mail.example', /forwarded to this provider/],
    ['Ben@example.gov', /there already/],
  ])('say at the field why mail cannot go to %s, and take the focus there', async (target, text) => {
    const server = keepsForwarding(someForwarding({ isInForce: true }, toBen))
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await press('Add another address'))
    await eventually(() => expect(document.activeElement).toBe(field(2)))
    await user.keyboard(target)
    await user.click(await press('Save forwarding'))
    await screen.findByText(text)
    await eventually(() => expect(document.activeElement).toBe(field(2)))
    expect(server.saved).toEqual([])
  })

  it('refuse addresses outside where the operator does, and warn of them where not', async () => {
    const strict = someForwarding()
    keepsForwarding({ ...strict, limits: { ...strict.limits, outside: 'forbidden' } })
    const { user, unmount } = await renderPart(ForwardingSettings)
    await user.click(await onOff())
    await user.type(field(1), 'kit@elsewhere.example')
    await user.click(await press('Save forwarding'))
    await screen.findByText(/does not let mail be forwarded to addresses outside example.gov/)
    unmount()

    startMailbox('a')
    keepsForwarding(someForwarding())
    const second = await renderPart(ForwardingSettings)
    await second.user.click(await onOff())
    await second.user.type(field(1), 'kit@elsewhere.example')
    await screen.findByText(/kit@elsewhere.example is outside your organisation/)
  })

  it('remove an address, say so, and go on in the field beside it', async () => {
    keepsForwarding(someForwarding({ isInForce: true }, { ...toBen, targets: ['ben@example.gov', 'kit@example.gov'] }))
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await press('Remove address 1'))
    await eventually(() => expect(document.activeElement).toBe(field(1)))
    expect(field(1).value).toBe('kit@example.gov')
    expect(said()).toContain('Address 1 removed')
  })

  it('keep what is typed when another page saves, and let the person choose', async () => {
    const server = keepsForwarding(someForwarding({ isInForce: true }, toBen))
    const { user } = await renderPart(ForwardingSettings)
    await onOff()
    await user.clear(field(1))
    await user.type(field(1), 'kit@example.gov')
    server.state = someForwarding({ version: 'other' }, { isOn: true, targets: ['theirs@example.gov'] })
    await readForwardingAgain()
    expect(field(1).value).toBe('kit@example.gov')
    await user.click(await press('Save forwarding'))
    await user.click(await press('Save mine all the same'))
    await eventually(() => expect(server.saved).toMatchObject([{ targets: ['kit@example.gov'] }]))
  })

  it.each([
    ['it is not offered', someForwarding({ isOffered: false }), /does not offer forwarding/],
    ['another program displaced it', someForwarding({ otherScript: 'x' }, toBen), /another program has its own rules/],
    ['another program changed it', someForwarding({ isChangedElsewhere: true }), /kept there under another name/],
    [
      'another program forwards',
      someForwarding({ otherForwards: [{ address: 'kit@x.example', script: 'roundcube' }] }),
      /kit@x.example, by the rules “roundcube”/,
    ],
  ])('say it when %s', async (_what, state, text) => {
    keepsForwarding(state)
    await renderPart(ForwardingSettings)
    await screen.findByText(text)
  })

  it('come back by Undo after they were turned off, unless something was changed in between', async () => {
    const server = keepsForwarding(someForwarding({ isInForce: true }, toBen))
    const { user } = await renderPart(ForwardingSettings)
    const turnOff = async () => {
      await user.click(await onOff())
      await user.click(await press('Save forwarding'))
      await eventually(() => expect(server.state.forwarding.isOn).toBe(false))
      await eventually(() => expect(useOutcome().shown?.text).toContain('It is off'))
    }
    await turnOff()
    await useOutcome().undoLatest()
    await eventually(() => expect(server.state.forwarding).toEqual(server.saved[1]))
    expect(server.saved[1]).toMatchObject({ isOn: true, targets: ['ben@example.gov'] })
    await eventually(() => expect(said()).toContain('Your mail is forwarded as before'))
    await turnOff()
    server.state = { ...server.state, version: 'theirs' }
    await useOutcome().undoLatest()
    await eventually(() => expect(useOutcome().shown?.text).toContain('could not be turned on again'))
    expect(server.state.forwarding.isOn).toBe(false)
  })

  it('list what filters forward', async () => {
    keepsForwarding(someForwarding({ filterForwards: [{ address: 'kit@x.example', filter: 'Invoices' }] }))
    await renderPart(ForwardingSettings)
    await screen.findByText('kit@x.example, by the filter “Invoices”')
  })

  it('can turn off what is not offered any more', async () => {
    const server = keepsForwarding(someForwarding({ isOffered: false, isInForce: true }, toBen))
    const { user } = await renderPart(ForwardingSettings)
    await user.click(await onOff())
    await user.click(await press('Save forwarding'))
    await eventually(() => expect(server.saved).toMatchObject([{ isOn: false, targets: ['ben@example.gov'] }]))
  })
})
