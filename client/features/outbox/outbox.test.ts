import { cleanup, screen, within } from '@testing-library/vue'
import { isReactive } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { readOutboxAgain } from '#client/mail/outbox/outbox-list.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type OutboxItem } from '#contract/outbox.ts'
import OutboxLink from './OutboxLink.vue'
import OutboxList from './OutboxList.vue'
import OutboxWatch from './OutboxWatch.vue'

const hourMs = 60 * 60_000
const idOf = (n: number) => `outbox-item-0000000${n}`

function item(n: number, changes: Partial<OutboxItem> = {}): OutboxItem {
  return {
    ...{ id: idOf(n), state: 'waiting', subject: `Letter ${n}`, cc: [], bcc: [], refused: [], sentCopyId: null },
    ...{ to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }], problem: null, nextTryAtMs: null },
    ...{ dueAtMs: Date.now() + hourMs, isScheduled: true, isRedirect: false },
    ...changes,
  }
}

const full = { type: 'recipients-refused' as const, serverSaid: '' }
const every: OutboxItem[] = [
  item(1),
  item(2, { isScheduled: false }),
  item(3, { state: 'sending' }),
  item(4, {
    ...{ state: 'retrying', nextTryAtMs: Date.now() + 60_000 },
    problem: { type: 'mail-server-unavailable', serverSaid: '4.3.2 Busy' },
  }),
  item(5, { state: 'signed-out' }),
  item(6, { state: 'failed', problem: full, refused: [{ address: 'ben.okafor@example.gov', reason: 'Unknown' }] }),
  item(7, { state: 'unknown' }),
  item(8, { state: 'in-part', refused: [{ address: 'ann@a.example', reason: 'Mailbox full' }] }),
  item(9, { state: 'sent', sentCopyId: 's1' as never }),
]

let items: OutboxItem[] = []
const said = () => recentAnnouncements.value.map(({ text }) => text)
const card = (n: number) => screen.findByRole('article', { name: `Letter ${n}` })
const button = async (n: number, name: string) =>
  within(await card(n)).getByRole('button', { name: `${name}: Letter ${n}` })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('a')
  items = []
  answerAlso('/api/outbox', () => [200, { items, sendsWhileSignedOut: true }])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const show = () => renderPart(OutboxList, { at: '/outbox' })

describe('the outbox', () => {
  it('has no faults that axe can find, in every state', async () => {
    items = every
    const { baseElement } = await show()
    await card(9)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('has none when it is empty, and says what it is for', async () => {
    const { baseElement } = await show()
    await screen.findByText('Nothing waits to be sent')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says of each message in words where it stands', async () => {
    items = every
    await show()
    const words = async (n: number) => (await card(n)).textContent
    expect(await words(1)).toMatch(/To Ben Okafor.*Goes (today|tomorrow|\w+day)/)
    expect(await words(2)).toContain('Goes in a moment.')
    expect(await words(3)).toContain('Is being sent now.')
    expect(await words(4)).toMatch(/Not sent yet\..*Tried again by itself today.*The mail server said: 4\.3\.2 Busy/)
    expect(await words(5)).toContain('signed out')
    expect(await words(6)).toMatch(/Not sent\..*ben\.okafor@example\.gov was refused: Unknown/)
    expect(await words(7)).toContain('May have been sent')
    expect(await words(8)).toMatch(/not to everybody\..*ann@a\.example was refused: Mailbox full/)
    expect(await words(9)).toContain('Sent.')
  })

  it('offers nothing to write of a message that is only sent on', async () => {
    items = [item(1, { isRedirect: true, isScheduled: false }), item(2, { isRedirect: true, state: 'unknown' })]
    await show()
    expect((await card(1)).textContent).toContain('To Ben Okafor, as it is from its author')
    await button(1, 'Delete')
    await button(2, 'It was sent')
    expect(screen.queryByRole('button', { name: /^(Stop and edit|Open to send again)/ })).toBeNull()
  })

  it('opens a message in the composer as it was, as a new one', async () => {
    items = [item(1)]
    const draft = { text: 'As I wrote it', subject: 'Letter 1', idempotencyKey: 'old', state: 'sending', extra: 'kept' }
    const document = { type: 'doc', attrs: { lang: null, dir: null }, content: [] }
    answerAlso(`/api/outbox/${idOf(1)}/take-back`, () => [200, { composer: JSON.stringify({ ...draft, document }) }])
    const { user, router } = await show()
    await user.click(await button(1, 'Stop and edit'))
    await eventually(() => expect(router.currentRoute.value.name).toBe('compose'))
    const [opened] = useDrafts().open
    expect(opened).toMatchObject({ text: 'As I wrote it', state: 'writing', extra: 'kept' })
    expect(opened?.idempotencyKey).not.toBe('old')
    expect(opened?.document).toEqual(document)
    expect(isReactive(opened?.document), 'large, and changed as a whole only').toBe(false)
    expect(opened?.key).toBe(router.currentRoute.value.params['draftKey'])
  })

  it('says so when it is too late', async () => {
    items = [item(1)]
    answerAlso(`/api/outbox/${idOf(1)}/take-back`, () => [409, { type: 'too-late', status: 409, requestId: 'r' }])
    const { user, router } = await show()
    await user.click(await button(1, 'Stop and edit'))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^Too late to stop it/))
    expect(router.currentRoute.value.name).toBe('outbox')
  })

  it('leaves only those who did not get it in a message that went to some', async () => {
    items = [item(8, { state: 'in-part', refused: [{ address: 'ANN@a.example', reason: 'Full' }] })]
    const to = ['ann@a.example', 'bob@b.example'].map((address) => ({ name: '', address }))
    answerAlso(`/api/outbox/${idOf(8)}/take-back`, () => [200, { composer: JSON.stringify({ to, cc: [], bcc: [] }) }])
    const { user } = await show()
    await user.click(await button(8, 'Write to them again'))
    await eventually(() => expect(useDrafts().open[0]?.to).toEqual([to[0]]))
  })

  it('sends at once, and keeps in sight what was sent, with the focus on it', async () => {
    items = [item(1), item(2)]
    const asked = answerAlso(`/api/outbox/${idOf(1)}/send-now`, () => {
      items = [item(1, { state: 'sending' }), item(2)]
      return [200, items[0]]
    })
    const { user } = await show()
    await user.click(await button(1, 'Send now'))
    await eventually(() => expect(asked).toHaveLength(1))
    await eventually(() => expect(document.activeElement?.textContent).toBe('Letter 1'))
    items = [item(1, { state: 'sent' }), item(2)]
    await readOutboxAgain()
    items = [item(2)]
    await readOutboxAgain()
    expect((await card(1)).textContent).toContain('Sent.')
    expect(document.activeElement?.textContent).toBe('Letter 1')
  })

  it('deletes with a way back, and goes on with the next one', async () => {
    items = [item(1), item(2)]
    answerAlso(`/api/outbox/${idOf(1)}`, () => {
      items = [item(2)]
      return [200, null]
    })
    const restored = answerAlso(`/api/outbox/${idOf(1)}/restore`, () => {
      items = [item(1), item(2)]
      return [200, items[0]]
    })
    const { user } = await show()
    await user.click(await button(1, 'Delete'))
    await eventually(() => expect(screen.queryByRole('article', { name: 'Letter 1' })).toBeNull())
    await eventually(() => expect(document.activeElement?.textContent).toBe('Letter 2'))
    expect(said()[0]).toMatch(/^Deleted\. It is not sent\./)
    await useOutcome().undoLatest()
    expect(restored).toHaveLength(1)
    await card(1)
  })

  it('changes the time by the dialog', async () => {
    items = [item(1)]
    const asked = answerAlso(`/api/outbox/${idOf(1)}`, () => [200, items[0]])
    const { user, baseElement } = await show()
    await user.click(await button(1, 'Change time'))
    const dialog = await screen.findByRole('dialog', { name: 'Change when it is sent' })
    expect(dialog.textContent).toMatch(/Times are in .+\./)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Date' }), '2020-01-01')
    await user.click(within(dialog).getByRole('button', { name: 'Change' }))
    await within(dialog).findByText(/Choose a time that is still to come\./)
    const nextYear = new Date().getFullYear() + 1
    await user.clear(within(dialog).getByRole('textbox', { name: 'Date' }))
    await user.type(within(dialog).getByRole('textbox', { name: 'Date' }), `${nextYear}-01-02`)
    await user.clear(within(dialog).getByRole('textbox', { name: 'Time' }))
    await user.type(within(dialog).getByRole('textbox', { name: 'Time' }), '16:45')
    await user.click(within(dialog).getByRole('button', { name: 'Change' }))
    await eventually(() => expect(asked).toEqual([{ sendAtMs: new Date(nextYear, 0, 2, 16, 45).getTime() }]))
    expect(useOutcome().shown?.text).toMatch(/^Goes .* now/)
  })
})

describe('the way to the outbox', () => {
  it('is there only while something waits, and says when a message needs the person', async () => {
    const { baseElement } = await renderPart(OutboxLink)
    expect(screen.queryByRole('link')).toBeNull()
    items = [item(1), item(2), item(9, { state: 'sent' })]
    await readOutboxAgain()
    await screen.findByRole('link', { name: 'Outbox: 2 wait' })
    items = [item(1), item(6, { state: 'failed', problem: full })]
    await readOutboxAgain()
    await screen.findByRole('link', { name: 'Outbox: one message needs you' })
    expect(await faultsOf(baseElement)).toEqual([])
  })
})

describe('a message that was not sent', () => {
  it('is told once, with the way to it, and does not move the focus', async () => {
    items = [item(6)]
    const { router } = await renderPart(OutboxWatch)
    const focused = document.activeElement
    items = [item(6, { state: 'failed', problem: full })]
    await readOutboxAgain()
    await readOutboxAgain()
    await eventually(() => expect(said()).toEqual(['“Letter 6” was not sent.']))
    expect(document.activeElement).toBe(focused)
    useOutcome().shown?.action?.run()
    await eventually(() => expect(router.currentRoute.value.name).toBe('outbox'))
  })
})
