import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { returnTimes } from '#client/mail/return-times.ts'
import { bringBackNow } from '#client/mail/snooze/carry-out-snooze.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import SnoozeDialog from './SnoozeDialog.vue'

let server: FakeServer
let order: (folderId?: string) => string
const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server, order } = startMailbox('abcd', 'b'))
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

async function ask(ids: string[]) {
  const drawn = await renderPart(SnoozeDialog)
  useMailView().choosingTimeFor = ids as MessageId[]
  await screen.findByRole('dialog')
  return drawn
}

describe('snoozing', () => {
  it('has no faults that axe can find, and says what will happen', async () => {
    const { baseElement } = await ask(['b', 'c'])
    screen.getByRole('dialog', { name: 'Snooze 2 messages until' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('takes messages away until the time chosen, and one undo brings them back', async () => {
    const { user } = await ask(['b', 'c'])
    await user.click(screen.getByRole('button', { name: /Tomorrow morning/ }))
    await eventually(() => expect(order()).toBe('ad'))
    const asked = server.calls.find(({ call }) => call === 'POST /api/messages/snooze')?.body as { untilMs: number }
    expect(new Date(asked.untilMs).getHours()).toBe(9)
    await eventually(() => expect(said().some((text) => text.startsWith('2 messages come back'))).toBe(true))
    await useOutcome().undoLatest()
    expect(order()).toMatch(/^amoved-\d+moved-\d+d$/)
    expect(said()).toContain('2 messages are back')
  })

  it('can be ended before its time, and one undo lets each message wait for the time it had', async () => {
    const tomorrowMs = Date.now() + 86_400_000
    returnTimes.value = new Map([
      ['b' as MessageId, tomorrowMs],
      ['c' as MessageId, tomorrowMs + 1],
    ])
    await bringBackNow(['b', 'c'] as MessageId[])
    expect(order()).toBe('ad')
    expect(said()[0]).toMatch(/^2 messages are back/)
    await useOutcome().undoLatest()
    const asked = server.calls.filter(({ call }) => call === 'POST /api/messages/snooze').map(({ body }) => body)
    expect(asked).toEqual([
      { ids: [expect.stringMatching(/^moved-/)], untilMs: tomorrowMs },
      { ids: [expect.stringMatching(/^moved-/)], untilMs: tomorrowMs + 1 },
    ])
    expect(order()).toMatch(/^amoved-\d+moved-\d+d$/)
    expect(said()[0]).toBe('2 messages are snoozed again')
  })

  it('says at the field that a date cannot be read or is past', async () => {
    const { user } = await ask(['b'])
    const field = screen.getByRole('textbox', { name: 'Date' })
    await user.click(field)
    await user.keyboard('soon{Enter}')
    await screen.findByText(/Write a date such as/)
    expect(document.activeElement).toBe(field)
    await user.clear(field)
    await user.keyboard('2020-01-02{Enter}')
    await screen.findByText(/still to come/)
    expect(order()).toBe('abcd')
  })
})
