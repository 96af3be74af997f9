import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('A request another site has a browser send', { timeout: 30_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await startTestApp()
    fillInbox(app, ['One'])
    browser = await app.signedIn()
  })
  afterAll(() => app.stop())

  const changes = endpoints.filter(({ method }) => method !== 'GET')
  const forgeries: [string, Record<string, string | null>][] = [
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from a neighbour on the same site', { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9999' }],
    ['with another origin', { origin: 'https://evil.example' }],
    ['with the origin of a sandboxed page', { origin: 'null' }],
    ['without our header', { 'x-curbcut': null }],
    ['saying nothing of where it comes from', { 'sec-fetch-site': null, origin: null }],
    ['typed into the address bar', { 'sec-fetch-site': 'none', origin: null }],
  ]

  for (const [how, headers] of forgeries) {
    it(`changes nothing when it comes ${how}`, async () => {
      // Servers have no browser to say so, and browsers report without our header; what they may ask is tried where it is told of.
      const isSilent = Object.values(headers).every((value) => value === null) && 'origin' in headers
      const isPlain = headers['sec-fetch-site'] === undefined && headers['origin'] !== 'https://evil.example'
      const forged = changes.filter(
        ({ asks }) => !(isSilent && asks === 'another-server') && !(isPlain && asks === 'the-browser'),
      )
      for (const { method, path } of forged) {
        const plain = path.replace(/:\w+/g, 'AAAA')
        const answer = await browser.problem(method, plain, { body: {}, headers })
        expect([method, path, answer.json.type]).toEqual([method, path, 'cross-site-request'])
      }
      expect((await browser.ask('GET', '/api/session')).status).toBe(200)
    })
  }

  it('reads nothing', async () => {
    for (const { path } of endpoints.filter(({ method }) => method === 'GET')) {
      const plain = path.replace(/:\w+/g, 'AAAA')
      const answer = await browser.problem('GET', plain, { headers: { 'sec-fetch-site': 'cross-site' } })
      expect([path, answer.status, answer.json.type]).toEqual([path, 403, 'cross-site-request'])
    }
  })

  it('opens no event stream for another origin', async () => {
    const answer = await browser.problem('GET', '/api/events', { headers: { origin: 'https://evil.example' } })
    expect(answer.json.type).toBe('cross-site-request')
  })

  it('gets no CORS header, whatever it asks', async () => {
    const answer = await browser.ask('OPTIONS', '/api/session', {
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
    })
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  it('is taken from browsers that send only an origin, when it is ours', async () => {
    const answer = await browser.ask('POST', '/api/messages/flags', {
      body: { ids: ['AAAA'], add: [], remove: [] },
      headers: { 'sec-fetch-site': null },
    })
    expect(answer.status).toBe(200)
  })
})
