import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { reportsPerMinute } from './policy-reports.ts'

const address = 'https://tracker.example/opened?by=ada'

describe('Reports of what the policy has stopped', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  /** As a browser sends it: nobody has signed in, no header of ours, no origin. */
  const report = (fields: Record<string, unknown>, headers: Record<string, string | null> = {}) =>
    app.browser().ask('POST', '/api/policy-reports', {
      body: { 'csp-report': { 'blocked-uri': address, referrer: '', 'script-sample': 'alert(1)', ...fields } },
      headers: { 'content-type': 'application/csp-report', 'x-curbcut': null, origin: 'null', ...headers },
    })
  const noted = () =>
    app.log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ event }) => event === 'policy-stopped')

  it('are asked for by the policy of every page', async () => {
    const { headers } = await app.browser().ask('GET', '/')
    expect(headers.get('content-security-policy')).toMatch(/report-uri \/api\/policy-reports(?:;|$)/)
  })

  it('become a line that names the rule and the place, and no address', async () => {
    const before = noted().length
    expect((await report({ 'document-uri': 'about', 'effective-directive': 'img-src' })).status).toBe(204)
    expect((await report({ 'document-uri': address, 'violated-directive': `img-src ${address}` })).status).toBe(204)
    expect((await report({ 'document-uri': address, 'effective-directive': address })).status).toBe(204)
    const lines = noted().slice(before)
    expect(lines.map(({ outcome, service }) => [outcome, service])).toEqual([
      ['img-src', 'frame'],
      ['img-src', 'page'],
      ['other', 'page'],
    ])
    expect(app.log.join('')).not.toMatch(/tracker|alert/)
  })

  it('say nothing of the handlers that cleaning throws away, but of those in a frame', async () => {
    const before = noted().length
    await report({ 'document-uri': 'https://mail.example.gov/mail', 'effective-directive': 'script-src-attr' })
    expect(noted().length).toBe(before)
    await report({ 'document-uri': 'about', 'effective-directive': 'script-src-attr' })
    expect(noted().length).toBe(before + 1)
  })

  it('are taken from our own pages alone, in their own form, and only so many', async () => {
    expect((await report({}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await report({}, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await report({}, { 'content-type': 'application/json' })).status).toBe(400)
    expect((await report({ 'document-uri': 7 })).status).toBe(400)
    const answers = await Promise.all(Array.from({ length: reportsPerMinute + 1 }, () => report({})))
    expect(answers.map(({ status }) => status)).toContain(429)
  })
})
