import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type Adapters, type App } from '#server/app.ts'
import { parseConfig, type Config, type ConfigFile } from '#server/config.ts'
import { MemoryDirectory } from '#server/mail/testing/memory-directory.ts'
import { emptyLetter, MemoryMail } from '#server/mail/testing/memory-mail.ts'
import type { MemoryMailbox } from '#server/mail/testing/memory-mailbox.ts'
import { MemorySubmission } from '#server/mail/testing/memory-submission.ts'
import { createLogger } from '#server/observability/logger.ts'
import { PictureRefused, type PictureSource } from '#server/pictures/picture-source.ts'
import { bounds } from '#server/server.ts'
import type { Storage } from '#server/storage/database.ts'
import { openSealer } from '#server/storage/sealing.ts'
import type { Uploads } from '#server/storage/uploads.ts'
import { TestBrowser } from './test-browser.ts'
import { openTestStorage } from './test-storage.ts'

const publicOrigin = 'http://localhost:8080'
export const adaPassword = 'ada-demo-pass'

/** Nothing leads out of a test. */
const noPictures: PictureSource = { fetch: () => Promise.reject(new PictureRefused('network')) }

/** The whole server over HTTP, with a mail server, a submission server and a directory in memory. */
export interface TestApp {
  app: App
  url: string
  mail: MemoryMail
  mailbox: MemoryMailbox
  submission: MemorySubmission
  directory: MemoryDirectory
  storage: Storage
  uploads: Uploads
  storageDirectory: string
  log: string[]
  /** A browser that has not signed in. */
  browser(): TestBrowser
  /** A browser in which Ada has signed in. */
  signedIn(): Promise<TestBrowser>
  stop(): Promise<void>
}

function testConfig(storageDirectory: string, changes: Partial<ConfigFile> = {}): Config {
  const server = { host: '127.0.0.1', port: 1 }
  const isAskedTwice = (changes.signIn?.secondStep ?? 'off') !== 'off'
  const file: ConfigFile = {
    organisation: 'Department of Public Works',
    http: { port: 8080, publicUrl: publicOrigin },
    storage: { directory: storageDirectory },
    mail: { imap: server, submission: server },
    ...(isAskedTwice && {
      directory: { ...server, bindDn: 'cn=reader', passwordFile: 'password', baseDn: 'dc=example' },
    }),
    ...changes,
  }
  return parseConfig(file, { file: 'test.yaml', baseDirectory: storageDirectory })
}

export async function startTestApp(
  changes: Partial<ConfigFile> = {},
  adapters: Partial<
    Pick<
      Adapters,
      'now' | 'otherDirectories' | 'pictures' | 'oneClick' | 'scripts' | 'aliases' | 'senders' | 'cardServers'
    >
  > = {},
): Promise<TestApp> {
  const storageDirectory = mkdtempSync(join(tmpdir(), 'curbcut-server-'))
  const storage = await openTestStorage(storageDirectory)
  const mail = new MemoryMail()
  const mailbox = mail.addPerson('ada', adaPassword)
  mail.addPerson('ben', 'ben-demo-pass')
  const directory = new MemoryDirectory([
    { userName: 'ada', name: 'Ada Lindqvist', addresses: ['ada.lindqvist@example.gov', 'ada@example.gov'] },
    { userName: 'ben', name: 'Ben Okafor', addresses: ['ben.okafor@example.gov'] },
  ])
  const submission = new MemorySubmission()
  const log: string[] = []
  const logger = createLogger('debug', { write: (line) => log.push(line) })
  const app = createApp(testConfig(storageDirectory, changes), {
    storage,
    sealer: openSealer(storageDirectory),
    logger,
    accounts: mail,
    submission,
    directory,
    directoryBrowser: null,
    otherDirectories: [],
    aliases: null,
    lists: null,
    senders: null,
    scripts: null,
    cardServers: { servers: [], open: () => null },
    pictures: noPictures,
    oneClick: { leave: () => Promise.resolve(false) },
    tokenMint: null,
    probes: [{ name: 'directory', check: () => directory.check() }],
    ...adapters,
  })
  const server = createServer(bounds, app.express)
  const url = await listen(server)
  const browser = () => new TestBrowser(url, publicOrigin, log)
  return {
    app,
    url,
    mail,
    mailbox,
    submission,
    directory,
    storage,
    uploads: app.uploads,
    storageDirectory,
    log,
    browser,
    async signedIn() {
      const fresh = browser()
      await fresh.signIn('ada', adaPassword)
      return fresh
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await app.close()
      rmSync(storageDirectory, { recursive: true, force: true })
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Puts letters with these subjects into the inbox, the last the newest. */
export function fillInbox({ mailbox }: Pick<TestApp, 'mailbox'>, subjects: readonly string[]): void {
  const inbox = mailbox.folder('INBOX')
  for (const [index, subject] of subjects.entries()) {
    inbox.add({
      ...emptyLetter(),
      from: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
      to: [{ name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }],
      subject,
      text: `Text of ${subject}`,
      receivedAtMs: 1_700_000_000_000 + index * 60_000,
      sizeBytes: 1_000,
      messageId: `<${index}@example.gov>`,
      parts: [{ partId: '2', name: 'plan.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-plan') }],
    })
  }
}
