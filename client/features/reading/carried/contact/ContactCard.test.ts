import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type ContactCard } from '#contract/contact-cards.ts'
import { type MessageId } from '#contract/ids.ts'
import CarriedCards from '../CarriedCards.vue'

const emi: ContactCard = {
  ...{ name: 'Emi <i>Sato</i>', organisation: 'City of Harbour', title: 'Engineer', address: 'Pier 3', note: '' },
  mails: ['emi@example.gov', 'emi@home.example'],
  telephones: [{ number: '+46 70-123', kind: 'mobile' }],
  web: 'https://example.gov/emi',
}
const part = { partId: '2', name: 'emi.vcf', type: 'text/x-vcard', sizeBytes: 900, contentId: null, inline: false }

async function open(content: object) {
  answerAlso('/api/messages/b/contact-cards/2', () => [200, { cut: false, ...content }])
  const message = wholeMessage({ id: 'b' as MessageId, attachments: [part] })
  const drawn = await renderPart(CarriedCards, { props: { message } })
  const save = await screen.findByRole('link', { name: 'Download for your contacts' })
  expect(save.getAttribute('href')).toBe('/api/messages/b/parts/2')
  return drawn
}

beforeEach(() => {
  startMailbox('abc', 'b')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('a contact card in a message', () => {
  it('says who it is and how to reach them, in words alone', async () => {
    const { baseElement } = await open({ cards: [emi], count: 1 })
    screen.getByRole('region', { name: 'Contact card: Emi <i>Sato</i>' })
    screen.getByText('City of Harbour')
    screen.getByRole('link', { name: 'emi@home.example' })
    expect(screen.getByRole('link', { name: '+46 70-123' }).getAttribute('href')).toBe('tel:+4670123')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('of several has a heading each, and tells how many are left out', async () => {
    const { baseElement } = await open({ cards: [emi, { ...emi, name: '' }], count: 9 })
    screen.getByRole('region', { name: '9 contact cards' })
    expect(screen.getAllByRole('heading', { level: 4 }).map((heading) => heading.textContent)).toEqual([
      'Emi <i>Sato</i>',
      'City of Harbour',
    ])
    screen.getByText('and 7 more in the file')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('that cannot be read says so and can be saved', async () => {
    await open({ cards: [], count: 0, cut: true })
    screen.getByText(/^There is no contact in this file that could be read/)
  })
})
