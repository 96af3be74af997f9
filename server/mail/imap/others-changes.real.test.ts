import type { ImapFlow } from 'imapflow'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Flag } from '#contract/messages.ts'
import { readFlags } from '../flags.ts'
import type { FolderPath, MailAccount, Marks, Order } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const user = 'hana'
const folders: FolderPath[] = ['INBOX', 'Changed by others']
const limit = 4
const rounds = 60
/** Another one takes another way through the changes. */
const seed = 7

/** The same numbers each time. */
function drawFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
type Draw = ReturnType<typeof drawFrom>

const rowOf = (uid: number, { flags, labels }: Marks) => [uid, ...[...flags, ...labels].sort()].join(' ')
const uidOf = (row: string) => Number(row.split(' ')[0])

/** Another program, and how it sees the folder. */
class Other {
  readonly client: ImapFlow
  readonly #draw: Draw

  constructor(client: ImapFlow, draw: Draw) {
    this.client = client
    this.#draw = draw
  }

  /** The oldest first. */
  async rows(): Promise<string[]> {
    await this.client.noop()
    const rows: string[] = []
    for await (const { uid, flags } of this.client.fetch('1:*', { flags: true }))
      rows.push(rowOf(uid, readFlags(flags ?? [])))
    return rows
  }

  put(folder: FolderPath): Promise<unknown> {
    const flags = this.#draw(2) === 0 ? [] : ['\\Seen']
    return this.client.append(folder, `Subject: ${this.#draw(1_000)}\r\n\r\nx\r\n`, flags)
  }

  async change(folder: FolderPath): Promise<unknown> {
    const exists = this.client.mailbox ? this.client.mailbox.exists : 0
    const one = String(1 + this.#draw(exists))
    const flag = ['\\Seen', '\\Flagged', 'work'][this.#draw(3)] ?? ''
    const what = this.#draw(10)
    if (what < 4) return this.client.messageFlagsAdd(one, [flag])
    if (what < 7) return this.client.messageFlagsRemove(one, [flag])
    return what === 7 && exists > 2 * limit ? this.client.messageDelete(one) : this.put(folder)
  }
}

/** What a page shows of a folder that it has read once: the marks as they were read or told. */
async function listenTo(account: MailAccount, folder: FolderPath) {
  const marks = new Map<number, Marks>()
  const stop = account.watch((change) => {
    if (!('folder' in change) || change.folder !== folder) return
    if ('items' in change) for (const item of change.items) marks.set(item.reference.uid, item)
  })
  onTestFinished(stop)
  for (const item of (await account.window(folder, 0, 50)).items) marks.set(item.reference.uid, item)
  return marks
}

/** A folder with some messages, over our account and in the hands of another program. */
async function openWith(folder: FolderPath) {
  const platform = realPlatform()
  const account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
  const client = await rawImap(platform, user)
  const draw = drawFrom(seed)
  const other = new Other(client, draw)
  onTestFinished(async () => {
    account.close()
    await client.messageDelete('1:*')
    if (folder !== 'INBOX') await client.mailboxDelete(folder)
    await client.logout()
  })
  await client.mailboxCreate(folder)
  for (let count = 0; count < 3 * limit; count += 1) await other.put(folder)
  await client.mailboxOpen(folder)
  return { account, other, draw }
}

describe.each(folders)('%s, while another program changes it', (folder) => {
  async function open() {
    const { account, other, draw } = await openWith(folder)
    const look = async () => {
      const order: Order = { sort: draw(4) === 0 ? 'subject' : 'arrived', reverse: draw(2) === 0 }
      const offset = draw(3) * limit
      const window = await account.window(folder, offset, limit, order)
      return { ...window, rows: window.items.map((item) => rowOf(item.reference.uid, item)) }
    }
    /** The oldest first, as far as conversations say it. */
    const inConversations = async () => {
      const { items } = await account.conversations.window(folder, 0, 100)
      const messages = items.flatMap((item) => item.messages)
      const flagsOf = ({ unread, flagged }: (typeof messages)[number]): Flag[] => [
        ...(unread ? [] : ['seen' as const]),
        ...(flagged ? ['flagged' as const] : []),
      ]
      return messages
        .toSorted((a, b) => a.reference.uid - b.reference.uid)
        .map((message) => rowOf(message.reference.uid, { flags: flagsOf(message), labels: [] }))
    }
    return { account, other, look, inConversations }
  }

  it('is shown as it is after each change', async () => {
    const { other, look, inConversations } = await open()
    for (let round = 0; round < rounds; round += 1) {
      await other.change(folder)
      const all = await other.rows()
      for (let times = 0; times < 2; times += 1) {
        const { sort, reverse, offset, total, unread, rows } = await look()
        expect({ total, unread }).toEqual({
          total: all.length,
          unread: all.filter((row) => !row.includes('seen')).length,
        })
        const ordered = reverse ? all : all.toReversed()
        if (sort === 'arrived') expect(rows).toEqual(ordered.slice(offset, offset + limit))
        else expect(all).toEqual(expect.arrayContaining(rows))
        expect(rows).toHaveLength(Math.max(0, Math.min(limit, total - offset)))
      }
      expect(await inConversations()).toEqual(all.map((row) => row.replace(' work', '')))
    }
  })

  it('is shown in windows of the size asked for, and every mark is told in the end', async () => {
    const { account, other, look } = await open()
    const marks = await listenTo(account, folder)
    const changeTwice = async () => {
      await other.change(folder)
      await other.change(folder)
    }
    for (let round = 0; round < rounds; round += 1) {
      const [, ...windows] = await Promise.all([changeTwice(), look(), look(), look()])
      for (const { rows } of windows) expect(rows.length).toBeLessThanOrEqual(limit)
    }
    const all = await other.rows()
    const wrong = () =>
      all.filter((row) => {
        const known = marks.get(uidOf(row))
        return known && rowOf(uidOf(row), known) !== row
      })
    await expect.poll(wrong).toEqual([])
  })

  it('is counted among the folders as it is now, also where it is the one that is open', async () => {
    const { account, other } = await open()
    const counted = async () => (await account.folders()).find(({ path }) => path === folder)?.total
    const { total } = await account.window(folder, 0, limit)
    expect(await counted()).toBe(total)
    await other.put(folder)
    expect(await counted()).toBe(total + 1)
  })
})

describe('marks that another program changes in a folder that a page shows', () => {
  const shown = 'Shown on a page'

  async function open(folder: FolderPath) {
    const { account, other } = await openWith(folder)
    const heard: string[] = []
    const listen = () => {
      onTestFinished(
        account.watch((change) => {
          if (change.type === 'flags') for (const item of change.items) heard.push(rowOf(item.reference.uid, item))
        }),
      )
    }
    const { items } = await account.window(folder, 0, limit)
    const uid = items[0]?.reference.uid ?? 0
    const mark = () => other.client.messageFlagsSet({ uid: `${uid}` }, ['\\Flagged'], { uid: true })
    return { account, other, heard, listen, mark, marked: `${uid} flagged` }
  }

  it('are told by themselves where other work has led away from it', async () => {
    const { account, heard, listen, mark, marked } = await open(shown)
    listen()
    await account.pick('Trash', {})
    await mark()
    await expect.poll(() => heard).toContain(marked)
  })

  it('are told when somebody looks at it again after another folder', async () => {
    const { account, heard, listen, mark, marked } = await open(shown)
    listen()
    await account.window('Trash', 0, limit)
    await mark()
    await account.window(shown, 2 * limit, limit)
    await expect.poll(() => heard).toContain(marked)
  })

  it('are told of the thousand newest where there are more', async () => {
    const { account, other, heard, listen } = await open(shown)
    for (let count = 3 * limit; count < 1_003; count += 1) await other.put(shown)
    await account.window(shown, 0, limit)
    listen()
    await account.window('Trash', 0, limit)
    await other.client.messageFlagsSet('1:*', ['\\Flagged'])
    await account.window(shown, 0, limit)
    const newest = (await other.rows()).slice(-1_000)
    await expect.poll(() => heard.toSorted((a, b) => uidOf(a) - uidOf(b))).toEqual(newest)
  })

  it('are told where they came between its reading the inbox and its beginning to listen', async () => {
    const { heard, listen, mark, marked } = await open('INBOX')
    await mark()
    listen()
    await expect.poll(() => heard).toContain(marked)
  })
})
