import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { approvesAddresses, keepsAddresses } from '#client/mail/testing/fake-own-addresses.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import AddressSettings from './AddressSettings.vue'

const offer = { domains: ['example.gov'], most: 5, left: 4, needsApproval: true }
const wanted = { address: 'stamps@example.gov', note: 'Stamps', askedAtMs: Date.UTC(2026, 10, 3) }
const asked = {
  ...{ ...wanted, id: '0b9d4a52-8f6f-4c61-9d7a-0d0a4f8f7e11', isOwn: false },
  ...{ name: 'Ben Okafor', main: 'ben.okafor@example.gov' },
}
const press = (name: string | RegExp) => screen.findByRole('button', { name })
const heading = (name: string) => screen.getByRole('heading', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('addresses that are approved', () => {
  it('are asked for, and listed with what became of them until they are put away', async () => {
    const requests = [
      { ...wanted, id: 'a', refusal: null },
      { ...wanted, id: 'b', address: 'mayor@example.gov', refusal: 'Only for the mayor' },
    ]
    keepsAddresses({ offer, requests })
    const { user, baseElement } = await renderPart(AddressSettings)
    expect((await screen.findByText('stamps@example.gov')).closest('li')?.textContent).toContain('Waits for approval')
    const refused = screen.getByText('mayor@example.gov').closest('li')
    expect(refused?.textContent).toMatch(/Not approved.*Only for the mayor/s)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press(/^Put away ?: mayor@example.gov$/))
    await eventually(() => expect(screen.queryByText('mayor@example.gov')).toBeNull())
    await eventually(() => expect(document.activeElement).toBe(heading('Addresses that reach you')))
    await user.click(await press(/^Take back ?: stamps@example.gov$/))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^stamps@example.gov is not asked for any more/))
    await user.click(await press('Ask for the address'))
    await eventually(() => expect(recentAnnouncements.value[0]?.text).toContain('waits for approval'))
  })

  it('are approved by a button, after which the focus is where the others are', async () => {
    keepsAddresses()
    const answers = approvesAddresses([asked])
    const { user, baseElement } = await renderPart(AddressSettings)
    expect(await screen.findByText(/Ben Okafor \(ben.okafor@example.gov\)/)).toBeTruthy()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press(/^Approve ?: stamps@example.gov$/))
    expect(await screen.findByText('Nobody waits for an address.')).toBeTruthy()
    await eventually(() => expect(document.activeElement).toBe(heading('Addresses to approve')))
    expect(useOutcome().shown?.text).toBe('stamps@example.gov takes mail now, and Ben Okafor is told')
    expect(answers).toEqual([{ id: asked.id, refusal: null }])
  })

  it('are refused with words, also those that were taken meanwhile', async () => {
    keepsAddresses()
    const answers = approvesAddresses([asked], 'taken')
    const { user } = await renderPart(AddressSettings)
    await user.click(await press(/^Approve ?: stamps@example.gov$/))
    expect(await screen.findByText(/Somebody else has taken stamps@example.gov meanwhile/)).toBeTruthy()
    await user.click(await press(/^Refuse ?: stamps@example.gov$/))
    const why = await screen.findByRole('textbox', { name: 'Why it is refused' })
    expect(document.activeElement).toBe(why)
    await user.type(why, '  {Enter}')
    expect(await screen.findByText(/Write why, in a few words/)).toBeTruthy()
    await user.type(why, 'Taken meanwhile{Enter}')
    expect(await screen.findByText('Nobody waits for an address.')).toBeTruthy()
    expect(answers.at(-1)).toEqual({ id: asked.id, refusal: 'Taken meanwhile' })
  })

  it('that a person of the group has asked for, somebody else answers', async () => {
    keepsAddresses()
    approvesAddresses([{ ...asked, isOwn: true }])
    await renderPart(AddressSettings)
    expect(await screen.findByText(/Somebody else has to answer/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /^Approve/ })).toBeNull()
  })
})
