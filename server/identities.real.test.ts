import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holdInMemory } from '#server/mail/message-bytes.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { SmtpSubmission } from '#server/mail/smtp/smtp-submission.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { prepareMessage } from './features/sending/send-message.ts'
import type { Storage } from '#server/storage/database.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { IdentityBook } from './features/identities/identity-book.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'

describe('Identities on Postfix and Dovecot', () => {
  const platform = realPlatform()
  const { name, address: main } = personOf(platform, 'ada')
  const alias = main.replace(/^.*@/, 'ada@')
  const tagged = main.replace('@', '+lists@')
  const signedIn = { user: 'ada', name, addresses: [main, alias] }
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-identities-'))
  const submission = new SmtpSubmission({
    ...{ host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false },
  })
  let storage: Storage
  let account: MailAccount
  let book: IdentityBook

  beforeAll(async () => {
    storage = await openTestStorage(directory)
    book = new IdentityBook(new PersonNotes(storage.database, openSealer(directory)), signedIn)
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'ada'))
  })
  afterAll(async () => {
    account.close()
    await storage.close()
    rmSync(directory, { recursive: true, force: true })
  })

  async function send(from: string, subject: string) {
    const services = {
      uploads: { find: () => Promise.resolve(null), open: () => Promise.reject(new Error('There are no files')) },
      messageLimitBytes: 1_000_000,
      hold: holdInMemory,
      writesAs: (_person: unknown, address: string) => book.of(address),
      delegation: () => Promise.resolve(null),
    }
    const { envelope, built } = await prepareMessage(
      services,
      signedIn,
      account,
      {
        ...{ idempotencyKey: subject, from, to: [{ name: '', address: personOf(platform, 'ben').address }] },
        ...{ cc: [], bcc: [], subject, text: 'Hello', answering: null },
      },
      Date.now(),
    )
    return submission.submit(tokenIdentity(platform, 'ada'), envelope, built.toSend, () => Promise.resolve())
  }

  async function arrived(subject: string): Promise<string> {
    const ben = await rawImap(platform, 'ben')
    try {
      await ben.mailboxOpen('INBOX')
      let source = ''
      const look = async () => {
        await ben.noop()
        const uids = await ben.search({ header: { subject } }, { uid: true })
        const [uid] = uids === false ? [] : (uids ?? [])
        const found = uid === undefined ? false : await ben.fetchOne(String(uid), { source: true }, { uid: true })
        source = found === false ? '' : (found.source?.toString() ?? '')
        return source
      }
      await expect.poll(look, { timeout: 20_000 }).not.toBe('')
      return source
    } finally {
      await ben.logout()
    }
  }

  it.each([
    ['an alias', alias],
    ['an address with a tag', tagged],
  ])('let a message go from %s, with its name and Reply-To', async (what, from) => {
    const subject = `identity-of-${what.replaceAll(' ', '-')}-${Date.now()}`
    const answers = 'desk@example.gov'
    const signature = { signature: '', signatureDocument: null, place: 'above' as const }
    await book.save({ address: from, name: 'Ada, permit desk', replyTo: answers, ...signature })
    expect(await send(from, subject)).toMatchObject({ outcome: 'accepted', refused: [] })
    const source = await arrived(subject)
    expect(source).toContain(`\r\nFrom: "Ada, permit desk" <${from}>\r\n`)
    expect(source).toContain(`\r\nReply-To: ${answers}\r\n`)
  })
})
