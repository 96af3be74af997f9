import { cleanup, fireEvent, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type Activity, activityActions } from '#contract/activity.ts'
import ActivitySettings from './ActivitySettings.vue'

let state: Activity

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  const plain = { atMs: Date.UTC(2026, 10, 2), name: 'Ben Okafor', folder: 'carmen', role: 'inbox' as const }
  const items = activityActions.map((action, at) => ({ ...plain, action, number: 20 - at, count: 3 }))
  const people = [
    { user: 'ben', name: 'Ben Okafor' },
    { user: 'emi', name: 'Emi Tanaka' },
  ]
  state = { items, nextBefore: null, isIntact: true, keepDays: 365, keepsMessageIds: false, people }
  answerAlso('/api/activity', () => [200, state])
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the activity in the own mailbox', () => {
  it('is told in sentences, each with its time, and has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(ActivitySettings)
    await screen.findByText('Ben Okafor deleted 3 messages in Inbox for good')
    screen.getByText('You shared your mailbox with Ben Okafor')
    expect(screen.getAllByRole('listitem')).toHaveLength(activityActions.length)
    expect(screen.getByRole('link', { name: 'Save all of it as a table' }).getAttribute('href')).toBe(
      '/api/activity/table',
    )
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says so where it is kept which messages it was', async () => {
    state = { ...state, keepsMessageIds: true }
    await renderPart(ActivitySettings)
    await screen.findByText(/Each entry is kept for 365 days\..*by their Message-IDs/)
  })

  it('goes on with older entries, and the focus with them', async () => {
    state = { ...state, nextBefore: 12 }
    await renderPart(ActivitySettings)
    const more = await screen.findByRole('button', { name: 'Show older ones' })
    state = { ...state, nextBefore: null, items: [{ ...state.items[0]!, number: 1, name: 'Emi Tanaka' }] }
    await fireEvent.click(more)
    await eventually(() => expect(document.activeElement?.textContent).toContain('Emi Tanaka opened Inbox'))
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull()
  })

  it('is asked for by who did it and by days; what is no day is named at its field, with the focus there', async () => {
    const { user } = await renderPart(ActivitySettings)
    await screen.findByRole('option', { name: 'Emi Tanaka' })
    await user.selectOptions(screen.getByRole('combobox', { name: 'Who' }), 'Emi Tanaka')
    const [from, until] = ['From', 'Until'].map((name) => screen.getByRole<HTMLInputElement>('textbox', { name }))
    const show = screen.getByRole('button', { name: 'Show these days' })
    await user.type(from!, '2026-03-14')
    await user.type(until!, 'soon')
    await user.click(show)
    await eventually(() => expect(document.activeElement).toBe(until))
    screen.getByText(/That is no date/)
    await user.clear(until!)
    await user.type(until!, '2026-03-13')
    await user.click(show)
    await screen.findByText(/before the first day/)
    await user.clear(until!)
    await user.type(until!, '2026-03-15')
    state = { ...state, items: [] }
    await user.click(show)
    await screen.findByText('Nothing fits what you chose.')
    expect(until!.getAttribute('aria-invalid')).not.toBe('true')
  })

  it('says so where it was changed after it was written, and where there is none', async () => {
    state = { ...state, items: [], isIntact: false, people: [] }
    await renderPart(ActivitySettings)
    await screen.findByText('Nothing was done here')
    screen.getByText('This list is not what was written')
  })
})
