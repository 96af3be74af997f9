import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importMessages } from '#platform/dovecot/import.ts'
import { largeMailbox } from '#platform/seed/large-mailbox.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { Job } from './job.ts'
import { messageSetsOf, presentChanged } from '#server/mail/message-sets.ts'
import { inMemory } from '#server/mail/message-bytes.ts'
import type { Change } from './step.ts'

const user = 'hana'
const many = 1_000

describe('A job on Dovecot', () => {
  const platform = realPlatform()
  let account: MailAccount

  beforeAll(async () => {
    const raw = await rawImap(platform, user)
    await raw.mailboxCreate('Moved')
    await raw.logout()
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
  })
  afterAll(() => account.close())

  const fill = (folder: string, count = many) =>
    importMessages(platform, user, folder, largeMailbox(count, personOf(platform, user), new Date()), () => undefined)
  const start = async (folder: string, change: Change, onProgress: (job: Job) => void = () => undefined) => {
    const picked = await account.pick(folder, {})
    const job: Job = new Job({
      mail: account.beside(),
      steps: [{ ...picked, change }],
      onProgress: () => onProgress(job),
    })
    return job
  }
  const undo = async (job: Job) => {
    const undoing = new Job({ mail: account.beside(), steps: job.undo.all(), onProgress: () => undefined })
    await undoing.ended
    return undoing.progress()
  }
  const total = async (folder: string) => (await account.window(folder, 0, 1)).total
  /** Every message by what never changes about it, to see that none is lost or there twice. */
  const contents = async (folder: string) => {
    const client = await rawImap(platform, user)
    try {
      await client.mailboxOpen(folder)
      const rows = await client.fetchAll('1:*', { envelope: true, flags: true })
      return rows
        .map(
          ({ envelope, flags }) =>
            `${envelope?.messageId} ${[...(flags ?? [])]
              .filter((f) => f !== '\\Recent')
              .sort()
              .join()}`,
        )
        .sort()
    } finally {
      await client.logout()
    }
  }

  it('leaves room for other requests, and puts everything back as it was', async () => {
    await fill('Bulk')
    const before = await contents('Bulk')
    const job = await start('Bulk', { kind: 'move', to: 'Moved' })
    let answered = 0
    while (job.isRunning) {
      await account.window('Moved', 0, 50)
      answered += 1
    }
    expect(answered).toBeGreaterThan(2)
    expect(job.progress()).toMatchObject({ state: 'done', total: many, done: many, gone: 0, failed: 0 })
    expect([await total('Bulk'), await total('Moved')]).toEqual([0, many])
    expect(await undo(job)).toMatchObject({ state: 'done', done: many })
    expect(await contents('Bulk')).toEqual(before)
  })

  it('brings all of a deleted folder back, by the short name that its messages have together in Trash', async () => {
    await fill('Doomed')
    const before = await contents('Doomed')
    const { gone } = await account.folderChanges.remove('Doomed')
    const told = presentChanged(gone.flatMap(({ moved }) => moved ?? []))
    const names = 'sets' in told ? told.sets : []
    expect(names.join().length).toBeLessThan(1_000)
    const { path } = await account.folderChanges.create(null, 'Doomed')
    const steps = messageSetsOf(names).map((set) => ({ ...set, change: { kind: 'move', to: path } as const }))
    const job = new Job({ mail: account.beside(), steps, onProgress: () => undefined })
    await job.ended
    expect(job.progress()).toMatchObject({ state: 'done', done: many, gone: 0, failed: 0 })
    expect(await contents('Doomed')).toEqual(before)
  })

  it('marks what it moves, and takes both back', async () => {
    const before = await contents('Bulk')
    const marks = { add: ['flagged' as const], labels: ['tried'] }
    const job = await start('Bulk', { kind: 'move', to: 'Moved', marks })
    await job.ended
    expect(job.progress()).toMatchObject({ state: 'done', done: many, failed: 0 })
    const moved = await contents('Moved')
    expect(moved).toHaveLength(many)
    expect(moved.filter((row) => !row.includes('tried') || !row.includes('Flagged'))).toEqual([])
    await undo(job)
    expect(await contents('Bulk')).toEqual(before)
    expect(await total('Moved')).toBe(0)
  })

  it('puts back the flags each message had', async () => {
    const before = await contents('Bulk')
    const job = await start('Bulk', { kind: 'flags', add: ['seen', 'flagged'], remove: ['answered'] })
    await job.ended
    expect(job.progress()).toMatchObject({ state: 'done', done: many })
    expect((await account.pick('Bulk', { unread: true })).uids).toEqual([])
    expect((await account.pick('Bulk', { flagged: true })).uids).toHaveLength(many)
    await undo(job)
    expect(await contents('Bulk')).toEqual(before)
  })

  /** Restarts the server and waits until it no longer answers; gives back what waits until it does again. */
  const restartUnder = async (mail: MailAccount) => {
    const server = { isBack: false }
    const back = platform.restart('dovecot').then(() => void (server.isBack = true))
    const answers = () =>
      mail.quota().then(
        () => true,
        () => false,
      )
    while (!server.isBack && (await answers()));
    return { back }
  }

  it('goes on after the server was restarted in the middle, does nothing twice and loses nothing', async () => {
    const before = await contents('Bulk')
    const picked = await account.pick('Bulk', {})
    const mail = account.beside()
    let lots = 0
    const restarts: Promise<void>[] = []
    const interrupted: Pick<MailAccount, 'move' | 'close'> = {
      close: () => mail.close(),
      async move(references, to) {
        lots += 1
        if (lots === 2) restarts.push((await restartUnder(mail)).back)
        return mail.move(references, to)
      },
    }
    const steps = [{ ...picked, change: { kind: 'move', to: 'Moved' } as const }]
    const job = new Job({ mail: interrupted as MailAccount, steps, onProgress: () => undefined })
    await job.ended
    await Promise.all(restarts)
    expect(restarts).toHaveLength(1)
    expect(job.progress()).toMatchObject({ state: 'done', done: many, failed: 0, problem: null })
    expect(await total('Bulk')).toBe(0)
    expect(await contents('Moved')).toEqual(before)
  })

  it('does not touch the messages of a folder made anew in the middle', async () => {
    await fill('Renewed', 600)
    const raw = await rawImap(platform, user)
    const renewing: Promise<void>[] = []
    const renew = async () => {
      await raw.mailboxDelete('Renewed')
      await raw.mailboxCreate('Renewed')
      await raw.append('Renewed', 'Subject: Another\r\n\r\nx\r\n')
    }
    const job = await start('Renewed', { kind: 'flags', add: ['flagged'], remove: ['seen'] }, () => {
      if (renewing.length === 0) renewing.push(renew())
    })
    await job.ended
    await Promise.all(renewing)
    expect(job.progress()).toMatchObject({ state: 'done', failed: 0 })
    expect(job.progress().done + job.progress().gone).toBe(600)
    await raw.mailboxOpen('Renewed')
    const [message, ...others] = await raw.fetchAll('1:*', { flags: true })
    await raw.logout()
    expect(others).toEqual([])
    expect([...(message?.flags ?? [])].filter((flag) => !flag.startsWith('$') && flag !== '\\Recent')).toEqual([])
  })

  it('says when a folder may not be written to, without trying every message', async () => {
    const reader = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'emi'))
    try {
      for (let count = 0; count < 3; count += 1)
        await reader.saveSentCopy(inMemory(Buffer.from('Subject: Own\r\n\r\nx\r\n')))
      const picked = await reader.pick('Sent', {})
      const steps = [{ ...picked, change: { kind: 'move', to: 'Other Users/permits' } as const }]
      const job = new Job({ mail: reader.beside(), steps, onProgress: () => undefined })
      await job.ended
      const { length } = picked.uids
      expect(job.progress()).toMatchObject({ state: 'failed', done: 0, failed: length, problem: 'not-allowed' })
      expect((await reader.pick('Sent', {})).uids).toEqual(picked.uids)
    } finally {
      reader.close()
    }
  })
})
