import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { MailChange } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const user = 'hana'
const [one, two] = ['Followed one', 'Followed two'] as const

describe('Folders that two pages of a session show', () => {
  let raw: ImapFlow
  beforeAll(async () => {
    raw = await rawImap(realPlatform(), user)
    for (const folder of [one, two]) {
      await raw.mailboxCreate(folder)
      await raw.append(folder, 'Subject: One\r\n\r\nx\r\n')
    }
  })
  afterAll(async () => {
    for (const folder of [one, two]) await raw.mailboxDelete(folder)
    await raw.logout()
  })

  async function mark(folder: string, keyword: string): Promise<void> {
    await raw.mailboxOpen(folder)
    await raw.messageFlagsAdd('1', [keyword])
  }

  /** Somebody with a page for each of two folders, who is told of the marks of messages from now on. */
  async function looksAtTwo() {
    const account = new ImapAccounts(imapServer(realPlatform())).resume(tokenIdentity(realPlatform(), user))
    onTestFinished(() => account.close())
    const told: string[] = []
    const note = (change: MailChange) => {
      if (change.type === 'flags')
        for (const { labels } of change.items) told.push([change.folder, ...labels].join(' '))
    }
    onTestFinished(account.watch(note))
    for (const folder of [one, two]) await account.window(folder, 0, 50)
    let tries = 0
    const hears = async (folder: string) => {
      tries += 1
      await mark(folder, `ready${tries}`)
      return told.some((each) => each.startsWith(folder))
    }
    await expect.poll(() => hears(two), { interval: 500 }).toBe(true)
    return told
  }

  it('are both told of the marks that other programs change, whichever was looked at last', async () => {
    const told = await looksAtTwo()
    for (const [round, folder] of [one, two, one, one, two].entries()) {
      await mark(folder, `work${round}`)
      const isTold = () => told.some((each) => each.startsWith(folder) && each.includes(`work${round}`))
      await expect.poll(isTold).toBe(true)
    }
  })
})
