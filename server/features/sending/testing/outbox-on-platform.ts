import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterAll, beforeAll } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { SmtpSubmission } from '#server/mail/smtp/smtp-submission.ts'
import type { Submission } from '#server/mail/submission-port.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { Storage } from '#server/storage/database.ts'
import { Outbox } from '#server/storage/outbox.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Sends } from '#server/storage/sends.ts'
import { spoolIn } from '#server/storage/spool.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'
import { acceptMessage } from '../accept-message.ts'
import { OutboxClock } from '../outbox-clock.ts'
import { SendOnce } from '../send-once.ts'
import { Life } from './mortal.ts'

const user = 'hana'

/** An outbox of Hana's on Postfix and Dovecot, with a clock of its own and processes that can be killed. Call it in a `describe`. */
export function outboxOnPlatform() {
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
  let storage: Storage
  const now = () => nowMs

  beforeAll(async () => {
    account = open()
    storage = await openTestStorage(directory)
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
    ...{
      outbox: outbox(),
      sends: new Sends(storage.database, sealer, now),
      now,
      onChange: () => undefined,
      submission: postfix,
      messageLimitBytes: 10_000_000,
      hold: spoolIn(directory),
      serverKeepsCopies: false,
    },
    writesAs: () => Promise.resolve({ name: '', replyTo: '' }),
    delegation: () => Promise.resolve(null),
    ...{ uploads: noFiles, keepUploads: () => Promise.resolve() },
    identityOf: () => tokenIdentity(platform, user),
  })
  const put = (key: string, undoSeconds = 0) =>
    acceptMessage(feature(), session(), {
      ...{ idempotencyKey: key.padEnd(20, '-'), from, to: [{ name: '', address: to }], cc: [], bcc: [] },
      ...{ subject: key, text: 'Hello', answering: null, undoSeconds, composer: '{}' },
    })

  /** One process with a view of its own on the database: it works until it is done, or dies at a step. */
  async function process(
    life = new Life(Infinity),
    submission: Submission = postfix,
    openMail = open,
    serverKeepsCopies = false,
  ): Promise<void> {
    const own = await openTestStorage(directory)
    life.onDeath = () => own.close()
    const clock = new OutboxClock({
      outbox: life.lend(new Outbox(own.database, sealer)),
      once: new SendOnce(life.lend(new Sends(own.database, sealer, now))),
      submission: life.lend(submission),
      identityOf: () => tokenIdentity(platform, user),
      openMail: () => life.lend(openMail()),
      serverKeepsCopies,
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
    /** The connection of a session breaks. */
    const cut = (sessionId: string) => {
      const { connections } = server as unknown as { connections: Set<{ id: string; _socket: { destroy(): void } }> }
      for (const { id, _socket } of connections) if (id === sessionId) _socket.destroy()
    }
    return { submission, port, cut, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) }
  }

  /** Time passes, for every process. */
  const pass = (ms: number) => void (nowMs += ms)
  const mail = () => account
  return {
    ...{
      platform,
      user,
      to,
      from,
      directory,
      sealer,
      now,
      postfix,
      outbox,
      feature,
      session,
      mail,
      put,
      process,
      pass,
    },
    ...{ stateOf, countIn, arrived, kept, startImpostor },
  }
}
