import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { holdInMemory } from '#server/mail/message-bytes.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { messageIdOf } from '#server/mail/reference-ids.ts'
import { SmtpSubmission } from '#server/mail/smtp/smtp-submission.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import type { SendLease } from '#server/storage/sends.ts'
import { redirectThis } from './redirect-message.ts'

const user = 'hana'
const body = ['Grüße,', '.hidden dot', '', '\ttab and  two spaces ', '=?not encoded?=', 'End', ''].join('\r\n')
const header = ['From: Ann Lee <ann@harbour.example>', 'To: hana@example.gov', 'Bcc: quiet@harbour.example']

describe('Redirecting on Postfix and Dovecot', () => {
  const platform = realPlatform()
  const { address: from, name } = personOf(platform, user)
  const { address: to } = personOf(platform, 'ben')
  const subject = `Redirected ${Date.now()}`
  let mail: MailAccount
  let mine: ImapFlow
  let theirs: ImapFlow
  beforeAll(async () => {
    mail = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
    ;[mine, theirs] = await Promise.all([rawImap(platform, user), rawImap(platform, 'ben')])
  })
  afterAll(async () => {
    mail.close()
    await Promise.all([mine.logout(), theirs.logout()])
  })

  async function sourceOf(box: ImapFlow, folder: string): Promise<string> {
    await box.mailboxOpen(folder)
    const found = await box.search({ subject }, { uid: true })
    const newest = found ? found.at(-1) : undefined
    const message = newest !== undefined && (await box.fetchOne(String(newest), { source: true }, { uid: true }))
    await box.mailboxClose()
    return message ? (message.source?.toString('latin1') ?? '') : ''
  }

  it('arrives with its body byte for byte, from its author, sent on by the person, and is kept in Sent', async () => {
    const type = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit'
    const source = Buffer.from(
      `${[...header, `Subject: ${subject}`, 'MIME-Version: 1.0', type].join('\r\n')}\r\n\r\n${body}`,
    )
    const stored = await mine.append('INBOX', source, ['\\Seen'])
    if (!stored || stored.uid === undefined) throw new Error('It was not stored')
    const reference = { folder: 'INBOX', validity: String(stored.uidValidity), uid: stored.uid }
    const services = {
      submission: new SmtpSubmission({
        ...{ host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false },
      }),
      identityOf: () => tokenIdentity(platform, user),
      messageLimitBytes: 10_000_000,
      hold: holdInMemory,
      serverKeepsCopies: false,
      uploads: { find: () => Promise.resolve(null), open: () => Promise.reject(new Error('There are no files')) },
      writesAs: () => Promise.resolve({ name: '', replyTo: '' }),
      delegation: () => Promise.resolve(null),
    }
    const session = { signedIn: { user, name, addresses: [from] }, mail } as unknown as LiveSession
    const lease = { handOver: () => Promise.resolve(), settle: () => Promise.resolve() } as unknown as SendLease
    const redirecting = { messageId: messageIdOf(reference), idempotencyKey: 'redirect-000000000000001', from }
    const result = await redirectThis(services, session, { ...redirecting, to: [{ name: '', address: to }] }, lease)
    expect(result).toMatchObject({ outcome: 'accepted', refused: [] })

    await expect.poll(() => sourceOf(theirs, 'INBOX'), { timeout: 20_000 }).not.toBe('')
    const arrived = await sourceOf(theirs, 'INBOX')
    expect(arrived.slice(arrived.indexOf('\r\n\r\n') + 4)).toBe(Buffer.from(body).toString('latin1'))
    expect(arrived).toMatch(/^From: Ann Lee <ann@harbour\.example>\r$/m)
    expect(arrived).toMatch(new RegExp(`^Resent-From: .*<${from}>\r$`, 'm'))
    expect(arrived).not.toContain('quiet@harbour.example')
    expect(await sourceOf(mine, 'Sent')).toContain(`Resent-To: ${to}`)
    const [marks] = await mail.marksOf([reference])
    expect(marks?.flags).toContain('forwarded')
  })
})
