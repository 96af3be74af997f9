import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setRights } from '#platform/dovecot/sharing.ts'
import type { FolderDescription, MailAccount } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const [owner, delegate] = ['jonas', 'hana']
const count = 301
const makingWithinMs = 300_000
const paths = Array.from({ length: count }, (_, at) => `Sites/Site ${String(at).padStart(3, '0')}`)
const full = 'Sites/Site 007'

describe('more folders shared by others than are counted at once, on Dovecot', () => {
  let account: MailAccount
  const asOwner = async (work: (client: ImapFlow) => Promise<void>) => {
    const client = await rawImap(realPlatform(), owner)
    await work(client)
    client.close()
  }
  beforeAll(async () => {
    await asOwner(async (client) => {
      await client.mailboxCreate('Sites')
      // Inside it each has the rights of the one around it.
      await setRights(client, 'Sites', delegate, 'lrswit')
      for (const path of paths) await client.mailboxCreate(path)
      await client.append(full, 'Subject: x\r\n\r\nx')
    })
    account = new ImapAccounts(imapServer(realPlatform())).resume(tokenIdentity(realPlatform(), delegate))
  }, makingWithinMs)
  afterAll(async () => {
    account.close()
    await asOwner(async (client) => {
      for (const path of [...paths, 'Sites']) await client.mailboxDelete(path)
    })
  }, makingWithinMs)

  const shared = (folders: readonly FolderDescription[]) =>
    folders.filter((each) => each.owner === owner && each.name.startsWith('Site '))

  it('are first told without counts, beside one’s own with theirs, and otherwise as they are told with them', async () => {
    const soon = await account.foldersSoon()
    expect(shared(soon)).toHaveLength(count)
    expect(new Set(soon.filter((each) => each.owner !== null && each.holdsMessages).map(({ total }) => total))).toEqual(
      new Set([null]),
    )
    const whole = await account.folders()
    expect(shared(whole).find(({ path }) => path.endsWith(full))).toMatchObject({ total: 1, unread: 1 })
    expect(whole.map(({ total }) => total)).not.toContain(null)
    const counted = new Map(whole.map(({ path, total, unread }) => [path, { total, unread }]))
    const own = soon.filter((each) => each.owner === null)
    expect(own).toEqual(own.map((each) => ({ ...each, ...counted.get(each.path) })))
    const places = (folders: FolderDescription[]) =>
      folders.map(({ path, name, parentPath, role, owner, subscribed }) => ({
        path,
        name,
        parentPath,
        role,
        owner,
        subscribed,
      }))
    expect(places(soon)).toEqual(places(whole))
  })

  it('are counted while a message is being read, which does not wait for that', async () => {
    await account.foldersSoon()
    const order: string[] = []
    await Promise.all([
      account.folders().then(() => order.push('counted')),
      account.window('INBOX', 0, 1).then(() => order.push('window')),
    ])
    expect(order).toEqual(['window', 'counted'])
  })
})
