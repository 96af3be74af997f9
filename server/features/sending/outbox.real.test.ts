import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { SmtpSubmission } from '#server/mail/smtp/smtp-submission.ts'
import type { Submission } from '#server/mail/submission-port.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { openStorage } from '#server/storage/database.ts'
import { Outbox } from '#server/storage/outbox.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Sends } from '#server/storage/sends.ts'
import { acceptMessage } from './accept-message.ts'
import { OutboxClock } from './outbox-clock.ts'
import { SendOnce } from './send-once.ts'
import { Life } from './testing/mortal.ts'

const user = 'hana'
const minuteMs = 60_000

describe('The outbox on Postfix and Dovecot', () => {
  const platform = realPlatform()
  const { address: from, name } = personOf(platform, user)
  const { address: to } = personOf(platform, 'ben')
  const postfix = new SmtpSubmission({
    ...{ host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false },
  })
  const accounts = new ImapAccounts(imapServer(platform))
  const open = () => accounts.resume(tokenIdentity(platform, user))
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-outbox-'))
  const sealer = openSealer(directory)
  let nowMs = Date.now()
  let account: MailAccount
  let storage: Awaited<ReturnType<typeof openStorage>>
  const now = () => nowMs

  beforeAll(async () => {
    account = open()
    storage = await openStorage(directory)
  })
  afterAll(async () => {
    account.close()
    await storage.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const outbox = () => new Outbox(storage.database, sealer)
  const session = () => ({ signedIn: { user, name, addresses: [from] }, mail: account }) as unknown as LiveSession
  const noFiles = { find: () => Promise.resolve(null), open: () => Promise.reject(new Error('There are no files')) }
  const feature = () => ({
    ...{ outbox: outbox(), now, onChange: () => undefined, submission: postfix, messageLimitBytes: 10_000_000 },
    writesAs: () => Promise.resolve({ name: '', replyTo: '' }),
    ...{ uploads: noFiles, keepUploads: () => Promise.resolve() },
    identityOf: () => tokenIdentity(platform, user),
  })
  const put = (key: string, undoSeconds = 0) =>
    acceptMessage(feature(), session(), {
      ...{ idempotencyKey: key.padEnd(20, '-'), from, to: [{ name: '', address: to }], cc: [], bcc: [] },
      ...{ subject: key, text: 'Hello', answering: null, undoSeconds, composer: '{}' },
    })

  /** One process with a view of its own on the database: it works until it is done, or dies at a step. */
  async function process(life = new Life(Infinity), submission: Submission = postfix): Promise<void> {
    const own = await openStorage(directory)
    life.onDeath = () => own.close()
    const clock = new OutboxClock({
      outbox: life.lend(new Outbox(own.database, sealer)),
      once: new SendOnce(life.lend(new Sends(own.database, sealer, now))),
      submission: life.lend(submission),
      identityOf: () => tokenIdentity(platform, user),
      openMail: () => life.lend(open()),
      ...{ now, tidyUp: () => Promise.resolve(), onChange: () => undefined, onFailure: () => undefined },
    })
    await clock.check()
    await clock.stop()
    if (!life.isOver) await own.close()
  }

  const stateOf = async (key: string) => (await outbox().withKey(user, key.padEnd(20, '-')))?.state
  /** How many messages with this subject lie in a folder of somebody. */
  async function countIn(uid: string, folder: string, subject: string): Promise<number> {
    const raw = await rawImap(platform, uid)
    try {
      await raw.mailboxOpen(folder)
      const uids = await raw.search({ header: { subject } })
      return Array.isArray(uids) ? uids.length : 0
    } finally {
      await raw.logout()
    }
  }
  const arrived = (subject: string) => countIn('ben', 'INBOX', subject)
  const kept = (subject: string) => countIn(user, 'Sent', subject)

  it('sends once what ten requests ask for at the same moment and two servers are at', async () => {
    await Promise.all(Array.from({ length: 10 }, () => put('ten-at-once')))
    await Promise.all([process(), process()])
    await expect.poll(() => arrived('ten-at-once'), { timeout: 20_000 }).toBe(1)
    await process()
    expect([await kept('ten-at-once'), await stateOf('ten-at-once')]).toEqual([1, 'sent'])
  })

  it('loses nothing and repeats nothing unasked, at whatever step the server is killed', async () => {
    const keys: string[] = []
    const unsure: string[] = []
    for (let step = 1; ; step += 1) {
      const key = `killed-at-${step}`
      keys.push(key)
      await put(key)
      const life = new Life(step)
      await process(life)
      // Whatever the dead process held runs out, and another one goes on.
      for (let again = 0; again < 3; again += 1) {
        nowMs += minuteMs
        await process()
      }
      if ((await stateOf(key)) === 'unknown') unsure.push(key)
      else expect([key, await stateOf(key)]).toEqual([key, 'sent'])
      if (!life.isOver) break
    }
    expect(keys.length).toBeGreaterThan(15)
    // Only those that were killed between the first byte and the answer: nobody can know, and the person is told.
    expect(unsure.length).toBeLessThan(keys.length / 2)
    const sure = keys.filter((key) => !unsure.includes(key))
    for (const key of sure) {
      await expect.poll(() => arrived(key), { timeout: 20_000, interval: 500 }).toBeGreaterThan(0)
    }
    const counts = await countsBySubject('ben', 'INBOX')
    const copies = await countsBySubject(user, 'Sent')
    expect(sure.map((key) => [key, counts.get(key), copies.get(key)])).toEqual(sure.map((key) => [key, 1, 1]))
    for (const key of unsure) expect(counts.get(key) ?? 0).toBeLessThanOrEqual(1)
  }, 240_000)

  async function countsBySubject(uid: string, folder: string): Promise<Map<string, number>> {
    const raw = await rawImap(platform, uid)
    const counts = new Map<string, number>()
    try {
      await raw.mailboxOpen(folder)
      for await (const { envelope } of raw.fetch('1:*', { envelope: true })) {
        const subject = envelope?.subject ?? ''
        counts.set(subject, (counts.get(subject) ?? 0) + 1)
      }
    } finally {
      await raw.logout()
    }
    return counts
  }

  it('goes on trying while a server says later, and tells its words when it says no', async () => {
    const answers = [451, 451, 554]
    const impostor = await startImpostor({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('As it is'), { responseCode: answers.shift() ?? 250 })))
      },
    })
    try {
      await put('said-later')
      for (const expected of ['later', 'later', 'failed']) {
        await process(undefined, impostor.submission)
        expect(await stateOf('said-later')).toBe(expected)
        nowMs += 5 * minuteMs
      }
      const entry = await outbox().withKey(user, 'said-later'.padEnd(20, '-'))
      expect(entry?.fault).toMatchObject({
        type: 'message-refused',
        serverSaid: expect.stringContaining('As it is') as string,
      })
    } finally {
      await impostor.stop()
    }
  })

  it('is told by address who was refused, while the others got it', async () => {
    const { outboxId } = (await acceptedWith(['nobody-here@example.gov'])) as { outboxId: string }
    await process()
    const entry = await outbox().find(user, outboxId)
    expect(entry).toMatchObject({ state: 'in-part', result: { refused: [{ address: 'nobody-here@example.gov' }] } })
    await expect.poll(() => arrived('in-part'), { timeout: 20_000 }).toBe(1)
  })

  const acceptedWith = (others: string[]) =>
    acceptMessage(feature(), session(), {
      ...{ idempotencyKey: 'in-part'.padEnd(20, '-'), from, cc: [], bcc: [], subject: 'in-part', text: 'Hello' },
      to: [to, ...others].map((address) => ({ name: '', address })),
      ...{ answering: null, undoSeconds: 0, composer: '{}' },
    })

  async function startImpostor(behaviour: SMTPServerOptions) {
    const tls = join(platform.caFile, '..')
    const server = new SMTPServer({
      ...{ secure: true, cert: readFileSync(join(tls, 'server.pem')), key: readFileSync(join(tls, 'server.key')) },
      ...{ authMethods: ['XOAUTH2'], onAuth: (_auth, _session, done) => done(null, { user }) },
      ...behaviour,
    })
    server.on('error', () => undefined)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.server.address() as AddressInfo
    const submission = new SmtpSubmission({ host: '127.0.0.1', port, caFile: platform.caFile, startTls: false })
    return { submission, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) }
  }
})
