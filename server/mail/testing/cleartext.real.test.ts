import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createSelfSignedCertificate,
  ensureServerCertificate,
  issueExpiredCertificate,
  issueWrongNameCertificate,
  type KeyPair,
} from '#platform/ca.ts'
import { Problem } from '#server/problem.ts'
import { DavCardServers } from '../carddav/dav-card-servers.ts'
import { CardServerFault } from '../card-server-port.ts'
import { LdapDirectory } from '../directory/ldap-directory.ts'
import { ImapAccounts } from '../imap/accounts.ts'
import type { MailIdentity } from '../mail-account.ts'
import { probeServer } from '../probe-server.ts'
import { ManageSieveScripts } from '../sieve/manage-sieve-scripts.ts'
import { SmtpSubmission } from '../smtp/smtp-submission.ts'
import type { TlsServer } from '../tls-server.ts'
import { inMemory } from '../message-bytes.ts'
import { Impostor, type ImpostorBehaviour } from './impostor.ts'

const user = 'ada-of-the-secret'
const password = 'Passphrase-that-must-not-travel'
const token = 'Token.that.must.not.travel'
const passwordIdentity: MailIdentity = { user, secret: () => Promise.resolve({ kind: 'password', password }) }
const tokenIdentity: MailIdentity = { user, secret: () => Promise.resolve({ kind: 'token', token }) }
const envelope = { from: 'ada@example.gov', to: ['ben@example.gov'] }
const letter = Buffer.from('Subject: Secret letter\r\n\r\nSecret text\r\n')
const attributes = {
  userName: 'uid',
  name: 'cn',
  groupName: 'description',
  address: 'mail',
  aliases: 'mailLocalAddress',
  pausedAddress: 'mailPausedAddress',
  pausedReply: 'mailPausedReply',
  sendAs: 'mailSendAs',
  sendOnBehalf: 'mailSendOnBehalf',
  givenName: 'givenName',
  surname: 'sn',
  title: 'title',
  department: 'departmentNumber',
  member: 'member',
  outsideMember: 'rfc822MailMember',
  ...{
    owner: 'owner',
    groupText: 'info',
    joining: 'mailListJoining',
    posting: 'mailListPoster',
    telephone: 'telephoneNumber',
    mobile: 'mobile',
    photo: 'jpegPhoto',
    departmentName: 'ou',
  },
}
const filters = {
  roleMailbox: '(employeeType=role)',
  person: '(objectClass=inetOrgPerson)',
  group: '(objectClass=groupOfNames)',
  department: '(objectClass=organizationalUnit)',
}

/** What a stripping proxy would say in clear text to make a client talk. */
const clearGreetings = {
  imap: '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGIN SASL-IR] ready\r\n* PREAUTH signed in\r\n',
  submission: '220 mail.example.gov ESMTP\r\n250-mail.example.gov\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n',
  scripts: '"SASL" "PLAIN OAUTHBEARER"\r\nOK "ready"\r\n',
  contacts: 'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n',
  directory: '\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00',
}

/** How a server begins where TLS comes by STARTTLS: what it says, and answers, with and without offering it. */
const startTlsDialects = {
  submission: {
    greeting: () => '220 mail.example.gov ESMTP\r\n',
    answer: (offer: boolean) => (line: string) => {
      const offered = offer ? '250-STARTTLS\r\n' : ''
      if (/^EHLO/i.test(line)) return `250-mail.example.gov\r\n${offered}250 AUTH PLAIN LOGIN XOAUTH2\r\n`
      return offer ? '220 Go\r\n' : '502 No\r\n'
    },
  },
  scripts: {
    greeting: (offer: boolean) => `"SASL" "PLAIN OAUTHBEARER"\r\n${offer ? '"STARTTLS"\r\n' : ''}OK "ready"\r\n`,
    answer: (offer: boolean) => () => (offer ? 'OK "Go"\r\n' : 'NO "No"\r\n'),
  },
}

describe('Without TLS that proves the server', () => {
  let directory: string
  let trusted: { caFile: string; good: KeyPair }
  let bad: Record<'self-signed' | 'expired' | 'wrong name', KeyPair>
  let passwordFile: string
  let impostor: Impostor | null = null

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-tls-'))
    const { authority, server } = await ensureServerCertificate(directory)
    trusted = { caFile: authority.certificate, good: server }
    bad = {
      'self-signed': await createSelfSignedCertificate(directory, 'self-signed'),
      expired: await issueExpiredCertificate(authority, 'expired'),
      'wrong name': await issueWrongNameCertificate(authority, 'wrong-name'),
    }
    passwordFile = join(directory, 'directory-password')
    writeFileSync(passwordFile, password)
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  beforeEach(() => {
    // Not even the environment may weaken the check.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  })
  afterEach(async () => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await impostor?.stop()
    impostor = null
  })

  const against = async (behaviour: ImpostorBehaviour): Promise<TlsServer> => {
    impostor = await Impostor.start(behaviour)
    return { host: '127.0.0.1', port: impostor.port, caFile: trusted.caFile }
  }
  /** Every way the server has to hand over a secret, with the problem each must end in. */
  const clients = (server: TlsServer, startTls = false): Record<string, () => Promise<unknown>> => ({
    'imap password': () => new ImapAccounts(server).signIn(passwordIdentity, password),
    'imap token': () => new ImapAccounts(server).resume(tokenIdentity).folders(),
    'submission password': () =>
      new SmtpSubmission({ ...server, startTls }).submit(passwordIdentity, envelope, inMemory(letter), () =>
        Promise.resolve(),
      ),
    'submission token': () =>
      new SmtpSubmission({ ...server, startTls }).submit(tokenIdentity, envelope, inMemory(letter), () =>
        Promise.resolve(),
      ),
    'scripts password': () => new ManageSieveScripts({ ...server, startTls }).open(passwordIdentity),
    'scripts token': () => new ManageSieveScripts({ ...server, startTls }).open(tokenIdentity),
    directory: () =>
      new LdapDirectory({
        ...server,
        bindDn: `cn=${user}`,
        passwordFile,
        baseDn: 'dc=x',
        attributes,
        filters,
      }).identify('ada'),
    contacts: () => {
      const url = `https://${server.host}:${server.port}/`
      const servers = new DavCardServers([{ name: 'Books', url, caFile: server.caFile }])
      return servers.open({ url, user, password })?.books() ?? Promise.resolve()
    },
  })
  const refusal = async (work: () => Promise<unknown>): Promise<string> => {
    const outcome = await work().catch((error: unknown) => error)
    if (outcome instanceof CardServerFault) return outcome.reason
    return outcome instanceof Problem ? outcome.type : `not refused: ${String(outcome)}`
  }
  const secrets = [user, password, token, `${user}:${password}`, 'Secret letter'].flatMap((text) => [
    text,
    Buffer.from(text).toString('base64').replace(/=+$/, ''),
  ])
  const expectNothingTold = async () => {
    await impostor?.deserted()
    for (const secret of secrets) expect(impostor?.clear).not.toContain(secret)
    expect(impostor?.secret).toBe('')
  }

  const mailClients = ['imap', 'submission', 'scripts'].flatMap((kind) => [`${kind} password`, `${kind} token`])
  const refusals: Record<string, string> = { directory: 'directory-unavailable', contacts: 'not-trusted' }
  for (const client of [...mailClients, 'directory', 'contacts']) {
    const refused = refusals[client] ?? 'mail-server-not-trusted'

    for (const fault of ['self-signed', 'expired', 'wrong name'] as const) {
      it(`nothing secret is told: ${client}, certificate ${fault}`, async () => {
        const server = await against({ certificate: bad[fault], secureGreeting: clearGreetings.imap })
        expect(await refusal(() => clients(server)[client]?.() ?? Promise.resolve())).toBe(refused)
        await expectNothingTold()
      })
    }

    it(`nothing secret is told: ${client}, TLS stripped`, async () => {
      const kind = client.split(' ')[0] as keyof typeof clearGreetings
      const server = await against({ greeting: clearGreetings[kind], answer: () => clearGreetings[kind] })
      expect(await refusal(() => clients(server)[client]?.() ?? Promise.resolve())).toBe(refused)
      await expectNothingTold()
      // All that went out in clear text is the beginning of a TLS handshake.
      expect(impostor?.clear.startsWith('\x16\x03')).toBe(true)
    })

    it(`nothing secret is told: ${client}, TLS 1.1`, async () => {
      const tls = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
      const server = await against({ certificate: trusted.good, tls, secureGreeting: clearGreetings.imap })
      expect(await refusal(() => clients(server)[client]?.() ?? Promise.resolve())).toBe(refused)
      await expectNothingTold()
    })
  }

  for (const client of ['submission password', 'submission token', 'scripts password', 'scripts token']) {
    const dialect = startTlsDialects[client.split(' ')[0] as keyof typeof startTlsDialects]

    it(`nothing secret is told: ${client}, STARTTLS not offered`, async () => {
      const server = await against({ greeting: dialect.greeting(false), answer: dialect.answer(false) })
      expect(await refusal(() => clients(server, true)[client]?.() ?? Promise.resolve())).toBe(
        'mail-server-not-trusted',
      )
      await expectNothingTold()
    })

    for (const fault of ['self-signed', 'expired', 'wrong name'] as const) {
      it(`nothing secret is told: ${client}, STARTTLS with a certificate ${fault}`, async () => {
        const server = await against({
          greeting: dialect.greeting(true),
          answer: dialect.answer(true),
          startTls: (line) => /^STARTTLS/i.test(line),
          certificate: bad[fault],
        })
        expect(await refusal(() => clients(server, true)[client]?.() ?? Promise.resolve())).toBe(
          'mail-server-not-trusted',
        )
        await expectNothingTold()
      })
    }
  }

  it('the server does not call itself ready', async () => {
    for (const fault of ['self-signed', 'expired', 'wrong name'] as const) {
      const server = await against({ certificate: bad[fault], secureGreeting: clearGreetings.imap })
      await expect(probeServer(server, 'imap')).rejects.toThrow()
      await impostor?.stop()
    }
    const stripped = await against({ greeting: clearGreetings.imap })
    await expect(probeServer(stripped, 'imap')).rejects.toThrow()
  })

  it('this test would notice a secret: with the right certificate the clients do talk', async () => {
    const server = await against({ certificate: trusted.good, secureGreeting: '220 mail.example.gov ESMTP\r\n' })
    const talk = clients(server)['submission password']
    void talk?.().catch(() => undefined)
    await expect.poll(() => impostor?.secret).toContain('EHLO')
  })
})
