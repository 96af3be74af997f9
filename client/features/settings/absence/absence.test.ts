import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { readAbsenceAgain } from '#client/mail/absence/absence.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsAbsence, someState } from '#client/mail/testing/fake-absence.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import AbsenceSettings from './AbsenceSettings.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text)
const onOff = () => screen.findByRole<HTMLInputElement>('switch', { name: 'Answer while I am away' })
const field = (name: RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name })
const days = () => screen.getAllByRole<HTMLInputElement>('textbox', { name: 'Day' })
const press = (name: string) => screen.findByRole('button', { name })
const yearMs = 366 * 24 * 60 * 60_000

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const away = { isOn: true, insideText: 'Away', outside: 'other', outsideText: 'Closed' } as const

/** A day of the week that is neither today nor tomorrow anywhere. */
const notNow = () => ({
  ...{ weekdays: [(new Date().getUTCDay() + 3) % 7], fromMinute: 540, untilMinute: 600, zone: 'UTC' },
})

describe('the settings of an out of office', () => {
  it('have no faults that axe can find, off, on and with faults', async () => {
    keepsAbsence(someState())
    const { baseElement, user } = await renderPart(AbsenceSettings)
    await user.click(await onOff())
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('radio', { name: 'Another answer' }))
    await user.click(await press('Save out of office'))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('lead on to sharing the mailbox for the same days, once they are saved', async () => {
    const [startsAtMs, endsAtMs] = [Date.now() - 1000, Date.now() + yearMs]
    keepsAbsence(someState({ isInForce: true }, { ...away, startsAtMs, endsAtMs }))
    await renderPart(AbsenceSettings)
    const link = await screen.findByRole<HTMLAnchorElement>('link', {
      name: 'Let a colleague into my mailbox meanwhile',
    })
    expect(link.getAttribute('href')).toBe(`/settings/sharing?from=${startsAtMs}&until=${endsAtMs}`)
    cleanup()
    startMailbox('a')
    keepsAbsence(someState())
    await renderPart(AbsenceSettings)
    await onOff()
    expect(screen.queryByRole('link', { name: /meanwhile/ })).toBeNull()
  })

  it('let colleagues see that one is away where that is offered, and say so to the server only then', async () => {
    const server = keepsAbsence(someState({ isShown: false }, { ...away, outside: 'same' }))
    const { user, baseElement } = await renderPart(AbsenceSettings)
    await user.click(await screen.findByText('Hours of the week, copies, and what colleagues see'))
    const box = await screen.findByRole('checkbox', { name: 'Colleagues may see that I am away, and until when' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(box)
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.shown).toEqual([true]))
    cleanup()
    startMailbox('a')
    const other = keepsAbsence(someState({}, away))
    await renderPart(AbsenceSettings)
    await user.click(await screen.findByText('Hours of the week, copies, and what colleagues see'))
    expect(screen.queryByRole('checkbox', { name: /^Colleagues/ })).toBeNull()
    expect(other.shown).toEqual([])
  })

  it('turn it on: what is missing gets the focus, then it is saved, said and shown', async () => {
    const server = keepsAbsence(someState())
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await onOff())
    await user.click(await press('Save out of office'))
    await eventually(() => expect(document.activeElement).toBe(field(/^Answer/)))
    expect(screen.getByText(/Write what people are to read/)).toBeTruthy()
    await user.keyboard('I am away.')
    await user.click(await press('Save out of office'))
    await screen.findByText('People who write to you get your answer until you turn it off.')
    expect(said()).toContain('Out of office saved. It is on.')
    expect(server.saved).toMatchObject([{ isOn: true, insideText: 'I am away.', startsAtMs: null, endsAtMs: null }])
  })

  it('read whole days, by the clock of the person', async () => {
    const server = keepsAbsence(someState({}, { ...away, isOn: false }))
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await onOff())
    const year = new Date().getFullYear() + 1
    await user.type(days()[0]!, `${year}-07-01`)
    await user.type(days()[1]!, `July 14, ${year}`)
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.saved).toHaveLength(1))
    expect(server.saved).toMatchObject([
      { startsAtMs: new Date(year, 6, 1).getTime(), endsAtMs: new Date(year, 6, 14, 23, 59).getTime() },
    ])
    await screen.findByText(/It is planned, and begins .*July 1/)
    expect(days().map(({ value }) => value)).toEqual([`July 1, ${year}`, `July 14, ${year}`])
  })

  it.each([
    ['2031-05-02', '2031-05-01', /It ends before it begins/],
    ['', '2020-05-01', /This end has passed/],
    ['', 'some day', /That is no day/],
  ])('say which end cannot be: from "%s" to "%s"', async (start, end, text) => {
    const server = keepsAbsence(someState({}, { ...away, isOn: false }))
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await onOff())
    if (start) await user.type(days()[0]!, start)
    await user.type(days()[1]!, end)
    await user.click(await press('Save out of office'))
    await screen.findByText(text)
    await eventually(() => expect(document.activeElement).toBe(days()[1]))
    expect(server.saved).toEqual([])
  })

  it('say that an answer is too long, and keep it', async () => {
    keepsAbsence(someState({}, { ...away, insideText: 'x'.repeat(10_001) }))
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await press('Save out of office'))
    await screen.findByText(/too long. At most 10,000 characters fit/)
    expect(field(/^Answer to people at example.gov/).value).toHaveLength(10_001)
  })

  it('say who gets what', async () => {
    keepsAbsence(someState({}, { ...away, endsAtMs: Date.now() + yearMs }))
    const { user } = await renderPart(AbsenceSettings)
    const preview = await screen.findByRole('region', { name: 'Who gets what' })
    expect(preview.textContent).toMatch(/from now on, until .*ends by itself/)
    expect(preview.textContent).toContain('Everybody else gets the second.')
    expect(preview.textContent).toContain('one answer within 7 days')
    expect(preview.textContent).toContain('by ada@example.gov')
    await user.click(screen.getByRole('radio', { name: 'No answer' }))
    expect(preview.textContent).toContain('Nobody else gets an answer.')
  })

  it('take days and hours of the week, and name what is missing of them', async () => {
    const server = keepsAbsence(someState({}, away))
    const { user, baseElement } = await renderPart(AbsenceSettings)
    await user.click(await screen.findByText('Hours of the week, copies, and what colleagues see'))
    await user.click(await screen.findByRole('checkbox', { name: 'Only on some days or hours of the week' }))
    await user.click(await press('Save out of office'))
    await screen.findByText(/Choose at least one day/)
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('checkbox', { name: 'Monday' })))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('checkbox', { name: 'Friday' }))
    await user.click(screen.getByRole('checkbox', { name: 'Monday' }))
    await user.type(field(/^From/), '17:30')
    await user.click(await press('Save out of office'))
    await screen.findByText(/Write both times/)
    await user.type(field(/^Until/), '17.30')
    await user.click(await press('Save out of office'))
    await screen.findByText(/It ends when it begins/)
    expect(server.saved).toEqual([])
    await user.clear(field(/^Until/))
    await user.type(field(/^Until/), '8:00')
    await screen.findByText(/each week from 17:30 on Monday and Friday until 8:00 on the next day/)
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.saved).toHaveLength(1))
    const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions()
    expect(server.saved).toMatchObject([{ weekly: { weekdays: [1, 5], fromMinute: 1050, untilMinute: 480, zone } }])
    await eventually(() => expect(field(/^Until/).value).toBe('8:00'))
  })

  it('take whole days, by the clock of the place they were made for', async () => {
    const weekly = { weekdays: [0], fromMinute: 0, untilMinute: 1440, zone: 'Asia/Kathmandu' }
    const server = keepsAbsence(someState({ isInForce: true }, { ...away, weekly }))
    const { user } = await renderPart(AbsenceSettings)
    await screen.findAllByText(/each week on Sunday, by the clock of Asia\/Kathmandu/)
    expect([field(/^From/).value, field(/^Until/).value]).toEqual(['', ''])
    await user.click(screen.getByRole('checkbox', { name: 'Saturday' }))
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.saved).toMatchObject([{ weekly: { ...weekly, weekdays: [0, 6] } }]))
  })

  it('take a colleague by the rules of forwarding, where there may be one', async () => {
    const limits = {
      ...{ addresses: ['ada@example.gov'], insideDomains: ['example.gov'], outside: 'forbidden' as const },
      ...{ confirmsOutside: true, forbiddenDomains: [], maxTargets: 4 },
    }
    const server = keepsAbsence(someState({ forwarding: limits }, away))
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await screen.findByText('Hours of the week, copies, and what colleagues see'))
    const copies = await screen.findByRole('textbox', { name: /^Send copies to a colleague/ })
    await user.type(copies, 'kit@harbour.example')
    await user.click(await press('Save out of office'))
    await screen.findByText(/does not let mail be forwarded to addresses outside example.gov/)
    expect(document.activeElement).toBe(copies)
    await user.clear(copies)
    await user.type(copies, ' ben@example.gov ')
    await screen.findByText('ben@example.gov gets a copy of all mail except junk.')
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.saved).toMatchObject([{ colleague: 'ben@example.gov' }]))
  })

  it('offer no colleague where mail may not be sent on, but let one go that is there', async () => {
    const server = keepsAbsence(someState({}, { ...away, colleague: 'ben@example.gov' }))
    const { user } = await renderPart(AbsenceSettings)
    await onOff()
    await user.click(await press('Save out of office'))
    await screen.findByText(/does not offer to send mail on/)
    await user.clear(screen.getByRole('textbox', { name: /^Send copies/ }))
    await user.click(await press('Save out of office'))
    await eventually(() => expect(server.saved).toMatchObject([{ colleague: null }]))
    await eventually(() => expect(screen.queryByRole('textbox', { name: /^Send copies/ })).toBeNull())
  })

  it('say who would get what of the rules as they are typed', async () => {
    keepsAbsence(someState({}, { ...away, insideText: '' }))
    const asked = answerAlso('/api/absence/preview', () => [
      200,
      {
        atMs: Date.UTC(2031, 4, 1),
        rows: [
          { writer: 'typed', answer: null, whyNot: 'blocked', isForwarded: false },
          { writer: 'outside', answer: 'outside', whyNot: null, isForwarded: true },
        ],
      },
    ])
    const { user, baseElement } = await renderPart(AbsenceSettings)
    await onOff()
    expect(screen.queryByRole('button', { name: 'See who would get what' })).toBeNull()
    await user.type(field(/^Answer to people/), 'Mine')
    const address = await screen.findByRole('textbox', { name: 'Address of who writes' })
    await user.type(address, 'kit')
    await user.click(await press('See who would get what'))
    await screen.findByText(/That is no complete address/)
    expect(document.activeElement).toBe(address)
    await user.type(address, '@harbour.example{Enter}')
    await screen.findByText('Gets none: you have blocked this sender.')
    await screen.findByText('Gets the second answer. Your colleague gets a copy.')
    expect(said()).toContain('kit@harbour.example: Gets none: you have blocked this sender.')
    expect(asked).toMatchObject([{ address: 'kit@harbour.example', absence: { insideText: 'Mine' } }])
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(field(/^Answer to people/), '!')
    await eventually(() => expect(screen.queryByText(/you have blocked/)).toBeNull())
  })

  it('send each answer to the person alone, and say when that went wrong', async () => {
    keepsAbsence(someState({}, away))
    const sent = answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, refused: [] }])
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await press('Send a test to myself'))
    await eventually(() => expect(said()).toContain('The test was sent to ada@example.gov'))
    const to = [{ name: '', address: 'ada@example.gov' }]
    expect(sent).toMatchObject([
      { from: 'ada@example.gov', to, cc: [], bcc: [], text: 'Away' },
      { to, text: 'Closed' },
    ])
    answerAlso('/api/send', () => [503, { type: 'mail-server-unavailable', status: 503 }])
    await user.click(await press('Send a test to myself'))
    await screen.findByText(/The test was not sent/)
  })

  it('keep what is typed when another page saves, and let the person choose', async () => {
    const server = keepsAbsence(someState({ isInForce: true }, away))
    const { user } = await renderPart(AbsenceSettings)
    await onOff()
    await user.type(field(/^Answer to people/), ' until May')
    server.state = someState({ isInForce: true, version: 'other' }, { ...away, insideText: 'Theirs' })
    await readAbsenceAgain()
    expect(field(/^Answer to people/).value).toBe('Away until May')
    await user.click(await press('Save out of office'))
    await screen.findByText(/changed in another place/)
    await user.click(await press('Save mine all the same'))
    await eventually(() => expect(server.saved).toMatchObject([{ insideText: 'Away until May' }]))

    await user.type(field(/^Answer to people/), '!')
    server.state = someState({ isInForce: true, version: 'another' }, { ...away, insideText: 'Theirs' })
    await user.click(await press('Save out of office'))
    await user.click(await press('Show what is saved now'))
    await eventually(() => expect(field(/^Answer to people/).value).toBe('Theirs'))
  })

  it('say what the mail server said when it refuses', async () => {
    answerAlso('/api/absence', (body: unknown) =>
      body
        ? [422, { type: 'rules-refused', status: 422, serverSaid: 'Quota exceeded.' }]
        : [200, someState({ isInForce: true }, away)],
    )
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await press('Save out of office'))
    await screen.findByText(/refused the rules.*Quota exceeded/)
    expect(field(/^Answer to people/).value).toBe('Away')
  })

  it.each([
    ['the server cannot', someState({ isOffered: false }), /cannot answer mail for you/],
    ['another program changed it', someState({ isChangedElsewhere: true }), /kept there under another name/],
    [
      'another program displaced it',
      someState({ otherScript: 'roundcube' }, away),
      /another program has its own rules/,
    ],
    ['other rules go on', someState({ otherScript: 'roundcube' }), /“roundcube” .* go on as before/],
    [
      'it waits for its hours',
      someState({ isInForce: true }, { ...away, weekly: notNow() }),
      /It is on, and answers again \w+day/,
    ],
    ['it has ended', someState({ isInForce: true }, { ...away, endsAtMs: 5_000 }), /It ended by itself/],
  ])('say it when %s', async (_what, state, text) => {
    keepsAbsence(state)
    await renderPart(AbsenceSettings)
    await screen.findByText(text)
  })

  it('cannot turn it on beside rules that answer themselves, and say so', async () => {
    const server = keepsAbsence(someState({ otherScript: 'roundcube', otherAnswers: true }, { ...away, isOn: false }))
    const { user } = await renderPart(AbsenceSettings)
    await user.click(await onOff())
    await user.click(await press('Save out of office'))
    await eventually(() => expect(said().join(' ')).toMatch(/Not saved.*cannot do both/))
    expect(server.saved).toEqual([])
  })
})
