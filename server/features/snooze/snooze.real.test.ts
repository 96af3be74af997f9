import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import type { Storage } from '#server/storage/database.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { Snoozes } from '#server/storage/snoozes.ts'
import { SnoozeClock } from './snooze-clock.ts'
import { snooze } from './snooze-messages.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'

const user = 'hana'
const hourMs = 60 * 60_000

describe('Snoozing on Dovecot', () => {
  const platform = realPlatform()
  const accounts = new ImapAccounts(imapServer(platform))
  const open = () => accounts.resume(tokenIdentity(platform, user))
  const directory = mkdtempSync(join(tmpdir(), 'curbcut-snooze-'))
  const noon = Date.now()
  let nowMs = noon
  let storage: Storage
  let account: MailAccount

  beforeAll(async () => {
    storage = await openTestStorage(directory)
    account = open()
  })
  afterAll(async () => {
    account.close()
    await storage.close()
    rmSync(directory, { recursive: true, force: true })
  })

  const now = () => nowMs
  /** What one process has of its own: its view of the database, and its clock. */
  const storeOf = (of: Storage) => new Snoozes(of.database, openSealer(directory))
  const clockOn = (of: Storage, openMail: () => MailAccount = open) =>
    new SnoozeClock({ store: storeOf(of), openMail, now, onFailure: () => undefined })
  const run = async (clock: SnoozeClock) => {
    await clock.check()
    await clock.stop()
  }
  const ours = new Set<string>()
  const put = async (...subjects: string[]) => {
    for (const subject of subjects) ours.add(subject)
    const raw = await rawImap(platform, user)
    const references = []
    for (const subject of subjects) {
      const id = `<${subject.replaceAll(' ', '-')}-${noon}@example.gov>`
      const made = await raw.append('INBOX', `Message-ID: ${id}\r\nSubject: ${subject}\r\n\r\nx\r\n`, ['\\Seen'])
      if (!made || !made.uid) throw new Error('The server does not tell UIDs')
      references.push({ folder: 'INBOX', validity: String(made.uidValidity), uid: made.uid })
    }
    await raw.logout()
    return references
  }
  /** Of what was put there: others use this mailbox too. */
  const rows = async (folder: string) => {
    const items = (await account.window(folder, 0, 200)).items.filter(({ subject }) => ours.has(subject))
    return items.map(({ subject, flags }) => `${subject} ${flags.join()}`.trim()).sort()
  }

  it('brings messages back once, by a process started since, with nobody signed in', async () => {
    const references = await put('Back once', 'Back later')
    const [first, second] = references
    if (!first || !second) throw new Error('Nothing was put')
    await snooze({ mail: account, store: storeOf(storage), user, now }, [first], noon + hourMs)
    await snooze({ mail: account, store: storeOf(storage), user, now }, [second], noon + 5 * hourMs)
    expect(await rows('Snoozed')).toEqual(['Back later seen', 'Back once seen'])
    await storage.close()
    storage = await openTestStorage(directory)
    const other = await openTestStorage(directory)
    nowMs = noon + hourMs
    const clocks = [clockOn(storage), clockOn(other)]
    await Promise.all(clocks.map(run))
    await other.close()
    expect(await rows('INBOX')).toEqual(['Back once'])
    expect(await rows('Snoozed')).toEqual(['Back later seen'])
  })

  it('brings nothing back twice after a crash in the middle, nor while the mail server restarts', async () => {
    const crashing = () => {
      const mail = open()
      const move = mail.move.bind(mail)
      mail.move = async (references, to) => {
        await move(references, to)
        throw new Error('crashed')
      }
      return mail
    }
    nowMs = noon + 5 * hourMs
    await run(clockOn(storage, crashing))
    nowMs += hourMs
    const restarting = platform.restart('dovecot')
    await run(clockOn(storage))
    await restarting
    nowMs += hourMs
    await run(clockOn(storage))
    expect(await rows('INBOX')).toEqual(['Back later', 'Back once'])
    expect(await rows('Snoozed')).toEqual([])
    expect(await storeOf(storage).of(user)).toEqual([])
  })

  it('finds by its Message-ID what was moved away before that could be written down', async () => {
    const [reference] = await put('Found again')
    if (!reference) throw new Error('Nothing was put')
    const { messageId } = await account.threadHeaders(reference)
    const store = storeOf(storage)
    await store.begin([{ user, untilMs: nowMs + hourMs, from: reference, folder: 'Snoozed', messageId }], nowMs)
    await account.move([reference], 'Snoozed')
    nowMs += hourMs / 2
    await run(clockOn(storage))
    expect(await store.of(user)).toMatchObject([{ state: 'away', at: { folder: 'Snoozed' } }])
    nowMs += hourMs
    await run(clockOn(storage))
    expect(await rows('INBOX')).toEqual(['Back later', 'Back once', 'Found again'])
  })
})
