import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

describe('Security headers', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  it('stand on every kind of answer', async () => {
    const browser = await app.signedIn()
    for (const path of ['/', '/mail/x', '/api/session', '/api/nope', '/health/live']) {
      const { headers } = await browser.ask('GET', path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('x-dns-prefetch-control')).toBe('off')
      expect(headers.get('permissions-policy')).toContain('camera=()')
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  it('allow the page its own scripts only, with Trusted Types', async () => {
    const { headers } = await app.browser().ask('GET', '/')
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split(';').map((directive) => {
        const [name = '', ...values] = directive.trim().split(' ')
        return [name, values.join(' ')]
      }),
    )
    expect(policy.get('default-src')).toBe("'none'")
    expect(policy.get('script-src')).toBe("'self'")
    expect(policy.get('object-src')).toBe("'none'")
    expect(policy.get('base-uri')).toBe("'none'")
    expect(policy.get('frame-ancestors')).toBe("'none'")
    expect(policy.get('require-trusted-types-for')).toBe("'script'")
    expect(policy.get('trusted-types')).toBe('dompurify curbcut vue')
  })

  it('forbid storing private answers', async () => {
    const browser = await app.signedIn()
    for (const path of ['/api/session', '/api/folders', '/api/start', '/api/messages/AAAA', '/api/nope']) {
      expect((await browser.ask('GET', path)).headers.get('cache-control')).toBe('no-store')
    }
  })

  it('ask for https for a year only where the site has it', async () => {
    expect((await app.browser().ask('GET', '/')).headers.get('strict-transport-security')).toBeNull()
    const secure = await startTestApp({
      http: { port: 8080, publicUrl: 'https://mail.example.gov', trustedProxies: ['127.0.0.1'] },
    })
    try {
      const { headers } = await secure.browser().ask('GET', '/')
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    } finally {
      await secure.stop()
    }
  })

  it('are not built from the Host header', async () => {
    const answer = await app.browser().ask('GET', '/api/welcome', {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '1.2.3.4' },
    })
    expect(answer.text).not.toContain('evil')
    expect([...answer.headers].flat().join(' ')).not.toContain('evil')
  })
})
