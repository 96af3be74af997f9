import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso, wholeMessage } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import { type CalendarEvent, type Invitation } from '#contract/invitations.ts'
import CarriedCards from '../CarriedCards.vue'

const time = { kind: 'moment', zone: null, unknownZone: null } as const
const event: CalendarEvent = {
  summary: 'Planning <b>meeting</b>',
  location: 'Room 210, https://meet.example/210',
  start: { ...time, local: '2030-12-03T14:00:00', ms: Date.parse('2030-12-03T14:00:00Z') },
  end: { ...time, local: '2030-12-03T15:00:00', ms: Date.parse('2030-12-03T15:00:00Z') },
  description: 'Budget first.',
  comment: '',
  organiser: { name: 'Emi Sato', address: 'emi@example.gov' },
  attendees: [
    { name: 'Ada', address: 'ada@example.gov', status: 'needs-action', optional: false },
    { name: 'Ben', address: 'ben@example.gov', status: 'accepted', optional: true },
  ],
  invited: { all: 2, accepted: 1, tentative: 0, declined: 0 },
  recurrence: null,
  occurrence: null,
  andLater: false,
  sequence: 0,
  cancelled: false,
}
const invitation: Invitation = {
  method: 'request',
  event,
  others: [],
  otherCount: 0,
  cut: false,
  answerAs: { address: 'ada@example.gov', named: true },
  sentBySomebodyElse: false,
  answered: null,
  overtaken: null,
  changed: null,
}
const path = (part: string) => `/api/messages/b/invitations/${part}`
const part = (partId: string) => ({
  ...{ partId, name: 'invite.ics', type: 'text/calendar', sizeBytes: 900, contentId: null, inline: false },
})
const said = () => recentAnnouncements.value.map(({ text }) => text)
const button = (name: string) => screen.getByRole('button', { name })

async function open(changes: Partial<Invitation> = {}, parts = [part('2')]) {
  for (const { partId } of parts) answerAlso(path(partId), () => [200, { ...invitation, ...changes }])
  const message = wholeMessage({ id: 'b' as MessageId, attachments: parts })
  const drawn = await renderPart(CarriedCards, { props: { message } })
  await screen.findByRole('link', { name: 'Download for your calendar' })
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

describe('an invitation in a message', () => {
  it('has no faults that axe can find, and is a region named by what it is', async () => {
    const { baseElement } = await open()
    screen.getByRole('region', { name: 'Invitation: Planning <b>meeting</b>' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says when, where, who asks, and who has answered what', async () => {
    const { container } = await open()
    expect(container.querySelector('dl')?.textContent.replace(/\s+/g, ' ')).toMatch(
      /When ?Tuesday, December 3, 2030, from .+ to .+Where ?Room 210.+Organiser ?Emi Sato <emi@example\.gov>.*Invited ?2 people: 1 accepted and 1 not answered/,
    )
    expect(screen.getByRole('link', { name: 'https://meet.example/210' }).getAttribute('rel')).toContain('noopener')
  })

  it('is answered by one of three buttons of a named group, which keeps the focus and says what came of it', async () => {
    const { user } = await open()
    const answered = { answer: 'accepted', atMs: Date.now(), earlier: false, certain: true }
    const bodies = answerAlso(`${path('2')}/answer`, () => [
      200,
      { result: { outcome: 'accepted', sentCopyId: null, refused: [] }, invitation: { ...invitation, answered } },
    ])
    const group = screen.getByRole('group', { name: 'Your answer' })
    expect(
      within(group)
        .getAllByRole('button')
        .map((each) => each.textContent.trim()),
    ).toEqual(['Accept', 'Tentative', 'Decline'])
    button('Accept').focus()
    await user.keyboard('{Enter}')
    await eventually(() => expect(said()).toContain('You accepted. Emi Sato is told.'))
    expect(document.activeElement).toBe(button('Accept'))
    expect(button('Accept').getAttribute('aria-pressed')).toBe('true')
    within(group).getByText(/^You accepted, today/)
    expect(bodies).toMatchObject([{ answer: 'accepted', comment: '', subject: 'Accepted: Planning <b>meeting</b>' }])
    await user.keyboard('{Enter}')
    await eventually(() => expect(said()).toContain('You have answered that already.'))
    expect(bodies).toHaveLength(1)
  })

  it('takes a comment along, which stays when the answer could not be sent', async () => {
    const { user } = await open()
    const bodies = answerAlso(`${path('2')}/answer`, () => [
      503,
      { type: 'mail-server-unavailable', status: 503, requestId: 'r' },
    ])
    await user.click(screen.getByText('Add a comment'))
    await user.type(screen.getByLabelText('Comment for the organiser'), 'Ten minutes late')
    await user.click(button('Decline'))
    await eventually(() => expect(said().join()).toMatch(/Your answer was not sent/))
    expect(bodies).toMatchObject([{ answer: 'declined', comment: 'Ten minutes late' }])
    expect(screen.getByLabelText<HTMLTextAreaElement>('Comment for the organiser').value).toBe('Ten minutes late')
  })

  it('that was changed says what was before, and that it has to be answered again', async () => {
    const before = { ...event, location: 'Room 3' }
    await open({
      event: { ...event, sequence: 1 },
      changed: { what: ['location'], before },
      answered: { answer: 'accepted', atMs: 1, earlier: true, certain: true },
    })
    screen.getByRole('region', { name: /^Changed invitation/ })
    screen.getByText('This replaces an earlier invitation. Changed: the place. Before: Room 3')
    screen.getByText('You accepted before this was changed. Please answer again.')
    expect(button('Accept').getAttribute('aria-pressed')).toBe('false')
  })

  it.each([
    ['was cancelled', { method: 'cancel', answerAs: null }, /^The organiser has cancelled this\. You can/],
    ['was overtaken', { overtaken: 'changed', answerAs: null }, /^The organiser has changed this since/],
    ['somebody else sent', { sentBySomebodyElse: true, answerAs: null }, /^ann\.lee@example\.gov sent this, not emi@/],
    ['could not be read', { event: null, cut: true, answerAs: null }, /^There is no event in this calendar file/],
  ] as const)('that %s says so and has no buttons', async (_name, changes, words) => {
    const { baseElement } = await open(changes)
    screen.getByText(words)
    expect(screen.queryByRole('group', { name: 'Your answer' })).toBeNull()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('to one date of a series says that it is about that one alone, or about all later ones as well', async () => {
    const occurrence = event.start
    await open({ event: { ...event, occurrence } })
    screen.getByText('This is about one date of the series only: December 3, 2030.')
    cleanup()
    await open({ event: { ...event, occurrence, andLater: true } })
    screen.getByText('This is about one date of the series and all dates after it: from December 3, 2030.')
    cleanup()
    await open({ method: 'cancel', event: { ...event, occurrence }, answerAs: null })
    screen.getByText('The organiser has cancelled this date. The other dates of the series stand.')
  })

  it('of somebody’s answer says who answered what', async () => {
    const attendees = [{ name: 'Ben', address: 'ben@example.gov', status: 'declined' as const, optional: false }]
    await open({ method: 'reply', event: { ...event, attendees }, answerAs: null })
    screen.getByText('Ben has declined.')
    expect(screen.queryByRole('group', { name: 'Your answer' })).toBeNull()
  })

  it('stays as it is when its message gets another flag, and the focus with it', async () => {
    const { rerender } = await open()
    button('Accept').focus()
    await rerender({ message: wholeMessage({ id: 'b' as MessageId, attachments: [part('2')], flags: ['answered'] }) })
    expect(document.activeElement).toBe(button('Accept'))
  })

  it('that comes twice in one message is shown once', async () => {
    await open({}, [part('2'), part('3')])
    await eventually(() => expect(screen.getAllByRole('region')).toHaveLength(1))
  })

  it('that could not be asked for says why and can be asked for again', async () => {
    answerAlso(path('2'), () => [503, { type: 'mail-server-unavailable', status: 503, requestId: 'r' }])
    const message = wholeMessage({ id: 'b' as MessageId, attachments: [part('2')] })
    const { user } = await renderPart(CarriedCards, { props: { message } })
    await screen.findByText('The invitation could not be read')
    answerAlso(path('2'), () => [200, invitation])
    await user.click(button('Try again'))
    await screen.findByRole('region', { name: /^Invitation: Planning/ })
  })
})
