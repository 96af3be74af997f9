import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsAddresses } from '#client/mail/testing/fake-own-addresses.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import AddressSettings from './AddressSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string | RegExp) => screen.findByRole('button', { name })
const field = (name: string) => screen.findByRole('textbox', { name })
const rows = () =>
  within(screen.getByRole('list', { name: 'Addresses that reach you' }))
    .getAllByRole('listitem')
    .map((row) => row.textContent.replaceAll(/\s+/g, ' ').trim())

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the addresses of a person', () => {
  it('are all listed, with who gave them and where they are used, and how a tag is put to one', async () => {
    keepsAddresses()
    const { baseElement } = await renderPart(AddressSettings)
    await screen.findByText('Your main address')
    expect(rows()).toEqual([
      expect.stringMatching(/^ada.lindqvist@example.gov ?Your main address$/),
      expect.stringMatching(/^ada@example.gov ?Given by your organisation$/),
      expect.stringMatching(/^forms@example.gov ?Permit forms/),
    ])
    expect(document.body.textContent).toContain('before the @ of any of them: ada.lindqvist+shop@example.gov.')
    expect(document.body.textContent).toContain('It is followed by @example.gov. You can make 4 more.')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('are made, which is said, and the field is ready for another', async () => {
    keepsAddresses()
    const { user } = await renderPart(AddressSettings)
    await user.type(await field('Name before the @'), 'shop')
    await user.type(await field('Where you use it'), 'Stamps')
    await user.click(await press('Make the address'))
    await eventually(() => expect(rows()[3]).toMatch(/^shop@example.gov ?Stamps/))
    expect(said()[0]).toBe('shop@example.gov takes mail now')
    expect(document.activeElement).toBe(await field('Name before the @'))
  })

  it('are not made where somebody has them, which the field says, with what was typed', async () => {
    keepsAddresses({}, 'taken')
    const { user } = await renderPart(AddressSettings)
    await user.type(await field('Name before the @'), 'mayor')
    await user.click(await press('Make the address'))
    expect(await screen.findByText(/mayor@example.gov is taken. Choose another name./)).toBeTruthy()
    const name = (await field('Name before the @')) as HTMLInputElement
    await eventually(() => expect(document.activeElement).toBe(name))
    expect([name.value, name.getAttribute('aria-invalid')]).toEqual(['mayor', 'true'])
  })

  it('are paused with a sentence that is seen before, with a way back', async () => {
    keepsAddresses()
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Pause ?: forms@example.gov$/))
    const reply = (await field('What the sender is told')) as HTMLInputElement
    expect([document.activeElement, reply.value]).toEqual([reply, 'This address takes no mail at the moment.'])
    await user.clear(reply)
    await user.type(reply, 'Please write to the permit desk.{Enter}')
    const change = await press(/^Change sentence ?: forms@example.gov$/)
    await eventually(() => expect(document.activeElement).toBe(change))
    expect(rows()[2]).toMatch(/Paused: refuses mail.*Senders are told: Please write to the permit desk\./)
    expect(useOutcome().shown?.text).toMatch(/^forms@example.gov refuses mail now/)
  })

  it('say another sentence, or take mail again, each with a way back', async () => {
    const kept = keepsAddresses()
    const items = kept.state.items.map((item) => ({ ...item, isPaused: item.isOwn, reply: 'No.' }))
    kept.state = { ...kept.state, items }
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Change sentence ?: forms@example.gov$/))
    const reply = await field('What the sender is told')
    await user.clear(reply)
    await user.type(reply, 'Größe')
    await user.click(await press('Keep sentence'))
    expect(await screen.findByText(/mail servers pass on nothing else/)).toBeTruthy()
    await eventually(() => expect(document.activeElement).toBe(reply))
    await user.clear(reply)
    await user.type(reply, 'Not now.{Enter}')
    await eventually(() => expect(rows()[2]).toContain('Senders are told: Not now.'))
    useOutcome().shown?.action?.run()
    await eventually(() => expect(rows()[2]).toContain('Senders are told: No.'))
    await user.click(await press(/^Take mail again ?: forms@example.gov$/))
    await eventually(() => expect(rows()[2]).not.toContain('Paused'))
    await eventually(async () => expect(document.activeElement).toBe(await press(/^Pause ?: forms@example.gov$/)))
  })

  it('are given up, after which the focus is on the list', async () => {
    keepsAddresses()
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Retire ?: forms@example.gov$/))
    await eventually(() => expect(rows()).toHaveLength(2))
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Addresses that reach you' }))
    expect(useOutcome().shown?.text).toMatch(/^forms@example.gov is retired/)
  })

  it('that were given up come back by Undo with their note, and paused ones with their sentence', async () => {
    const kept = keepsAddresses()
    const items = kept.state.items.map((item) => ({ ...item, isPaused: item.isOwn, reply: item.isOwn ? 'No.' : '' }))
    kept.state = { ...kept.state, items }
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Retire ?: forms@example.gov$/))
    await eventually(() => expect(rows()).toHaveLength(2))
    await useOutcome().undoLatest()
    await eventually(() => expect(rows()[2]).toMatch(/forms@example.gov.*Permit forms/s))
    expect(rows()[2]).toMatch(/Paused: refuses mail.*Senders are told: No\./s)
    expect(useOutcome().shown).toMatchObject({ failed: false })
  })

  it('that were given up and are somebody else’s by then are said not to be back', async () => {
    keepsAddresses({}, 'taken')
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Retire ?: forms@example.gov$/))
    await eventually(() => expect(rows()).toHaveLength(2))
    await useOutcome().undoLatest()
    expect(useOutcome().shown).toMatchObject({
      failed: true,
      text: expect.stringContaining('forms@example.gov') as string,
    })
    expect(rows()).toHaveLength(2)
  })

  it('have notes that are changed in place', async () => {
    keepsAddresses()
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Change note ?: forms@example.gov$/))
    const [note] = screen.getAllByRole('textbox', { name: 'Where you use it' })
    expect(document.activeElement).toBe(note)
    await user.clear(note!)
    await user.type(note!, 'Old forms{Enter}')
    await eventually(() => expect(rows()[2]).toContain('Old forms'))
    expect(document.activeElement).toBe(await press(/^Change note ?: forms@example.gov$/))
  })

  it('are only shown where the organisation gives them', async () => {
    keepsAddresses({ offer: null, items: [] })
    await renderPart(AddressSettings)
    expect(await screen.findByText(/Your organisation gives addresses itself/)).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })
})
