import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Invitation } from '#contract/invitations.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { SendResult } from '#contract/sending.ts'
import { Problem } from '#server/problem.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface Sample {
  method?: string
  sequence?: number
  stamp?: string
  start?: string
  location?: string
  attendee?: string
  from?: string
  summary?: string
  /** Whole lines. */
  occurrence?: string
  leftOut?: string
}

function calendar({ method = 'REQUEST', sequence = 0, stamp = '20261101T080000Z', ...rest }: Sample): string {
  return [
    'BEGIN:VCALENDAR',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    'UID:planning@example.org',
    `DTSTAMP:${stamp}`,
    `DTSTART;TZID=Europe/Berlin:${rest.start ?? '20261203T140000'}`,
    'DURATION:PT1H',
    ...(rest.occurrence ? [rest.occurrence] : []),
    ...(rest.leftOut ? [rest.leftOut] : []),
    `SEQUENCE:${sequence}`,
    `SUMMARY:${rest.summary ?? 'Planning'}`,
    `LOCATION:${rest.location ?? 'Room 210'}`,
    'ORGANIZER;CN="Ben Okafor":mailto:ben.okafor@example.gov',
    rest.attendee ?? 'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ada@example.gov',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
}

describe('An invitation', () => {
  let app: TestApp
  let browser: TestBrowser
  beforeEach(async () => {
    app = await startTestApp()
    browser = await app.signedIn()
  })
  afterEach(() => app.stop())

  /** Delivers it and gives its path. */
  async function arrive(sample: Sample, content = calendar(sample)): Promise<string> {
    app.mailbox.folder('INBOX').add({
      ...emptyLetter(),
      from: [{ name: 'Ben', address: sample.from ?? 'ben.okafor@example.gov' }],
      to: [{ name: '', address: 'ada.lindqvist@example.gov' }],
      subject: 'Invitation',
      receivedAtMs: Date.now() + app.mailbox.folder('INBOX').letters.length,
      messageId: '<invitation@example.gov>',
      parts: [{ partId: '2', name: 'invite.ics', type: 'text/calendar', bytes: Buffer.from(content) }],
    })
    const [newest] = (await browser.ask<MessageWindow>('GET', '/api/folders/SU5CT1g/messages')).json.items
    return `/api/messages/${newest?.id}/invitations/2`
  }
  const read = async (path: string) => (await browser.ask<Invitation>('GET', path)).json
  let key = 0
  const body = (changes: object = {}) => ({
    idempotencyKey: `answer-to-invitation-${(key += 1)}`,
    answer: 'accepted',
    comment: '',
    subject: 'Accepted: Planning',
    text: 'Ada Lindqvist accepts.',
    ...changes,
  })
  const answer = (path: string, changes: object = {}) =>
    browser.ask<{ result: SendResult; invitation: Invitation }>('POST', `${path}/answer`, { body: body(changes) })
  const lastSent = () => (app.submission.taken.at(-1)?.source ?? '').replaceAll('\r\n ', '')
  const lastCalendar = () => {
    const encoded = /text\/calendar[^]*?\r\n\r\n([^]*?)\r\n--/.exec(app.submission.taken.at(-1)?.source ?? '')?.[1]
    return Buffer.from(encoded ?? '', 'base64')
      .toString()
      .replaceAll('\r\n ', '')
  }

  it('is read with the address it can be answered by', async () => {
    expect(await read(await arrive({}))).toMatchObject({
      method: 'request',
      event: { summary: 'Planning', start: { zone: 'Europe/Berlin' }, end: { local: '2026-12-03T15:00:00' } },
      answerAs: { address: 'ada@example.gov', named: true },
      answered: null,
      overtaken: null,
      sentBySomebodyElse: false,
    })
  })

  it('is answered to the organiser from the invited address, and the answer is remembered', async () => {
    const path = await arrive({ sequence: 2 })
    const { json } = await answer(path, { comment: 'With pleasure; I bring\nthe plan, both' })
    expect(json.result.outcome).toBe('accepted')
    expect(app.submission.taken[0]?.envelope).toEqual({ from: 'ada@example.gov', to: ['ben.okafor@example.gov'] })
    expect(lastSent()).toMatch(/^Content-Type: multipart\/alternative/m)
    expect(lastSent()).toMatch(/^Content-Type: text\/calendar; charset=utf-8; component=VEVENT; method=REPLY\r$/m)
    expect(lastSent()).toMatch(/^In-Reply-To: <invitation@example\.gov>\r$/m)
    const lines = lastCalendar().split('\r\n')
    for (const line of [
      'METHOD:REPLY',
      'UID:planning@example.org',
      'SEQUENCE:2',
      'DTSTART:20261203T130000Z',
      'ORGANIZER;CN="Ben Okafor":mailto:ben.okafor@example.gov',
      'ATTENDEE;PARTSTAT=ACCEPTED;CN="Ada Lindqvist":mailto:ada@example.gov',
      'COMMENT:With pleasure\\; I bring\\nthe plan\\, both',
    ]) {
      expect(lines).toContain(line)
    }
    expect((await read(path)).answered).toMatchObject({ answer: 'accepted', earlier: false, certain: true })
    expect(app.mailbox.folder('INBOX').letters[0]?.flags).toContain('answered')
    expect(app.mailbox.folder('Sent').letters).toHaveLength(1)
  })

  it('can be answered anew, and the last answer holds', async () => {
    const path = await arrive({})
    await answer(path)
    expect((await answer(path, { answer: 'declined' })).json.invitation.answered?.answer).toBe('declined')
    expect(lastCalendar()).toContain('PARTSTAT=DECLINED')
    expect(app.submission.taken).toHaveLength(2)
  })

  it('is answered once however often one answer is sent', async () => {
    const path = await arrive({})
    await Promise.all([1, 2, 3].map(() => answer(path, { idempotencyKey: 'the-same-answer-0001' })))
    expect(app.submission.taken).toHaveLength(1)
  })

  it('says what a change changed, that an answer was before it, and which message it replaces', async () => {
    const first = await arrive({})
    await answer(first)
    const changed = await read(await arrive({ sequence: 1, start: '20261204T140000', location: 'Room 3' }))
    expect(changed.changed).toMatchObject({ what: ['time', 'location'], before: { location: 'Room 210' } })
    expect(changed.answered).toMatchObject({ answer: 'accepted', earlier: true })
    expect(changed.answerAs).not.toBeNull()
    expect(await read(first)).toMatchObject({ overtaken: 'changed', answerAs: null, changed: null })
  })

  it('is cancelled by its organiser alone', async () => {
    const first = await arrive({})
    await read(first)
    const forged = await read(await arrive({ method: 'CANCEL', sequence: 1, from: 'mallory@example.com' }))
    expect([forged.method, forged.sentBySomebodyElse]).toEqual(['cancel', true])
    expect((await read(first)).overtaken).toBeNull()
    const cancelled = await read(await arrive({ method: 'CANCEL', sequence: 1 }))
    expect([cancelled.sentBySomebodyElse, cancelled.answerAs]).toEqual([false, null])
    expect(await read(first)).toMatchObject({ overtaken: 'cancelled', answerAs: null })
    const refused = await browser.problem('POST', `${first}/answer`, { body: body() })
    expect([refused.status, refused.json.type]).toEqual([403, 'not-allowed'])
    expect(app.submission.taken).toEqual([])
  })

  describe('to one date of a series', () => {
    const berlin = 'RECURRENCE-ID;TZID=Europe/Berlin:20261203T140000'
    const utc = 'RECURRENCE-ID:20261203T130000Z'
    const onward = 'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261203T140000'

    it('is answered for that date, and the series has its own answer', async () => {
      const series = await arrive({})
      await answer(series)
      const date = await arrive({ occurrence: berlin, sequence: 1, start: '20261203T160000' })
      expect(await read(date)).toMatchObject({ answered: null, event: { occurrence: { zone: 'Europe/Berlin' } } })
      await answer(date, { answer: 'declined' })
      const lines = lastCalendar().split('\r\n')
      for (const line of ['METHOD:REPLY', utc, 'DTSTART:20261203T150000Z', 'SEQUENCE:1']) expect(lines).toContain(line)
      expect([(await read(series)).answered?.answer, (await read(date)).answered?.answer]).toEqual([
        'accepted',
        'declined',
      ])
    })

    it('is the same date in whatever zone it is written', async () => {
      const first = await arrive({ occurrence: berlin })
      await answer(first)
      const later = await read(await arrive({ occurrence: utc, sequence: 1, location: 'Room 3' }))
      expect(later.answered).toMatchObject({ answer: 'accepted', earlier: true })
      expect(later.changed).toMatchObject({ what: ['location'] })
      expect((await read(first)).overtaken).toBe('changed')
    })

    it('is the same date where it was answered in UTC and is written in a zone later', async () => {
      await answer(await arrive({ occurrence: utc }), { answer: 'tentative' })
      expect(await read(await arrive({ occurrence: berlin, sequence: 1 }))).toMatchObject({
        answered: { answer: 'tentative', earlier: true },
        changed: null,
      })
    })

    it('is the same whole day, and another one is another', async () => {
      const day = (date: string) => `RECURRENCE-ID;VALUE=DATE:${date}`
      await answer(await arrive({ occurrence: day('20261203') }))
      expect((await read(await arrive({ occurrence: day('20261203'), sequence: 1 }))).answered).not.toBeNull()
      expect((await read(await arrive({ occurrence: day('20261210'), sequence: 1 }))).answered).toBeNull()
    })

    it('is cancelled with the series, unless it was taken up again after that', async () => {
      const date = await arrive({ occurrence: berlin, sequence: 1 })
      await read(date)
      await read(await arrive({ method: 'CANCEL', sequence: 2 }))
      expect(await read(date)).toMatchObject({ overtaken: 'cancelled', answerAs: null })
      const again = await read(await arrive({ occurrence: utc, sequence: 3 }))
      expect([again.overtaken, again.answerAs?.named]).toEqual([null, true])
    })

    it('is cancelled where the series leaves it out, in whatever zone, and no other date is', async () => {
      const [date, other] = [
        await arrive({ occurrence: berlin }),
        await arrive({ occurrence: berlin.replace('03T', '10T') }),
      ]
      await Promise.all([read(date), read(other)])
      const leftOut = 'EXDATE:20261126T130000Z,20261203T130000Z'
      const series = await read(await arrive({ sequence: 1, leftOut }))
      expect(series.overtaken).toBeNull()
      expect(await read(date)).toMatchObject({ overtaken: 'cancelled', answerAs: null })
      expect((await read(other)).overtaken).toBeNull()
    })

    it('is not cancelled by somebody else who says that the series is', async () => {
      const date = await arrive({ occurrence: berlin })
      await read(await arrive({ method: 'CANCEL', sequence: 1, from: 'mallory@example.com' }))
      expect((await read(date)).overtaken).toBeNull()
    })

    it('is cancelled with others by one letter, whichever of them it names first', async () => {
      const days = ['03', '10', '17'].map((day) => berlin.replace('03T', `${day}T`))
      const dates: string[] = []
      for (const occurrence of days) dates.push(await arrive({ occurrence }))
      for (const date of dates) await read(date)
      const [first = '', second = ''] = days.map((occurrence) =>
        calendar({ method: 'CANCEL', occurrence, sequence: 1 }).replaceAll('\r\n', '\n'),
      )
      const both = first.replace('END:VCALENDAR', second.slice(second.indexOf('BEGIN:VEVENT')))
      await read(await arrive({}, both))
      const overtaken = await Promise.all(dates.map(async (date) => (await read(date)).overtaken))
      expect(overtaken).toEqual(['cancelled', 'cancelled', null])
    })

    it('is cancelled without the series', async () => {
      const series = await arrive({})
      const date = await arrive({ occurrence: berlin, sequence: 1 })
      await read(series)
      await read(date)
      await read(await arrive({ method: 'CANCEL', occurrence: utc, sequence: 2 }))
      expect(await read(date)).toMatchObject({ overtaken: 'cancelled', answerAs: null })
      expect((await read(series)).overtaken).toBeNull()
    })

    it('and all after it is answered for all of them, apart from that date alone', async () => {
      const dates = await arrive({ occurrence: onward })
      expect((await read(dates)).event?.andLater).toBe(true)
      await answer(dates)
      expect(lastCalendar().split('\r\n')).toContain('RECURRENCE-ID;RANGE=THISANDFUTURE:20261203T130000Z')
      expect(await read(await arrive({ occurrence: berlin, sequence: 1 }))).toMatchObject({
        answered: null,
        event: { andLater: false },
      })
    })
  })

  it('that somebody passed on can be answered, and says that it was', async () => {
    const attendee = 'ATTENDEE:mailto:all-staff@example.gov'
    const passedOn = await read(await arrive({ from: 'emi@example.gov', attendee }))
    expect(passedOn.sentBySomebodyElse).toBe(true)
    expect(passedOn.answerAs).toEqual({ address: 'ada.lindqvist@example.gov', named: false })
  })

  it('shows an answer that is only in the organiser’s list', async () => {
    const attendee = 'ATTENDEE;PARTSTAT=TENTATIVE:mailto:ADA@example.gov'
    expect((await read(await arrive({ attendee }))).answered).toMatchObject({ answer: 'tentative', atMs: null })
  })

  it('of another’s answer has nothing to answer', async () => {
    const attendee = 'ATTENDEE;CN=Ben;PARTSTAT=DECLINED:mailto:ben.okafor@example.gov'
    const reply = await read(await arrive({ method: 'REPLY', attendee }))
    expect([reply.method, reply.event?.attendees[0]?.status, reply.answerAs]).toEqual(['reply', 'declined', null])
  })

  it('keeps what was not sent out of what is remembered, and says when it may have been lost', async () => {
    const path = await arrive({})
    app.submission.behave = () => Promise.reject(new Problem('message-refused'))
    expect((await browser.problem('POST', `${path}/answer`, { body: body() })).status).toBe(422)
    expect((await read(path)).answered).toBeNull()
    app.submission.behave = async (handOver) => {
      await handOver()
      return { outcome: 'outcome-unknown' }
    }
    expect((await answer(path)).json.invitation.answered).toMatchObject({ answer: 'accepted', certain: false })
  })

  it('that is none is answered all the same', async () => {
    expect(await read(await arrive({}, '\0'.repeat(99)))).toMatchObject({ event: null, cut: true, answerAs: null })
  })

  it('writes nothing of its own into the letter or the calendar', async () => {
    const path = await arrive({ summary: 'x\\nATTENDEE:mailto:eve@example.com' })
    await answer(path, { comment: 'a\r\nEND:VEVENT\r\nX:1' })
    expect(lastCalendar().match(/^ATTENDEE/gm)).toHaveLength(1)
    expect(lastCalendar().match(/^END:VEVENT/gm)).toHaveLength(1)
    const refused = await browser.problem('POST', `${path}/answer`, {
      body: body({ subject: 'a\r\nBcc: eve@example.com' }),
    })
    expect(refused.status).toBe(400)
  })

  it('is nobody else’s: not of a stranger, nor where the message has no such part', async () => {
    const path = await arrive({})
    expect((await app.browser().problem('GET', path)).status).toBe(401)
    expect((await browser.problem('GET', path.replace(/2$/, '7'))).json.type).toBe('not-found')
    expect((await browser.problem('GET', '/api/messages/AAAA/invitations/2')).json.type).toBe('message-gone')
  })
})
