import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderList } from '#contract/folders.ts'
import type { ForwardingState } from '#contract/forwarding.ts'
import type { SendResult } from '#contract/sending.ts'
import { type IdentityProvider, startIdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import { trustIssuer } from '#platform/dovecot/trusted-issuer.ts'
import { rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { freePort } from '#server/testing/free-port.ts'
import { navigate } from '#server/testing/navigate.ts'
import { type RealApp, startRealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { signInThere } from './testing/sign-in-there.ts'

const appUrl = 'http://localhost:8080'
const mailResource = 'https://mail.example.gov'

describe('The provider’s own access token', () => {
  const platform = realPlatform()
  let directory: string
  let provider: IdentityProvider
  let trust: { forget(): Promise<void> }
  let app: RealApp
  let nowMs: number
  let browser: TestBrowser

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-provider-'))
    provider = await startIdentityProvider(platform, {
      port: await freePort(),
      appUrl,
      directory,
      id: 'staff',
      mailResource,
    })
    trust = await trustIssuer(platform, provider)
    nowMs = Date.now()
    const { issuer, clientId, clientSecretFile } = provider
    const staff = {
      ...{ id: 'staff', name: 'your staff account', issuer, clientId, clientSecretFile, caFile: platform.caFile },
      ...{ claim: 'sub', scopes: ['openid', 'profile', 'mail'], tokenForMail: 'provider' as const, mailResource },
    }
    app = await startRealApp(platform, () => nowMs, [], { signIn: { oidc: [staff] }, hasTokens: false })
    browser = app.browser()
  })
  afterAll(async () => {
    await app.stop()
    await trust.forget()
    provider.stop()
    rmSync(directory, { recursive: true })
  })

  const folders = async () => (await browser.ask<FolderList>('GET', '/api/folders')).status

  it('opens the mail, rules and sending, without a password or a token of ours', async () => {
    const { password } = platform.people.find(({ uid }) => uid === 'hana')!
    const arrive = async () => {
      browser = app.browser()
      const begun = await browser.ask('GET', '/api/sign-in/staff')
      const back = await signInThere(begun.headers.get('location') ?? '', { name: 'hana', password }, platform.caFile)
      return (await navigate(browser, back.replace(appUrl, app.url))).location
    }
    // Dovecot may still be reading who is trusted.
    await expect.poll(arrive, { timeout: 30_000, interval: 500 }).toMatch(/arrived/)
    expect(await folders()).toBe(200)
    const rules = await browser.ask<ForwardingState>('GET', '/api/forwarding')
    expect([rules.status, rules.json.isOffered]).toEqual([200, true])
    const subject = `By the provider’s token ${nowMs}`
    const body = {
      ...{ idempotencyKey: randomUUID(), from: 'hana.novakova@example.gov', cc: [], bcc: [], answering: null },
      ...{ to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }], subject, text: 'Sent without a password.' },
    }
    // Postfix loses its connection to a Dovecot that reads its configuration anew.
    const send = async () => (await browser.ask<SendResult>('POST', '/api/send', { body })).json.outcome
    await expect.poll(send, { timeout: 30_000, interval: 500 }).toBe('accepted')
    const raw = await rawImap(platform, 'ben')
    try {
      await expect
        .poll(async () => {
          await raw.mailboxOpen('INBOX')
          return raw.search({ subject })
        })
        .toHaveLength(1)
    } finally {
      await raw.logout()
    }
  })

  it('is renewed before the next connection, and the mail goes on', async () => {
    expect(provider.renewals()).toBe(0)
    nowMs += 20 * 60_000
    await platform.restart('dovecot')
    await expect.poll(async () => [await folders(), provider.renewals()], { timeout: 30_000 }).toEqual([200, 1])
  })

  it('ends when the provider knows the person no longer: the next connection is refused', async () => {
    nowMs += 20 * 60_000
    provider.forget('hana')
    await platform.restart('dovecot')
    await expect.poll(folders, { timeout: 30_000 }).toBe(401)
  })
})
