import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { readAbsenceAgain } from '#client/mail/absence/absence.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
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
