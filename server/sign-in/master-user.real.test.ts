import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowMasterUser } from '#platform/dovecot/master-user.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailIdentity } from '#server/mail/mail-account.ts'
import { inMemory } from '#server/mail/message-bytes.ts'
import { ManageSieveScripts } from '#server/mail/sieve/manage-sieve-scripts.ts'
import { SmtpSubmission } from '#server/mail/smtp/smtp-submission.ts'
import { imapServer, realPlatform } from '#server/mail/testing/real-mail.ts'
import { MasterUser } from './master-user.ts'
import { mailIdentity, type SignedIn } from './signed-in.ts'

const master = { user: 'webmail', password: 'a long secret of the mail servers' }

describe('A master user of the mail servers', () => {
  const platform = realPlatform()
  const { host, ports, caFile } = platform
  let directory: string
  let trust: { forget(): Promise<void> }
  let masterUser: MasterUser
  let used: string[]

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-master-'))
    const passwordFile = join(directory, 'password')
    writeFileSync(passwordFile, master.password)
    used = []
    const settings = { user: master.user, passwordFile, separator: '*', except: ['ben'] }
    masterUser = new MasterUser(settings, (user) => used.push(user))
    trust = await allowMasterUser(platform, master)
  })
  afterAll(async () => {
    await trust.forget()
    rmSync(directory, { recursive: true })
  })

  const as = (user: string): MailIdentity => {
    const signedIn: SignedIn = { user, name: user, addresses: [], isListed: true }
    return mailIdentity(signedIn, { tokenMint: null, masterUser })
  }
  async function foldersOf(user: string): Promise<string[]> {
    const account = new ImapAccounts(imapServer(platform)).resume(as(user))
    try {
      return (await account.folders()).map(({ path }) => path)
    } finally {
      account.close()
    }
  }

  it('opens the mail, the scripts and the sending of the person it names, with what they may see', async () => {
    // Dovecot may still be reading who is trusted.
    await expect.poll(() => foldersOf('farid').catch(() => []), { timeout: 30_000, interval: 500 }).toContain('INBOX')
    expect(used).toContain('farid')
    const scripts = new ManageSieveScripts({ host, port: ports.manageSieve, caFile, startTls: false })
    await (await scripts.open(as('farid'))).close()
    const submission = new SmtpSubmission({ host, port: ports.submission, caFile, startTls: false })
    const letter = Buffer.from('From: farid.nasser@example.gov\r\nSubject: Opened by a master\r\n\r\nHello\r\n')
    const envelope = (from: string) => ({ from, to: ['farid.nasser@example.gov'] })
    const send = (from: string) =>
      submission.submit(as('farid'), envelope(from), inMemory(letter), () => Promise.resolve())
    // Postfix loses its connection to a Dovecot that reads its configuration anew.
    await expect
      .poll(async () => (await send('farid.nasser@example.gov').catch(() => null))?.outcome, { timeout: 30_000 })
      .toBe('accepted')
    await expect(send('ada.lindqvist@example.gov')).rejects.toMatchObject({ type: 'sender-refused' })
  })

  it('opens nothing of who is left out, of nobody, or with another password', async () => {
    await expect(foldersOf('ben')).rejects.toMatchObject({ type: 'wrong-credentials' })
    await expect(foldersOf('nobody')).rejects.toMatchObject({ type: 'wrong-credentials' })
    expect(used).not.toContain('ben')
    writeFileSync(join(directory, 'wrong'), 'wrong')
    const settings = { user: master.user, passwordFile: join(directory, 'wrong'), separator: '*', except: [] }
    masterUser = new MasterUser(settings, () => undefined)
    await expect(foldersOf('farid')).rejects.toMatchObject({ type: 'wrong-credentials' })
  })
})
