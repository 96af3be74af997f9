import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements } from '#client/accessibility/announcer.ts'
import { startMailbox } from '../testing/mailbox.ts'
import { renderPart } from '../testing/render-part.ts'
import { answerAlso } from '../testing/whole-message.ts'
import RecipientField from './RecipientField.vue'

const person = (name: string, address: string) => ({ name, address, detail: '', kind: 'person' })
const [olga, oskar] = [person('Olga Berg', 'olga@example.gov'), person('Óskar Lund', 'lund@example.gov')]

beforeEach(() => {
  startMailbox('')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

it('who was found for fewer letters is offered only where they fit what is typed by now', async () => {
  answerAlso('/api/people', () => [200, { items: [olga, oskar] }])
  const { user } = await renderPart(RecipientField, {
    props: { id: 'to', label: 'To', ownDomains: ['example.gov'], modelValue: [] },
  })
  await user.type(screen.getByRole('combobox', { name: 'To' }), 'o')
  await screen.findByRole('option', { name: /^Olga/, hidden: true })
  const answering = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    url.includes('/api/people?') ? new Promise(() => undefined) : answering(url, init),
  )
  await user.keyboard('sk')
  expect(screen.getAllByRole('option', { hidden: true }).map(({ textContent }) => textContent.trim())).toEqual([
    expect.stringMatching(/^Óskar Lund/),
  ])
  await user.keyboard('{ArrowDown}{Enter}')
  await screen.findByRole('option', { name: 'Óskar Lund' })
})
