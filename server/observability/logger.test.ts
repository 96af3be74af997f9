import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import { adaPassword, fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { createLogger, errorFields, type LogFields } from './logger.ts'

const secretSubject = 'Secret-subject-of-the-letter'
const secretText = 'Secret-text-of-the-letter'

describe('The log', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
    fillInbox(app, [secretSubject])
  })
  afterAll(() => app.stop())

  it('never holds a subject, text, address, name, password, token or id, whatever happens', async () => {
    const browser = await app.signedIn()
    await app.browser().signIn('ada', 'Mistyped-password')
    await app.browser().signIn('somebody@example.org', 'Mistyped-password')
    await browser.ask('GET', '/api/start')
    await browser.ask('GET', '/api/folders/SU5CT1g/messages')
    const id = Buffer.from('1 1 INBOX').toString('base64url')
    await browser.ask('GET', `/api/messages/${id}`)
    await browser.ask('GET', `/api/messages/${id}/parts/2`)
    await browser.ask('GET', '/api/people?query=Searched-name')
    const letter = {
      idempotencyKey: 'composition-000000000001',
      from: 'ada.lindqvist@example.gov',
      to: [{ name: 'Ben', address: 'ben.okafor@example.gov' }],
      cc: [],
      bcc: [],
      subject: secretSubject,
      text: secretText,
      answering: null,
    }
    await browser.ask('POST', '/api/send', { body: letter })
    app.submission.behave = () => Promise.reject(new Error(`Failed for ben.okafor@example.gov: ${secretSubject}`))
    const failed = await browser.ask('POST', '/api/send', {
      body: { ...letter, idempotencyKey: 'composition-000000000002' },
    })
    expect(failed.status).toBe(500)
    expect(failed.text).not.toContain('example.gov')
    app.submission.behave = () =>
      Promise.reject(new Problem('message-refused', { serverSaid: secretText }, new Error(`550 ${secretSubject}`)))
    await browser.ask('POST', '/api/send', { body: { ...letter, idempotencyKey: 'composition-000000000003' } })
    await browser.ask('DELETE', '/api/session')

    const written = app.log.join('')
    const cookieValue = decodeURIComponent(browser.cookie ?? '').split('.')[0] ?? ''
    expect(app.log.length).toBeGreaterThan(10)
    const secrets = [
      secretSubject,
      secretText,
      adaPassword,
      'Mistyped-password',
      'example.gov',
      'example.org',
      'Lindqvist',
      'Okafor',
      'Searched-name',
      id,
      'plan.pdf',
    ]
    for (const secret of [...secrets, cookieValue].filter((text) => text !== '')) expect(written).not.toContain(secret)
    // Within the ids of requests and accounts the three letters may stand by chance.
    expect(written).not.toMatch(/\bada\b/i)
  })

  it('says what failed and where, so that it can be found', async () => {
    const browser = await app.signedIn()
    app.mail.outage = new Error('boom') as unknown as Problem
    const answer = await browser.problem('GET', '/api/folders')
    app.mail.outage = null
    expect(answer.json.type).toBe('unexpected')
    const line = app.log.find((text) => text.includes(answer.json.requestId) && text.includes('request-failed')) ?? '{}'
    expect(JSON.parse(line)).toMatchObject({ errorName: 'Error', frames: expect.stringContaining('    at ') as string })
    expect(line).not.toContain('boom')
  })

  it('writes only fields it knows, on one line each, whatever it is given', () => {
    const lines: string[] = []
    const logger = createLogger('info', { write: (line) => lines.push(line) })
    const fields = { endpoint: 'a\r\n{"event":"forged"}', subject: secretSubject, status: 'text', requestId: 'r' }
    logger.info('event', fields as unknown as LogFields)
    expect(lines).toHaveLength(1)
    expect(lines[0]?.trimEnd()).not.toMatch(/[\r\n]/)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 30,
      time: expect.any(String) as string,
      event: 'event',
      endpoint: 'a\r\n{"event":"forged"}',
      requestId: 'r',
    })
  })

  it('keeps the words of an error to itself', () => {
    const error = Object.assign(new TypeError(secretSubject), { code: 'ECODE' })
    expect(JSON.stringify(errorFields(error))).not.toContain(secretSubject)
    expect(errorFields(error)).toMatchObject({ errorName: 'TypeError', errorCode: 'ECODE' })
  })
})
