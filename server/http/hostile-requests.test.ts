import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problems, type ProblemType } from '#contract/problem.ts'
import { hostileStrings } from '#server/testing/hostile-strings.ts'
import { fillInbox, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

describe('Hostile input', { timeout: 30_000 }, () => {
  let app: TestApp
  let browser: TestBrowser
  beforeAll(async () => {
    app = await startTestApp({
      limits: { searchPerMinute: 10_000, readPerMinute: 100_000, writePerMinute: 100_000, sendPerMinute: 10_000 },
    })
    fillInbox(app, ['One'])
    browser = await app.signedIn()
  })
  afterAll(() => app.stop())

  const paths = (text: string) => {
    const encoded = encodeURIComponent(text.toWellFormed())
    return [
      `/api/folders/${encoded}/messages`,
      `/api/folders/SU5CT1g/messages?offset=${encoded}`,
      `/api/folders/SU5CT1g/messages?limit=${encoded}`,
      `/api/messages/${encoded}`,
      `/api/messages/MSAxIElOQk9Y/parts/${encoded}`,
      `/api/people?query=${encoded}`,
      `/api/searches/${encoded}/messages?offset=${encoded}`,
      `/api/${encoded}`,
      `/api/session?${encoded}=1`,
    ].filter((path) => path.length < 15_000)
  }
  const bodies = (text: string): [string, string, unknown][] => [
    ['POST', '/api/messages/flags', { ids: [text], add: [text], remove: [] }],
    ['POST', '/api/messages/flags', { ids: text, add: [], remove: [] }],
    ['POST', '/api/messages/move', { ids: [text], toFolderId: text }],
    ['POST', '/api/folders', { name: text, parentId: null }],
    ['POST', '/api/folders', { name: 'x', parentId: text }],
    ['PATCH', '/api/folders/SU5CT1g', { name: text, parentId: text }],
    ['PATCH', '/api/folders/SU5CT1g', { hidden: text }],
    ['POST', '/api/search', { words: [text], includeBody: true }],
    ['POST', '/api/search', { words: [], from: text, folderId: text, label: text, includeBody: false }],
    ['POST', '/api/messages/delete-forever', { ids: [text] }],
    ['POST', '/api/send', { ...letter, subject: text }],
    ['POST', '/api/send', { ...letter, text }],
    ['POST', '/api/send', { ...letter, from: text }],
    ['POST', '/api/send', { ...letter, idempotencyKey: text }],
    ['POST', '/api/send', { ...letter, to: [{ name: text, address: text }] }],
    ['POST', '/api/send', { ...letter, to: [{ name: text, address: 'a@example.gov' }] }],
    ['POST', '/api/send', { ...letter, answering: { kind: text, messageId: text } }],
    ['POST', '/api/send', { ...letter, files: [{ uploadId: text, part: { messageId: text, partId: text } }] }],
    ['POST', '/api/uploads', { name: text, sizeBytes: text }],
    ['POST', `/api/uploads/${encodeURIComponent(text.toWellFormed().slice(0, 500))}/content`, {}],
  ]
  const letter = {
    idempotencyKey: 'abcdefghijklmnopqrst',
    from: 'ada.lindqvist@example.gov',
    to: [{ name: '', address: 'ben.okafor@example.gov' }],
    cc: [],
    bcc: [],
    subject: 'Hello',
    text: 'Hello',
    answering: null,
  }

  for (const text of hostileStrings) {
    it(`never breaks the server: ${JSON.stringify(text.slice(0, 30))}`, async () => {
      const answers = [
        ...(await Promise.all(paths(text).map((path) => browser.problem('GET', path)))),
        ...(await Promise.all(bodies(text).map(([method, path, body]) => browser.problem(method, path, { body })))),
      ]
      for (const { status, json } of answers) {
        expect(status).toBeLessThan(500)
        if (status >= 400) expect(problems[json.type].status).toBe(status)
      }
    })
  }

  it('signs nobody in and breaks nothing as a name or password', async () => {
    const answers = await Promise.all(
      hostileStrings.map((text) =>
        app.browser().problem('POST', '/api/session', { body: { name: text, password: text } }),
      ),
    )
    for (const { status, json } of answers) expect([status, json.type]).toEqual([problems[json.type].status, json.type])
    expect(new Set(answers.map(({ json }) => json.type))).toEqual(
      new Set(['invalid-request', 'wrong-credentials', 'request-too-large']),
    )
  })

  const refusals: [string, ProblemType, Parameters<TestBrowser['ask']>[2]][] = [
    ['broken JSON', 'invalid-request', { rawBody: '{"ids":' }],
    ['JSON that is no object', 'invalid-request', { rawBody: '"text"' }],
    ['an unknown key', 'invalid-request', { body: { ids: ['AAAA'], add: [], remove: [], more: 1 } }],
    ['__proto__ as a key', 'invalid-request', { rawBody: '{"ids":["AAAA"],"add":[],"remove":[],"__proto__":{"x":1}}' }],
    ['JSON nested a thousand deep', 'invalid-request', { rawBody: `${'['.repeat(1000)}${']'.repeat(1000)}` }],
    ['an object nested 40 deep', 'invalid-request', { rawBody: `${'{"ids":'.repeat(40)}1${'}'.repeat(40)}` }],
    ['a body over the limit', 'request-too-large', { body: { ids: ['A'.repeat(70_000)], add: [], remove: [] } }],
    [
      'a form',
      'invalid-request',
      { rawBody: 'ids=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['plain text', 'invalid-request', { rawBody: '{}', headers: { 'content-type': 'text/plain' } }],
    [
      'a charset that is none',
      'invalid-request',
      { rawBody: '{}', headers: { 'content-type': 'application/json; charset=utf-7' } },
    ],
    ['501 ids', 'invalid-request', { body: { ids: Array.from({ length: 501 }, () => 'AAAA'), add: [], remove: [] } }],
  ]
  for (const [what, type, options] of refusals) {
    it(`is refused in words: ${what}`, async () => {
      const answer = await browser.problem('POST', '/api/messages/flags', options)
      expect(answer.json.type).toBe(type)
    })
  }

  it('says which fields are wrong, and how', async () => {
    const answer = await browser.problem('POST', '/api/messages/flags', { body: { ids: [], add: ['nope'], other: 1 } })
    expect(answer.json.fields).toEqual(
      expect.arrayContaining([
        { field: 'add.0', code: 'wrong-form' },
        { field: 'remove', code: 'missing' },
        { field: 'other', code: 'unknown-field' },
      ]),
    )
  })

  it('does not unpack compressed requests', async () => {
    const response = await fetch(`${app.url}/api/session`, {
      method: 'POST',
      headers: {
        origin: 'http://localhost:8080',
        'x-curbcut': '1',
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: new Uint8Array(gzipSync(JSON.stringify({ name: 'ada', password: 'ada-demo-pass' }))),
    })
    expect(response.status).toBe(400)
  })

  const ambiguous = {
    'both a length and chunks': 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'two lengths': 'Content-Length: 4\r\nContent-Length: 8\r\n\r\nabcd',
    'headers without end': `${Array.from({ length: 900 }, (_, index) => `X-${index}: ${'a'.repeat(20)}`).join('\r\n')}\r\n\r\n`,
  }
  for (const [what, rest] of Object.entries(ambiguous)) {
    it(`is refused before it reaches a route: ${what}`, async () => {
      const answer = await sendRaw(app.url, `POST /api/session HTTP/1.1\r\nHost: localhost\r\n${rest}`)
      expect(answer).toMatch(/^HTTP\/1\.1 (400|431) /)
    })
  }
})

function sendRaw(url: string, request: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(request))
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}
