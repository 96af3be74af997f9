import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import RecipientField from './RecipientField.vue'

const ben = 'ben.okafor@example.gov'
const untilMs = new Date(2031, 4, 9, 8, 0).getTime()

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const draw = (...addresses: string[]) =>
  renderPart(RecipientField, {
    props: {
      ...{ id: 'to', label: 'To', ownDomains: ['example.gov'] },
      modelValue: addresses.map((address) => ({ name: '', address })),
    },
  })

it('that a colleague is away stands beside the recipients and is said once; nobody outside is asked about', async () => {
  const asked = answerAlso('/api/people/away', () => [200, { items: [{ address: ben, name: 'Ben Okafor', untilMs }] }])
  await draw('kit@harbour.example', ben)
  await screen.findByText(/^Ben Okafor is away until .*May 9, 2031/)
  expect(asked).toEqual([{ addresses: [ben] }])
  const said = recentAnnouncements.value.filter(({ text }) => text.includes('Ben Okafor is away'))
  expect(said).toHaveLength(1)
})

it('nothing is said where the directory does not answer, and nothing asked without colleagues', async () => {
  const asked = answerAlso('/api/people/away', () => [
    503,
    { type: 'directory-unavailable', status: 503, requestId: 'r' },
  ])
  await draw('kit@harbour.example')
  await draw(ben)
  await eventually(() => expect(asked).toHaveLength(1))
  expect(screen.queryByText(/away/)).toBeNull()
})
