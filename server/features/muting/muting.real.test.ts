import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount, MessageReference } from '#server/mail/mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import type { Storage } from '#server/storage/database.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Mutes } from '#server/storage/mutes.ts'
import { MuteClock } from './mute-clock.ts'
import { muteConversations } from './mute-conversations.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'

const user = 'hana'
const minuteMs = 60_000

describe('Muting on Dovecot', () => {
  const platform = realPlatform()
  const accounts = new ImapAccounts(imapServer(platform))
  const open = () => accounts.resume(tokenIdentity(platform, user))
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-mute-'))
  const stamp = Date.now()
  let nowMs = stamp
  let storage: Storage
  let account: MailAccount
  let other: ImapFlow

  beforeAll(async () => {
    storage = await openTestStorage(directory)
    account = open()
    other = await rawImap(platform, user)
  })
  afterAll(async () => {
    account.close()
    await other.logout()
    await storage.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const mutesOf = (of: Storage) => new Mutes(of.database, openSealer(directory))
  const look = async (of: Storage) => {
    nowMs += minuteMs
    const failures: unknown[] = []
    const clock = new MuteClock({
      mutes: mutesOf(of),
      openMail: open,
      now: () => nowMs,
      onFailure: (e) => failures.push(e),
    })
    await clock.check()
    await clock.stop()
    expect(failures).toEqual([])
  }
  const idOf = (name: string) => `<${name}-${stamp}@example.gov>`
  async function put(folder: string, name: string, answers?: string): Promise<MessageReference> {
    const head = answers === undefined ? '' : `References: ${idOf(answers)}\r\n`
    const text = `Message-ID: ${idOf(name)}\r\n${head}Subject: ${name} ${stamp}\r\n\r\nx\r\n`
    const made = await other.append(folder, text)
    if (!made || !made.uid) throw new Error('The server does not tell UIDs')
    return { folder, validity: String(made.uidValidity), uid: made.uid }
  }
  const mute = (reference: MessageReference, muted = true) =>
    muteConversations({ mail: account, mutes: mutesOf(storage), user }, [reference], muted)
  const names = async (folder: string) =>
    (await account.window(folder, 0, 50)).items
      .map(({ subject }) => subject)
      .filter((subject) => subject.endsWith(String(stamp)))
      .map((subject) => subject.split(' ')[0])
      .sort()
  /** Whether another mail program sees that it is muted. */
  async function flagsOf({ folder, uid }: MessageReference): Promise<string[]> {
    await other.mailboxOpen(folder, { readOnly: true })
    const found = await other.fetchOne(String(uid), { flags: true }, { uid: true })
    return found && found.flags ? [...found.flags].filter((flag) => flag === '$muted') : []
  }

  it('marks for other programs, and lets answers pass by with nobody signed in, by a process started since', async () => {
    const lunch = await put('INBOX', 'lunch')
    const yes = await put('Sent', 'yes', 'lunch')
    const { changed, conversations } = await mute(lunch)
    expect([changed.length, conversations]).toEqual([2, 1])
    expect([await flagsOf(lunch), await flagsOf(yes)]).toEqual([['$muted'], ['$muted']])

    await put('INBOX', 'no', 'lunch')
    await put('INBOX', 'gate')
    const since = await openTestStorage(directory)
    await look(since)
    expect([await names('INBOX'), await names('Archive')]).toEqual([['gate', 'lunch'], ['no']])
    const [passed] = (await account.window('Archive', 0, 1)).items
    expect(passed?.flags.toSorted()).toEqual(['muted', 'seen'])

    // An answer to what was archived, by now without the beginning in the inbox.
    await account.move([lunch], 'Archive')
    await put('INBOX', 'why', 'no')
    await look(since)
    expect([await names('INBOX'), await names('Archive')]).toEqual([['gate'], ['lunch', 'no', 'why']])
    await since.close()
  })

  it('ends for all of it, and then answers stay', async () => {
    const fence = await put('INBOX', 'fence')
    await mute(fence)
    await mute(fence, false)
    expect(await flagsOf(fence)).toEqual([])
    await put('INBOX', 'paint', 'fence')
    await look(storage)
    expect(await names('INBOX')).toContain('paint')
  })
})
