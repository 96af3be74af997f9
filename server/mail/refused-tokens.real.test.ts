import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { changeDirectory } from '#platform/openldap/slapd.ts'
import { readAccount } from '#platform/account.ts'
import { layoutOf } from '#platform/layout.ts'
import { Problem } from '#server/problem.ts'
import { type RealApp, startRealApp } from '#server/testing/real-app.ts'
import { ImapAccounts } from './imap/accounts.ts'
import type { MailIdentity } from './mail-account.ts'
import { mintMailToken, openTokenMint } from './mail-tokens.ts'
import { inMemory } from './message-bytes.ts'
import { ManageSieveScripts } from './sieve/manage-sieve-scripts.ts'
import { SmtpSubmission } from './smtp/smtp-submission.ts'
import { imapServer, realPlatform } from './testing/real-mail.ts'
import { TokenKeys } from './token-keys.ts'

const platform = realPlatform()
const { host, ports, caFile } = platform
const letter = Buffer.from('From: Dov <dov.halevi@example.gov>\r\nSubject: Tokens\r\n\r\nHello\r\n')

/** Uses the mail as this person; throws what the server says. */
const ways: Record<string, (identity: MailIdentity) => Promise<void>> = {
  async IMAP(identity) {
    const account = new ImapAccounts(imapServer(platform)).resume(identity)
    try {
      await account.folders()
    } finally {
      account.close()
    }
  },
  async ManageSieve(identity) {
    const scripts = new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false })
    await (await scripts.open(identity)).close()
  },
  async submission(identity) {
    const submission = new SmtpSubmission({ host, port: ports.submission, caFile, startTls: false })
    const envelope = { from: 'dov.halevi@example.gov', to: ['jonas.weber@example.gov'] }
    await submission.submit(identity, envelope, inMemory(letter), () => Promise.resolve()).catch(asRefusal)
  },
}

/** To people a sending that is refused so is one to try again later; the server's own answer (RFC 4954, section 6) is in the cause. */
function asRefusal(error: unknown): never {
  const { responseCode } = (error as { cause?: { responseCode?: number } }).cause ?? {}
  throw responseCode === 535 ? new Problem('wrong-credentials', {}, error) : error
}

interface Token {
  issuer?: string
  subject?: string
  scope?: string
  lifeSeconds?: number
  keyId?: string
  key?: KeyObject | Uint8Array
  algorithm?: string
}

const current = new TokenKeys(platform.tokens.keyDirectory).current()
const nowSeconds = () => Math.floor(Date.now() / 1000)

/** Dov's token, good unless it is changed. */
function token(changes: Token = {}): Promise<string> {
  const { issuer, scope } = platform.tokens
  const good = {
    issuer,
    scope,
    subject: 'dov',
    lifeSeconds: 60,
    keyId: current.id,
    key: current.key,
    algorithm: 'ES256',
  }
  const now = { ...good, ...changes }
  return new SignJWT({ scope: now.scope })
    .setProtectedHeader({ alg: now.algorithm, typ: 'JWT', kid: now.keyId })
    .setIssuer(now.issuer)
    .setSubject(now.subject)
    .setIssuedAt(nowSeconds() - 30 + Math.min(0, now.lifeSeconds - 60))
    .setExpirationTime(nowSeconds() + now.lifeSeconds)
    .sign(now.key)
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = () => ({ ...platform.tokens, sub: 'dov', iss: platform.tokens.issuer, exp: nowSeconds() + 60 })
const stranger = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const publicPem = () => createPublicKey(current.key).export({ type: 'spki', format: 'pem' })

const refused: [string, () => Promise<string>][] = [
  ['expired', () => token({ lifeSeconds: -5 })],
  ['of another person', () => token({ subject: 'ada' })],
  ['of another issuer', () => token({ issuer: 'https://elsewhere.example' })],
  ['for something else', () => token({ scope: 'calendar' })],
  ['by an unknown key', () => token({ key: stranger(), keyId: 'unknown' })],
  ['by another key under the known name', () => token({ key: stranger() })],
  ['by alg none', () => Promise.resolve(`${part({ alg: 'none', typ: 'JWT', kid: current.id })}.${part(claims())}.`)],
  ['by HS256 with the public key', () => token({ algorithm: 'HS256', key: Buffer.from(publicPem()) })],
]

describe.each(Object.entries(ways))('%s', (_name, use) => {
  const identity = (made: Promise<string>): MailIdentity => ({
    user: 'dov',
    secret: async () => ({ kind: 'token', token: await made }),
  })

  it('takes a good token', () => use(identity(token())))

  it('takes our token also where its clock is behind ours', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 20_000)
    const minted = await mintMailToken(openTokenMint(platform.tokens), 'dov').finally(() => clock.mockRestore())
    await use(identity(Promise.resolve(minted)))
  })

  it.each(refused)('refuses a token %s', async (_what, forge) => {
    await expect(use(identity(forge()))).rejects.toMatchObject({ type: 'wrong-credentials' })
  })
})

describe('An account that is disabled', () => {
  let app: RealApp
  const setStatus = (value: string) =>
    changeDirectory(
      { layout: layoutOf(platform.directory), ports, account: readAccount() },
      `dn: uid=dov,ou=people,dc=example,dc=gov\nchangetype: modify\nreplace: mailAccountStatus\nmailAccountStatus: ${value}\n`,
    )
  beforeAll(async () => {
    app = await startRealApp(platform)
  })
  afterAll(async () => {
    await setStatus('active')
    await app.stop()
  })

  it('is refused by every mail server, loses what it has open, and nobody else does', async () => {
    const [dov, jonas] = [await app.signedIn('dov'), await app.signedIn('jonas')]
    const folders = async (browser: typeof dov) => (await browser.ask('GET', '/api/folders')).status
    expect([await folders(dov), await folders(jonas)]).toEqual([200, 200])
    await app.app.accountWatch?.check()
    expect([await folders(dov), await folders(jonas)]).toEqual([200, 200])
    const stream = await dov.openEvents()
    await setStatus('disabled')
    // The clock does this every 20 seconds.
    await app.app.accountWatch?.check()
    expect((await stream.next('session-ended')).reason).toBe('ended-elsewhere')
    expect([await folders(dov), await folders(jonas)]).toEqual([401, 200])
    const identity: MailIdentity = { user: 'dov', secret: async () => ({ kind: 'token', token: await token() }) }
    for (const use of Object.values(ways))
      await expect(use(identity)).rejects.toMatchObject({ type: 'wrong-credentials' })
  })
})
