import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'

// A failed sign-in is answered only after half a second.
describe('Signing in by password', { timeout: 30_000 }, () => {
  let app: TestApp
  beforeEach(async () => {
    app = await startTestApp({
      http: { port: 8080, publicUrl: 'https://mail.example.gov', trustedProxies: ['127.0.0.1'] },
      limits: { signInFailures: 3, signInPerMinute: 1000 },
    })
  })
  afterEach(() => app.stop())

  const attempt = (name: string, password: string, network = '10.0.0.1') =>
    app.browser().problem('POST', '/api/session', {
      body: { name, password },
      headers: { 'x-forwarded-for': network, origin: 'https://mail.example.gov' },
    })
  const fail = async (times: number, name: string, network?: string) => {
    for (let n = 0; n < times; n += 1)
      expect((await attempt(name, 'wrong', network)).json.type).toBe('wrong-credentials')
  }

  it('answers an unknown name as it answers a wrong password', async () => {
    const [known, unknown] = await Promise.all([attempt('ada', 'wrong'), attempt('nobody', 'wrong')])
    expect([known.status, known.json.type]).toEqual([401, 'wrong-credentials'])
    expect([unknown.status, unknown.json.type]).toEqual([401, 'wrong-credentials'])
    expect(Object.keys(known.json)).toEqual(Object.keys(unknown.json))
  })

  it('makes an account wait on a network after too many failures, under each of its names', async () => {
    await fail(3, 'ada')
    for (const name of ['ada', 'ada.lindqvist@example.gov', 'ADA@example.gov']) {
      const answer = await attempt(name, adaPassword)
      expect([answer.status, answer.json.type]).toEqual([429, 'too-many-attempts'])
      expect(answer.json.retryAfterSeconds).toBeGreaterThan(14 * 60)
      expect(answer.headers.get('retry-after')).toBe(String(answer.json.retryAfterSeconds))
    }
  })

  it('lets no more through when many are tried at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => attempt('ada', 'wrong')))
    const types = answers.map(({ json }) => json.type)
    expect(types.filter((type) => type === 'wrong-credentials')).toHaveLength(3)
    expect(types.filter((type) => type === 'too-many-attempts')).toHaveLength(9)
  })

  it('locks out nobody else, nor the same person elsewhere', async () => {
    await fail(3, 'ada')
    expect((await attempt('ben', 'ben-demo-pass')).status).toBe(200)
    expect((await attempt('ada', adaPassword, '10.0.0.2')).status).toBe(200)
  })

  it('sets the cookie behind a proxy that ends TLS', async () => {
    expect((await attempt('ada', adaPassword)).headers.get('set-cookie')).toMatch(/\b__Host-curbcut=[^,]*; Secure/)
  })

  it('counts unknown names as well', async () => {
    await fail(3, 'nobody')
    expect((await attempt('nobody', 'wrong')).json.type).toBe('too-many-attempts')
  })

  it('forgets what was mistyped once the password is right', async () => {
    await fail(2, 'ada')
    expect((await attempt('ada', adaPassword)).status).toBe(200)
    await fail(2, 'ada')
    expect((await attempt('ada', adaPassword)).status).toBe(200)
  })

  it('slows an account attacked from many networks', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, network) => fail(3, 'ada', `10.1.0.${network}`)))
    expect((await attempt('ada', adaPassword, '10.2.0.1')).json.type).toBe('too-many-attempts')
    expect((await attempt('ben', 'ben-demo-pass', '10.2.0.1')).status).toBe(200)
  })

  it('is decided by the directory where it is to be, and not by the mail server', async () => {
    const server = { host: '127.0.0.1', port: 1 }
    const tokens = { issuer: 'us', keyDirectory: 'keys', scope: 'mail' }
    const other = await startTestApp({
      mail: { imap: server, submission: server, tokens },
      directory: { ...server, bindDn: 'cn=reader', passwordFile: 'password', baseDn: 'dc=example' },
      signIn: { passwordBy: 'directory' },
    })
    try {
      other.directory.passwords.set('ada', 'known to the directory alone')
      const type = async (name: string, password: string) =>
        (await other.browser().problem('POST', '/api/session', { body: { name, password } })).json.type
      expect(await type('ada', adaPassword)).toBe('wrong-credentials')
      expect(await type('nobody', 'known to the directory alone')).toBe('wrong-credentials')
      const browser = other.browser()
      expect((await browser.signIn('ada@example.gov', 'known to the directory alone')).status).toBe(200)
      expect((await browser.ask('GET', '/api/folders')).status).toBe(200)
      other.directory.outage = new Problem('directory-unavailable')
      expect(await type('ada', 'known to the directory alone')).toBe('mail-server-unavailable')
    } finally {
      await other.stop()
    }
  })

  it('does not believe a forwarded address from anybody but the proxy', async () => {
    const direct = await startTestApp({ limits: { signInFailures: 2 } })
    try {
      const from = (network: string) =>
        direct.browser().problem('POST', '/api/session', {
          body: { name: 'ada', password: 'wrong' },
          headers: { 'x-forwarded-for': network },
        })
      await from('10.0.0.1')
      await from('10.0.0.2')
      expect((await from('10.0.0.3')).json.type).toBe('too-many-attempts')
    } finally {
      await direct.stop()
    }
  })

  it('says that the mail server is away, and counts no failure for it', async () => {
    app.mail.outage = new Problem('mail-server-unavailable')
    for (let n = 0; n < 4; n += 1) expect((await attempt('ada', adaPassword)).json.type).toBe('mail-server-unavailable')
    app.mail.outage = null
    expect((await attempt('ada', adaPassword)).status).toBe(200)
  })

  it('works by user name while the directory is away', async () => {
    app.directory.outage = new Problem('directory-unavailable')
    expect((await attempt('ada', adaPassword)).status).toBe(200)
  })
})
