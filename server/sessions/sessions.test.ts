import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Session } from '#contract/session.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'

describe('A session', { timeout: 30_000 }, () => {
  let app: TestApp
  beforeEach(async () => {
    app = await startTestApp()
  })
  afterEach(() => app.stop())

  /** What another process with the same storage would do. */
  async function elsewhere(statement: string): Promise<void> {
    const other = await openTestStorage(app.storageDirectory)
    await sql.raw(statement).execute(other.database)
    await other.close()
  }

  it('is known by a cookie that scripts, other hosts and plain HTTP never see', async () => {
    const browser = await app.signedIn()
    expect(browser.lastSetCookie).toMatch(/^__Host-curbcut=/)
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict']) {
      expect(browser.lastSetCookie).toContain(`; ${part}`)
    }
    expect(browser.lastSetCookie).not.toMatch(/Domain|Expires|Max-Age/i)
  })

  it('gets a new id at each sign-in, and the old one is dead', async () => {
    const browser = await app.signedIn()
    const old = browser.cookie
    await browser.signIn('ada', adaPassword)
    expect(browser.cookie).not.toBe(old)
    const thief = app.browser()
    thief.cookie = old
    expect((await thief.ask('GET', '/api/session')).status).toBe(401)
  })

  it('cannot be chosen by the browser before signing in', async () => {
    const browser = app.browser()
    browser.cookie = '__Host-curbcut=s%3Achosen.signature'
    await browser.signIn('ada', adaPassword)
    expect(browser.cookie).not.toContain('chosen')
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
  })

  it('tells the person by name and addresses, whichever of them they signed in with', async () => {
    for (const name of ['ada', 'ADA', 'Ada.Lindqvist@example.gov', 'ada@example.gov']) {
      const answer = await app.browser().ask<Session>('POST', '/api/session', { body: { name, password: adaPassword } })
      expect(answer.json.person).toEqual({
        name: 'Ada Lindqvist',
        address: 'ada.lindqvist@example.gov',
        addresses: ['ada.lindqvist@example.gov', 'ada@example.gov'],
      })
    }
  })

  it('is kept only as a hash with sealed contents, in files nobody else can read', async () => {
    const browser = await app.signedIn()
    const id =
      decodeURIComponent(browser.cookie ?? '')
        .slice('__Host-curbcut=s:'.length)
        .split('.')[0] ?? ''
    expect(id.length).toBeGreaterThan(40)
    const entries = readdirSync(app.storageDirectory, { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    const kept = files.filter((file) => file !== 'keys.json')
    const rows = await app.storage.database.selectFrom('session').selectAll().execute()
    expect(rows).toHaveLength(1)
    const texts = kept.map((name) => readFileSync(join(app.storageDirectory, name), 'latin1'))
    for (const text of [...texts, JSON.stringify(rows)]) {
      for (const secret of [adaPassword, id, 'Lindqvist', 'signedIn']) expect(text).not.toContain(secret)
    }
    for (const name of [...kept, 'keys.json', 'uploads']) {
      expect(statSync(join(app.storageDirectory, name)).mode & 0o077, name).toBe(0)
    }
  })

  it('ends on the server when the person signs out: cookie, streams and mail connections', async () => {
    const browser = await app.signedIn()
    const tab = app.browser()
    tab.cookie = browser.cookie
    const stream = await tab.openEvents()
    expect(app.mail.openAccounts).toBe(1)
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204)
    expect((await stream.next('session-ended')).reason).toBe('signed-out')
    await stream.ended
    expect(app.mail.openAccounts).toBe(0)
    expect((await tab.ask('GET', '/api/session')).status).toBe(401)
  })

  it('ended by another process ends here too, streams included', async () => {
    const browser = await app.signedIn()
    const stream = await browser.openEvents()
    await elsewhere('delete from session')
    expect((await stream.next('session-ended')).reason).toBe('ended-elsewhere')
    await stream.ended
    expect(app.mail.openAccounts).toBe(0)
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  it('survives a restart of the server', async () => {
    const browser = await app.signedIn()
    app.app.live.close()
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
  })

  it('is over when its time has passed, even if the cookie comes back', async () => {
    const browser = await app.signedIn()
    await elsewhere('update session set seen_at_ms = seen_at_ms - 31 * 60000')
    await app.app.live.check()
    app.app.live.close()
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  it('cannot be made from a row copied to another id', async () => {
    const browser = await app.signedIn()
    await elsewhere("update session set id_hash = 'x'")
    await app.app.live.check()
    expect((await browser.ask('GET', '/api/session')).status).toBe(401)
    await expect(app.app.store.read('x')).resolves.toBeNull()
  })

  it('has room for many tabs, not for any number', async () => {
    const browser = await app.signedIn()
    const streams = await Promise.all(Array.from({ length: 30 }, () => browser.openEvents()))
    const answer = await browser.problem('GET', '/api/events')
    expect([answer.status, answer.json.type]).toEqual([429, 'too-many-requests'])
    for (const stream of streams) stream.close()
  })

  it('ends streams with a hint to come back when the server stops, and stays', async () => {
    const browser = await app.signedIn()
    const stream = await browser.openEvents()
    app.app.live.endStreams()
    await stream.ended
    expect(stream.events).toEqual([])
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
  })
})
