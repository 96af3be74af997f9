import { mkdtempSync, readFileSync, renameSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resetPlatform, servicesOf } from './administration.ts'
import { readAccount } from './account.ts'
import { layoutOf } from './layout.ts'
import { changeDirectory } from './openldap/slapd.ts'
import { run } from './processes/run.ts'
import { startPlatform, type Platform } from './platform.ts'
import { dovecotConfigFile } from './dovecot/config.ts'
import { setRights } from './dovecot/sharing.ts'
import { Conversation } from './testing/conversation.ts'
import { listeningPorts } from './testing/listeners.ts'
import { asPerson, eventually, message, receivedOutside, signIn, submit, subjectsOf } from './testing/mail.ts'
import { mintToken, publicKeyDirectory } from './tokens.ts'

let directory: string
let platform: Platform

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'curbcut-platform-'))
  platform = await startPlatform({ directory, ports: 'free', seed: 'none' })
})

afterAll(async () => {
  await resetPlatform(directory)
})

async function setAttribute(uid: string, attribute: string, value: string): Promise<void> {
  const site = { layout: layoutOf(directory), ports: platform.ports, account: readAccount() }
  const change = `changetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`
  await changeDirectory(site, `dn: uid=${uid},ou=people,dc=example,dc=gov\n${change}`)
}

describe('signing in with a token', () => {
  it('accepts a fresh token for the person it names', async () => {
    await signIn(platform, { user: 'ben', accessToken: await mintToken(platform.tokens, 'ben') })
  })

  it('refuses a token of another person', async () => {
    const accessToken = await mintToken(platform.tokens, 'ben')
    await expect(signIn(platform, { user: 'ada', accessToken })).rejects.toMatchObject({ authenticationFailed: true })
  })

  it('refuses an expired token', async () => {
    const accessToken = await mintToken(platform.tokens, 'ben', { lifetimeSeconds: -5 })
    await expect(signIn(platform, { user: 'ben', accessToken })).rejects.toMatchObject({ authenticationFailed: true })
  })

  it('refuses a token signed with a key it does not know', async () => {
    const accessToken = await mintToken(platform.tokens, 'ben', { keyId: 'unknown' })
    await expect(signIn(platform, { user: 'ben', accessToken })).rejects.toMatchObject({ authenticationFailed: true })
  })

  it('refuses a good token while the account is disabled', async () => {
    const accessToken = await mintToken(platform.tokens, 'dov')
    await setAttribute('dov', 'mailAccountStatus', 'disabled')
    await expect(signIn(platform, { user: 'dov', accessToken })).rejects.toMatchObject({ authenticationFailed: true })
    await setAttribute('dov', 'mailAccountStatus', 'active')
    await signIn(platform, { user: 'dov', accessToken })
  })
})

describe('a key for tokens that is taken away', () => {
  it('counts for nothing once Dovecot has been reloaded', async () => {
    const accessToken = await mintToken(platform.tokens, 'ben')
    const folder = join(publicKeyDirectory(platform.tokens.keyDirectory), 'default', 'ES256')
    await signIn(platform, { user: 'ben', accessToken })
    renameSync(folder, `${folder}-away`)
    try {
      await run('doveadm', ['-c', dovecotConfigFile(layoutOf(directory)), 'reload'])
      // While Dovecot reloads, a connection may also just end.
      await eventually('the refusal', () =>
        signIn(platform, { user: 'ben', accessToken }).catch((error: unknown) =>
          (error as { authenticationFailed?: boolean }).authenticationFailed ? error : undefined,
        ),
      )
    } finally {
      renameSync(`${folder}-away`, folder)
    }
    await eventually('the key counts again', async () => {
      await signIn(platform, { user: 'ben', accessToken: await mintToken(platform.tokens, 'ben') })
      return true
    })
  })
})

describe('signing in with a password', () => {
  it.each(['ada', 'ada.lindqvist@example.gov', 'a.lindqvist@example.gov', 'ADA@example.gov'])('accepts %s', (user) =>
    signIn(platform, { user, pass: 'ada-demo-pass' }),
  )

  it.each([
    ['a wrong password', 'ada', 'ben-demo-pass'],
    ['an unknown name', 'nobody', 'ada-demo-pass'],
    ['a role mailbox', 'permits', ''],
  ])('refuses %s', async (_what, user, pass) => {
    await expect(signIn(platform, { user, pass })).rejects.toThrow()
  })
})

describe('clear text', () => {
  it('has no listener but the known ones', () => {
    const pids = servicesOf(directory).map(({ pid }) => pid)
    const found = listeningPorts(pids)
    expect(found).toContain(platform.ports.imaps)
    // Those of other users' processes are seen by root only.
    expect(found.filter((port) => !Object.values(platform.ports).includes(port))).toEqual([])
  })

  it.each([
    ['a1 LOGIN ada ada-demo-pass', /^a1 (OK|NO|BAD)/m],
    ['a1 AUTHENTICATE PLAIN AGFkYQBhZGEtZGVtby1wYXNz', /^a1 (OK|NO|BAD)/m],
    ['AUTHENTICATE "PLAIN" "AGFkYQBhZGEtZGVtby1wYXNz"', /^(NO|BYE)|^OK "?Log/m],
    ['AUTH PLAIN AGFkYQBhZGEtZGVtby1wYXNz', /^[45]\d\d /m],
  ])('is nowhere answered with a sign-in: %s', async (line, answered) => {
    const { ports, host, manageSieveStartTls } = platform
    const everywhere = Object.values<number>({ ...ports }).map((port): [number, string] => [port, host])
    for (const [port, address] of [...everywhere, [manageSieveStartTls.port, manageSieveStartTls.host] as const]) {
      const conversation = Conversation.clear(platform, port, address)
      // The rest makes a listener that waits for a whole TLS record see that this is none.
      const answer = await conversation.ask(
        `${line}\r\n${'x'.repeat(20_000)}`,
        new RegExp(`${answered.source}|^(500|502|503|530|BYE|NO)`, 'm'),
      )
      conversation.close()
      expect(answer).not.toMatch(/^(a1 OK|OK "?Log|235)/m)
    }
  })
})

describe('ManageSieve', () => {
  const signInLine = 'AUTHENTICATE "PLAIN" "AGFkYQBhZGEtZGVtby1wYXNz"'

  it('refuses to authenticate before TLS and accepts after it', async () => {
    const { host, port } = platform.manageSieveStartTls
    const early = Conversation.clear(platform, port, host)
    await early.hear(/^OK/m)
    expect(await early.ask(signInLine, /^(OK|NO|BYE)/m)).toMatch(/^NO \(ENCRYPT-NEEDED\)/m)
    early.close()

    const patient = Conversation.clear(platform, port, host)
    expect(await patient.hear(/^OK/m)).toContain('"STARTTLS"')
    await patient.ask('STARTTLS', /^OK/m)
    patient.encrypt()
    await patient.hear(/^OK/m)
    expect(await patient.ask(signInLine, /^(OK|NO|BYE)/m)).toMatch(/^OK/m)
    patient.close()
  })

  it('offers the Sieve extensions people need over implicit TLS', async () => {
    const conversation = Conversation.encrypted(platform, platform.ports.manageSieve)
    const greeting = await conversation.hear(/^OK/m)
    conversation.close()
    for (const extension of [
      'fileinto',
      'vacation',
      'vacation-seconds',
      'imap4flags',
      'editheader',
      'include',
      'imapsieve',
    ])
      expect(greeting).toMatch(new RegExp(`"SIEVE".*\\b${extension}\\b`))
    expect(greeting).not.toContain('vnd.dovecot.pipe')
  })
})

describe('submission', () => {
  it.each([
    ['their own address', 'ada', 'ada.lindqvist@example.gov'],
    ['their alias', 'ada', 'a.lindqvist@example.gov'],
    ['a role they stand in for', 'ada', 'permits@example.gov'],
  ])('lets a person send as %s', async (_what, uid, from) => {
    await submit(platform, uid, { from, to: 'emi@example.gov', subject: `as ${from}` })
    await eventually('the message', async () =>
      (await subjectsOf(platform, 'emi')).includes(`as ${from}`) ? true : undefined,
    )
  })

  it.each([
    ['another person', 'ben.okafor@example.gov'],
    ['a role they do not stand in for', 'helpdesk@example.gov'],
    ['somebody outside', 'zoe@outside.example'],
  ])('refuses %s as sender', async (_what, from) => {
    const sending = submit(platform, 'ada', { from, to: 'emi@example.gov', subject: 'forged' })
    await expect(sending).rejects.toMatchObject({ responseCode: 553 })
  })

  it('refuses a recipient the organisation does not have', async () => {
    const sending = submit(platform, 'ada', { from: 'ada@example.gov', to: 'nobody@example.gov', subject: 'lost' })
    await expect(sending).rejects.toMatchObject({ responseCode: 550 })
  })

  it('sends mail to the outside over verified TLS, and only to the sink', async () => {
    await submit(platform, 'ada', { from: 'ada@example.gov', to: 'zoe@outside.example', subject: 'going-out' })
    const received = await receivedOutside(platform, 'going-out')
    expect(received).toMatch(/^Return-Path: <ada@example.gov>\r\nX-Original-To: zoe@outside.example\r\n/)
    const log = readFileSync(join(platform.stateDirectory, 'log', 'postfix.log'), 'utf8')
    expect(log).toMatch(
      new RegExp(`Verified TLS connection established to 127.0.0.1\\[127.0.0.1\\]:${platform.ports.sink}`),
    )
  })
})

describe('mail from outside', () => {
  it('reaches a person by alias and by an address with a detail', async () => {
    await platform.deliver(message('by alias'), 'a.lindqvist@example.gov')
    await platform.deliver(message('with detail'), 'ada.lindqvist+trees@example.gov')
    expect(await subjectsOf(platform, 'ada')).toEqual(expect.arrayContaining(['by alias', 'with detail']))
  })

  it('reaches the members of a group inside a group once each', async () => {
    await submit(platform, 'ada', { from: 'ada@example.gov', to: 'all-staff@example.gov', subject: 'to all staff' })
    for (const uid of platform.people.map((person) => person.uid)) {
      const copies = async () => (await subjectsOf(platform, uid)).filter((subject) => subject === 'to all staff')
      await expect.poll(copies, { timeout: 30_000 }).toHaveLength(1)
    }
  })

  it('is refused by a list that takes mail from inside, or from its members, with a sentence that says so', async () => {
    const inside = /550.*takes mail from inside its organisation only/
    await expect(platform.deliver(message('from outside'), 'all-staff@example.gov')).rejects.toThrow(inside)
    const members = /550.*takes mail from its members only/
    for (const from of ['zoe@outside.example', 'dov.halevi@example.gov'])
      await expect(platform.deliver(message('run', { from }), 'running-club+x@example.gov')).rejects.toThrow(members)
    const run = (uid: string) => ({ from: `${uid}@example.gov`, to: 'running-club@example.gov', subject: 'run' })
    await expect(submit(platform, 'ada', run('ada'))).rejects.toThrow(members)
    await submit(platform, 'carmen', run('carmen'))
    await expect.poll(() => subjectsOf(platform, 'dov'), { timeout: 30_000 }).toContain('run')
  })

  it('reaches the outside member of a group', async () => {
    await platform.deliver(message('to-the-river-project'), 'river-project@example.gov')
    expect(await receivedOutside(platform, 'to-the-river-project')).toContain(
      'X-Original-To: liaison@rivertrust.example',
    )
  })

  it('is refused for people the organisation does not have', async () => {
    await expect(platform.deliver(message('lost'), 'nobody@example.gov')).rejects.toMatchObject({ responseCode: 550 })
  })

  it.each([
    'someone@elsewhere.example',
    'someone%elsewhere.example@example.gov',
    '@example.gov:someone@elsewhere.example',
  ])('is not relayed to %s', async (to) => {
    const conversation = Conversation.clear(platform, platform.ports.incoming)
    await conversation.hear(/^220/m)
    await conversation.ask('EHLO stranger.example', /^250 /m)
    await conversation.ask('STARTTLS', /^220/m)
    conversation.encrypt()
    expect(await conversation.ask('EHLO stranger.example', /^250 /m)).not.toContain('AUTH')
    await conversation.ask('MAIL FROM:<zoe@outside.example>', /^\d{3} /m)
    expect(await conversation.ask(`RCPT TO:<${to}>`, /^\d{3} /m)).toMatch(/^5\d\d /)
    conversation.close()
  })

  it('is forwarded and answered by a Sieve script through the outgoing service', async () => {
    const script = [
      'require ["vacation", "copy", "fileinto", "mailbox"];',
      'redirect :copy "keeper@outside.example";',
      'vacation :days 1 :subject "I-am-away" "Back on Monday.";',
      'fileinto :create "Away";',
    ].join('\r\n')
    const conversation = Conversation.encrypted(platform, platform.ports.manageSieve)
    await conversation.hear(/^OK/m)
    const answer = Buffer.from('\0carmen\0carmen-demo-pass').toString('base64')
    await conversation.ask(`AUTHENTICATE "PLAIN" "${answer}"`, /^OK/m)
    expect(await conversation.ask(`PUTSCRIPT "away" {${script.length}+}\r\n${script}`, /^(OK|NO)/m)).toMatch(/^OK/)
    expect(await conversation.ask('SETACTIVE "away"', /^(OK|NO)/m)).toMatch(/^OK/)
    conversation.close()
    const mail = message('to-be-forwarded').replace('someone@example.gov', 'carmen.ruiz@example.gov')
    await platform.deliver(mail, 'carmen.ruiz@example.gov')
    expect(await receivedOutside(platform, 'to-be-forwarded')).toContain('X-Original-To: keeper@outside.example')
    expect(await receivedOutside(platform, 'I-am-away')).toContain('X-Original-To: zoe@outside.example')
    expect(await subjectsOf(platform, 'carmen', 'Away')).toEqual(['to-be-forwarded'])
  })
})

describe('quota', () => {
  it('warns before the mailbox is full and then refuses', async () => {
    await setAttribute('hana', 'mailQuotaBytes', '100000')
    const ofSize = (subject: string, bytes: number): string =>
      message(subject, { body: `${'x'.repeat(70)}\r\n`.repeat(bytes / 72) })
    const keep = (bytes: number): Promise<unknown> =>
      asPerson(platform, 'hana', (client) => client.append('Archive', ofSize('kept', bytes)))
    const warned = (subject: string): Promise<true> =>
      eventually(subject, async () => ((await subjectsOf(platform, 'hana')).includes(subject) ? true : undefined))
    await keep(84_000)
    await warned('Your mailbox is 80% full')
    await keep(12_000)
    await warned('Your mailbox is 95% full')
    await expect(keep(40_000)).rejects.toMatchObject({ serverResponseCode: 'OVERQUOTA' })
    const arriving = platform.deliver(ofSize('arriving', 40_000), 'hana.novakova@example.gov')
    await expect(arriving).rejects.toMatchObject({ responseCode: 552 })
  })
})

describe('sharing', () => {
  it('shows a role mailbox to its delegates only', async () => {
    const paths = (uid: string): Promise<string[]> =>
      asPerson(platform, uid, async (client) => (await client.list()).map(({ path }) => path))
    expect(await paths('ada')).toEqual(expect.arrayContaining(['Other Users/permits', 'Other Users/permits/Sent']))
    expect((await paths('farid')).filter((path) => path.startsWith('Other Users/'))).toEqual([])
  })

  it('shows a folder as soon as its owner shares it, and keeps what is read each person’s own', async () => {
    await asPerson(platform, 'farid', async (client) => {
      await client.mailboxCreate('Bridges')
      await client.append('Bridges', message('survey'))
      await setRights(client, 'Bridges', 'grace', 'lrs')
    })
    await asPerson(platform, 'grace', async (client) => {
      await client.mailboxOpen('Other Users/farid/Bridges')
      await client.messageFlagsAdd('1', ['\\Seen'])
      expect(await client.search({ seen: true })).toEqual([1])
    })
    const unseen = await asPerson(platform, 'farid', (client) => client.status('Bridges', { unseen: true }))
    expect(unseen).toMatchObject({ unseen: 1 })
  })
})

describe('IMAP', () => {
  it('has the folders everyone expects, each with its use', async () => {
    const folders = await asPerson(platform, 'ines', (client) => client.list())
    const uses = Object.fromEntries(folders.map(({ path, specialUse }) => [path, specialUse]))
    expect(uses).toMatchObject({
      INBOX: '\\Inbox',
      Drafts: '\\Drafts',
      Sent: '\\Sent',
      Archive: '\\Archive',
      Junk: '\\Junk',
      Trash: '\\Trash',
      'Virtual/All': '\\All',
    })
  })

  it('offers the extensions the server relies on', async () => {
    const offered = await asPerson(platform, 'ines', (client) => Promise.resolve([...client.capabilities.keys()]))
    const wanted = [
      'PREVIEW',
      'METADATA',
      'COMPRESS=DEFLATE',
      'NOTIFY',
      'ACL',
      'QUOTA',
      'SPECIAL-USE',
      'QRESYNC',
      'MOVE',
    ]
    expect(offered).toEqual(expect.arrayContaining(wanted))
  })
})

describe('restart', () => {
  it.each(['slapd', 'postfix', 'dovecot', 'radicale'] as const)('of %s leaves a working platform', async (service) => {
    await platform.restart(service)
    await signIn(platform, { user: 'ada', pass: 'ada-demo-pass' })
    await submit(platform, 'ada', { from: 'ada@example.gov', to: 'emi@example.gov', subject: `after ${service}` })
    await platform.deliver(message(`outside after ${service}`), 'emi@example.gov')
    expect(await subjectsOf(platform, 'emi')).toContain(`outside after ${service}`)
  })
})
