import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AppPasswords } from '#contract/app-passwords.ts'
import type { PasskeyRequest, PasskeyWish } from '#contract/passkeys.ts'
import type { SecurityEvents } from '#contract/security-events.ts'
import { Problem } from '#server/problem.ts'
import { startSignOn } from '#server/sign-in/oidc/testing/sign-on.ts'
import { SoftwarePasskey } from '#server/sign-in/second-step/testing/software-passkey.ts'
import { adaPassword, startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

interface Made {
  password: string
  state: AppPasswords
}

const origin = 'https://mail.example.gov'
const dayMs = 86_400_000
let app: TestApp
let ada: TestBrowser
let now: number

async function start(changes: Parameters<typeof startTestApp>[0] = {}): Promise<void> {
  app = await startTestApp({ limits: { signInPerMinute: 1000, signInFailures: 3 }, ...changes }, { now: () => now })
  ada = await app.signedIn()
}
beforeEach(() => {
  now = Date.UTC(2026, 10, 30, 12)
})
afterEach(() => app.stop())

const list = async (browser = ada) => (await browser.ask<AppPasswords>('GET', '/api/app-passwords')).json
const make = (body: object = {}, browser = ada) =>
  browser.ask<Made>('POST', '/api/app-passwords', { body: { name: 'My phone', password: adaPassword, ...body } })
const refused = (body: object, browser = ada) =>
  browser.problem('POST', '/api/app-passwords', { body: { name: 'My phone', ...body } })
const end = (id = '', browser = ada) => browser.ask<AppPasswords>('DELETE', `/api/app-passwords/${id}`)

/** What a program is answered. */
async function program(name: string, password: string, path = '/dav/'): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
  const { status } = await fetch(app.url + path, { method: 'PROPFIND', headers: { authorization, depth: '0' } })
  return status
}

describe('A password for a program', () => {
  it('is made for a name, told once, and opens the books until it is ended', async () => {
    await start()
    expect(await list()).toEqual({
      contacts: { address: 'http://localhost:8080/dav/', user: 'ada' },
      asks: 'password',
      items: [],
    })
    const { password, state } = (await make()).json
    expect(password).toMatch(/^[0-9a-hjkmnp-tv-z]{5}(?:-[0-9a-hjkmnp-tv-z]{5}){4}$/)
    expect(state.items).toMatchObject([{ name: 'My phone', madeOn: '2026-11-30', usedOn: null }])
    expect(JSON.stringify(await list())).not.toContain(password)
    now += dayMs
    expect(await program('ada', password)).toBe(207)
    expect((await list()).items).toMatchObject([{ usedOn: '2026-12-01' }])
    expect((await end(state.items[0]?.id)).json.items).toEqual([])
    expect(await program('ada', password)).toBe(401)
  })

  it('counts as it is typed, by name or address, for its person alone and nowhere else', async () => {
    await start()
    const { password } = (await make()).json
    expect(await program('Ada.Lindqvist@example.gov', password.toUpperCase().replaceAll('-', ' '))).toBe(207)
    expect(await program('ada', password.replaceAll('1', 'l').replaceAll('0', 'O'))).toBe(207)
    expect(await program('ben', password)).toBe(401)
    expect((await app.browser().signIn('ada', password)).status).toBe(401)
  })

  it('is what programs have to have: the person’s own password opens nothing', async () => {
    await start()
    expect(await program('ada', adaPassword)).toBe(401)
  })

  it('is not made without the person’s own password, nor for no name', async () => {
    await start()
    expect((await refused({})).json.type).toBe('wrong-credentials')
    expect((await refused({ password: 'wrong' })).json.type).toBe('wrong-credentials')
    expect((await refused({ password: adaPassword, name: ' ' })).json.fields).toMatchObject([{ field: 'name' }])
    expect((await list()).items).toEqual([])
    expect((await app.browser().problem('GET', '/api/app-passwords')).status).toBe(401)
  })

  it('asks for the second step as well, where there is one', async () => {
    const server = { host: '127.0.0.1', port: 1 }
    await start({
      http: { port: 8080, publicUrl: origin, trustedProxies: ['127.0.0.1'] },
      mail: { imap: server, submission: server },
      signIn: { secondStep: 'offered' },
    })
    const post = <T>(path: string, body?: object) =>
      ada.ask<T>('POST', path, { ...(body && { body }), headers: { origin } })
    ada = app.browser()
    await post('/api/session', { name: 'ada', password: adaPassword })
    const key = new SoftwarePasskey(origin)
    const offer = async () =>
      (await post<PasskeyWish & { known?: PasskeyRequest }>('/api/second-step/passkeys/offer')).json
    const passkey = key.make(await offer())
    const { recoveryCodes } = (
      await post<{ recoveryCodes: string[] }>('/api/second-step/passkeys', {
        name: 'Key',
        password: adaPassword,
        passkey,
      })
    ).json
    expect((await list()).asks).toBe('password-and-code-or-passkey')
    const body = { name: 'My phone', password: adaPassword }
    const without = await ada.problem('POST', '/api/app-passwords', { body, headers: { origin } })
    expect(without.json.fields).toEqual([{ field: 'code', code: 'wrong-code' }])
    expect((await post<Made>('/api/app-passwords', { ...body, code: recoveryCodes[0] })).status).toBe(200)
    const { known } = await offer()
    const proof = known && key.sign(known)
    expect((await post<Made>('/api/app-passwords', { ...body, proof })).json.state.items).toHaveLength(2)
  })

  it('asks who signed in at a provider for nothing within a quarter of an hour, and then to sign in again', async () => {
    now = Date.now()
    const signOn = await startSignOn({}, { now: () => now })
    app = signOn.app
    const { browser } = await signOn.signIn()
    expect((await list(browser)).asks).toBe('nothing')
    const body = { name: 'My phone' }
    const made = await browser.ask<Made>('POST', '/api/app-passwords', { body })
    expect(await program('ada', made.json.password)).toBe(207)
    now += 16 * 60_000
    expect((await list(browser)).asks).toBe('new-sign-in')
    expect((await browser.problem('POST', '/api/app-passwords', { body })).json.type).toBe('not-allowed')
    await signOn.stop()
    await start()
  })

  it('is one of twenty at most, and nobody else’s to see or end', async () => {
    await start()
    for (let count = 0; count < 20; count += 1) expect((await make({ name: `Phone ${count}` })).status).toBe(200)
    const more = await refused({ password: adaPassword })
    expect(more.json.fields).toEqual([{ field: 'name', code: 'too-many' }])
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await list(ben)).items).toEqual([])
    await end((await list()).items[0]?.id, ben)
    expect((await list()).items).toHaveLength(20)
  })

  it('is noted among what touched the account, and so is its end', async () => {
    await start()
    const { state } = (await make()).json
    await end(state.items[0]?.id)
    await end(state.items[0]?.id)
    await expect
      .poll(async () => {
        const { items } = (await ada.ask<SecurityEvents>('GET', '/api/security-events?group=app-passwords')).json
        return items.map(({ kind }) => kind)
      })
      .toEqual(['app-password-ended', 'app-password-made'])
  })

  it('is not readable in what is kept, given by name and day, and erased with the rest', async () => {
    await start()
    const { password } = (await make()).json
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain('My phone')
    const file = JSON.parse((await ada.ask('GET', '/api/kept-data/file')).text) as { notes: Record<string, unknown> }
    expect(file.notes['app-passwords']).toEqual([{ name: 'My phone', madeOn: '2026-11-30', usedOn: null }])
    await ada.ask('POST', '/api/kept-data/erase', { body: { confirm: true } })
    expect((await list()).items).toEqual([])
    expect(await program('ada', password)).toBe(401)
  })

  it('lets in nobody who has left, and those who are there while the directory is away', async () => {
    await start()
    const { password } = (await make()).json
    app.directory.inactive.add('ada')
    expect(await program('ada', password)).toBe(401)
    app.directory.inactive.delete('ada')
    now += 60_000
    expect(await program('ada', password)).toBe(207)
    now += 60_000
    app.directory.outage = new Problem('directory-unavailable')
    expect(await program('ada', password)).toBe(207)
    expect(await program('ada', 'wrong')).toBe(503)
  })

  it('is guessed no more than a few times, which locks out neither the person nor who has the right one', async () => {
    await start()
    const { password } = (await make()).json
    const tries = await Promise.all(Array.from({ length: 20 }, () => program('ada', 'abcde-abcde-abcde-abcde-abcde')))
    expect(tries.filter((status) => status === 401)).toHaveLength(3)
    expect(tries.filter((status) => status === 429)).toHaveLength(17)
    expect(await program('ada', password)).toBe(207)
    expect((await app.browser().signIn('ada', adaPassword)).status).toBe(200)
    expect(app.log.join('')).not.toMatch(/abcde|"ada"|lindqvist/i)
  })

  it('is not offered where programs are not let in', async () => {
    await start({ contacts: { forPrograms: false } })
    expect((await list()).contacts).toBeNull()
    expect((await refused({ password: adaPassword })).json.type).toBe('not-allowed')
    // 503 is what all addresses answer where no client is built.
    expect([404, 503]).toContain(await program('ada', 'any'))
  })
})
