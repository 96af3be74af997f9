import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import type { MailAccount, MessageReference } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const user = 'jonas'
let account: MailAccount
let other: ImapFlow

beforeAll(async () => {
  const platform = realPlatform()
  account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
  other = await rawImap(platform, user)
})
afterAll(async () => {
  account.close()
  await other.logout()
})

async function arrived(folder: string): Promise<MessageReference> {
  const put = await other.append(folder, 'Subject: A prize\r\n\r\nSend us the fee.\r\n', ['\\Seen'])
  if (!put || !put.uid || !put.uidValidity) throw new Error('not appended')
  return { folder, validity: String(put.uidValidity), uid: put.uid }
}

async function moveTo(folder: string, reference: MessageReference): Promise<MessageReference> {
  const [result] = await account.move([reference], folder)
  if (!result?.moved) throw new Error('not moved')
  return result.moved
}

/** The keywords that another mail program or a filter sees. */
async function keywords({ folder, uid }: MessageReference): Promise<string[]> {
  await other.mailboxOpen(folder, { readOnly: true })
  const found = await other.fetchOne(String(uid), { flags: true }, { uid: true })
  return found && found.flags ? [...found.flags].filter((flag) => /^\$(not)?junk$/i.test(flag)).sort() : []
}

describe('Moving mail to Junk and out of it', () => {
  it('tells filters that it is junk, and that it is not, by the registered keywords', async () => {
    const inJunk = await moveTo('Junk', await arrived('INBOX'))
    expect(await keywords(inJunk)).toEqual(['$Junk'])
    const back = await moveTo('INBOX', inJunk)
    expect(await keywords(back)).toEqual(['$NotJunk'])
    expect(await keywords(await moveTo('Junk', back))).toEqual(['$Junk'])
  })

  it('says nothing about mail that goes elsewhere, or from Junk to Trash', async () => {
    expect(await keywords(await moveTo('Archive', await arrived('INBOX')))).toEqual([])
    expect(await keywords(await moveTo('Trash', await arrived('Junk')))).toEqual([])
  })
})
