import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

describe('The built client', () => {
  let directory: string
  let app: TestApp
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-client-'))
    mkdirSync(join(directory, 'assets'))
    writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Curbcut</title>')
    writeFileSync(join(directory, 'assets/app-abc123.js'), 'plain()')
    writeFileSync(join(directory, 'assets/app-abc123.js.br'), brotliCompressSync('plain()'))
    mkdirSync(join(directory, 'assets/pdf/1'), { recursive: true })
    writeFileSync(join(directory, 'assets/pdf/1/pdf.worker.min.mjs'), 'work()')
    app = await startTestApp({
      http: { port: 8080, publicUrl: 'http://localhost:8080', clientDirectory: directory },
    })
  })
  afterAll(async () => {
    await app.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  it('is asked for anew each time, whatever route of the app is opened', async () => {
    for (const path of ['/', '/sign-in', '/mail/SU5CT1g', '/settings/appearance']) {
      const { status, text, headers } = await app.browser().ask('GET', path)
      expect([path, status, text]).toEqual([path, 200, expect.stringContaining('<title>Curbcut')])
      expect(headers.get('cache-control')).toBe('no-cache')
    }
  })

  it('opens from a link on another site', async () => {
    const answer = await app.browser().ask('GET', '/mail/SU5CT1g', { headers: { 'sec-fetch-site': 'cross-site' } })
    expect(answer.status).toBe(200)
  })

  it('keeps files with a hash in their name for ever, compressed beforehand', async () => {
    const answer = await app.browser().ask('GET', '/assets/app-abc123.js', { headers: { 'accept-encoding': 'br' } })
    expect(answer.text).toBe('plain()')
    expect(answer.headers.get('content-encoding')).toBe('br')
    expect(answer.headers.get('content-type')).toContain('javascript')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('gives the worker that reads PDF files a policy by which it can ask for nothing', async () => {
    const { headers } = await app.browser().ask('GET', '/assets/pdf/1/pdf.worker.min.mjs')
    expect(headers.get('content-type')).toContain('javascript')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; script-src 'self'")
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp')
  })

  it('does not answer the page for a file that is missing, nor anything outside', async () => {
    for (const path of [
      '/assets/old-xyz.js',
      '/favicon.ico',
      '/..%2f..%2fetc%2fpasswd',
      '/assets/..%2f..%2f..%2fetc/hosts',
    ]) {
      const { text, headers } = await app.browser().ask('GET', path)
      expect(text).not.toContain('root:')
      if (path.startsWith('/assets/old')) expect(headers.get('content-type')).toContain('problem+json')
    }
  })

  it('says how to build it where it has not been built', async () => {
    const bare = await startTestApp({
      http: { port: 8080, publicUrl: 'http://localhost:8080', clientDirectory: join(directory, 'none') },
    })
    try {
      const answer = await bare.browser().ask('GET', '/')
      expect([answer.status, answer.text]).toEqual([503, expect.stringContaining('npm run build')])
    } finally {
      await bare.stop()
    }
  })
})
