import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type KeptData as Kept } from '#contract/kept-data.ts'
import KeptData from './KeptData.vue'

const nothing: Kept = { contacts: 0, collected: 0, mirrored: 0, notes: 0, snoozed: 0, mutes: 0 }
const button = (name: string) => screen.findByRole('button', { name })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

function keeps(first: Kept): { kept: Kept } {
  const state = { kept: first }
  for (const path of ['', '/erase']) answerAlso(`/api/kept-data${path}`, () => [200, state.kept])
  return state
}

it('says in words what is kept, leaves out what is not, and gives it as a file', async () => {
  keeps({ ...nothing, contacts: 12, notes: 1, mutes: 1 })
  const { baseElement } = await renderPart(KeptData)
  const list = await screen.findByRole('list', { name: 'Kept for you' })
  expect(
    within(list)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([
    '12 contacts',
    'Choices and notes of 1 kind, such as labels, saved searches and signatures',
    'that you have muted conversations',
  ])
  const link = screen.getByRole('link', { name: 'Save it as a file' })
  expect(link.getAttribute('href')).toBe('/api/kept-data/file')
  expect(await faultsOf(baseElement)).toEqual([])
})

it('is erased only after a yes, says so, and leaves the focus at what is there now', async () => {
  const state = keeps({ ...nothing, contacts: 12 })
  const { user } = await renderPart(KeptData)
  await user.click(await button('Erase it'))
  await user.click(await button('Cancel'))
  expect(screen.getByText('12 contacts')).toBeTruthy()
  await user.click(await button('Erase it'))
  state.kept = nothing
  await user.click(await button('Erase for good'))
  expect(await screen.findByText('Nothing is kept beside your mail.')).toBeTruthy()
  await eventually(() => expect(document.activeElement?.textContent).toBe('What is kept about you'))
  expect(recentAnnouncements.value[0]?.text).toBe('What was kept about you is erased.')
})
