import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importMessages } from '#platform/dovecot/import.ts'
import { largeMailbox } from '#platform/seed/large-mailbox.ts'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { type Remembered, survey } from './survey.ts'

const user = 'hana'
const folder = 'Weighed'
const many = 3_000

describe('What takes room on Dovecot', () => {
  const platform = realPlatform()
  let account: MailAccount

  beforeAll(async () => {
    const raw = await rawImap(platform, user)
    await raw.mailboxCreate(folder)
    await raw.logout()
    await importMessages(
      platform,
      user,
      folder,
      largeMailbox(many, personOf(platform, user), new Date()),
      () => undefined,
    )
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
  })
  afterAll(async () => {
    account.close()
    const raw = await rawImap(platform, user)
    await raw.mailboxDelete(folder)
    await raw.logout()
  })

  it('is what the server says the messages take, message by message', async () => {
    const remembered: Remembered = new Map()
    const progress: number[] = []
    const report = await survey({
      mail: account,
      remembered,
      tell: ({ looked }) => progress.push(looked),
      isOver: () => false,
    })
    const raw = await rawImap(platform, user)
    try {
      await raw.mailboxOpen(folder)
      const sizes = (await raw.fetchAll('1:*', { size: true })).map(({ size = 0 }) => size)
      const line = report?.folders.find(({ messages }) => messages === many)
      expect(line?.bytes).toBe(sizes.reduce((sum, size) => sum + size, 0))
    } finally {
      await raw.logout()
    }
    expect(report?.complete).toBe(true)
    expect(report?.years.reduce((sum, { messages }) => sum + messages, 0)).toBe(report?.messages)
    expect(report?.sizes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(report?.bytes)
    expect(progress.length).toBeGreaterThan(5)
    expect(progress).toEqual(progress.toSorted((one, other) => one - other))
  })

  it('asks for no message a second time while its folder is as it was', async () => {
    const remembered: Remembered = new Map()
    const ask = () => survey({ mail: account, remembered, tell: () => undefined, isOver: () => false })
    const first = await ask()
    const weighed: string[] = []
    const { weigh } = account.survey
    account.survey.weigh = (path, ...rest) => {
      weighed.push(path)
      return weigh.call(account.survey, path, ...rest)
    }
    expect(await ask()).toEqual(first)
    expect(weighed).toEqual([])
  })
})
