import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageSort, type MessageSort } from '#contract/message-order.ts'
import { isProblem } from '#server/problem.ts'
import type { Order } from '../../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../../testing/real-mail.ts'
import { tlsTrust } from '../../tls-server.ts'
import { ImapAccount } from '../account.ts'
import { connectImap } from '../connect.ts'
import { ConversationCache } from '../conversations/conversation-cache.ts'
import { InTurn } from '../in-turn.ts'
import { RowCache } from '../row-cache.ts'
import { OrderCache } from './order-cache.ts'

const user = 'jonas'
const folder = 'Ordered'

/** Dovecot, as a server would be that cannot do some of what it can. */
function without(...missing: string[]): ImapAccount {
  const platform = realPlatform()
  const server = imapServer(platform)
  const identity = tokenIdentity(platform, user)
  const open = async () => {
    const client = await connectImap({ server, trust: tlsTrust(server) }, user, await identity.secret())
    for (const capability of missing) client.capabilities.delete(capability)
    return client
  }
  return new ImapAccount(identity, open, {
    rows: new RowCache(),
    moves: new InTurn(),
    orders: new OrderCache(),
    conversations: new ConversationCache(),
  })
}

describe('On a server that can do less', () => {
  const whole = without()
  const noPartial = without('ESORT', 'ESEARCH', 'CONTEXT=SEARCH', 'CONTEXT=SORT')
  const noSort = without('SORT', 'ESORT', 'CONTEXT=SEARCH')

  beforeAll(async () => {
    const raw = await rawImap(realPlatform(), user)
    await raw.mailboxCreate(folder)
    for (let index = 0; index < 12; index += 1) {
      const type = index % 3 === 0 ? 'multipart/mixed; boundary=b' : 'text/plain'
      const name = String.fromCharCode(97 + ((index * 7) % 12))
      const source = `From: ${name} <${name}@example.gov>\r\nTo: ada@example.gov\r\nSubject: ${name}\r\nContent-Type: ${type}\r\n\r\n${'x'.repeat((index * 5) % 12)}\r\n`
      await raw.append(folder, source, index % 4 === 0 ? ['\\Seen'] : index % 5 === 0 ? ['\\Flagged'] : [])
    }
    await raw.logout()
  })
  afterAll(() => {
    for (const account of [whole, noPartial, noSort]) account.close()
  })

  const uids = async (account: ImapAccount, order: Order, offset = 0, limit = 50) =>
    (await account.window(folder, offset, limit, order)).items.map(({ reference }) => reference.uid)

  it.each(messageSort.options)('the order by %s is the same without partial results', async (sort) => {
    for (const reverse of [false, true]) {
      const expected = await uids(whole, { sort, reverse })
      expect(expected).toHaveLength(12)
      expect(await uids(noPartial, { sort, reverse })).toEqual(expected)
      expect(await uids(noPartial, { sort, reverse }, 3, 4)).toEqual(expected.slice(3, 7))
      const last = { folder, validity: '', uid: expected[11] ?? 0 }
      last.validity = (await whole.window(folder, 0, 1)).items[0]?.reference.validity ?? ''
      expect(await noPartial.positionOf(last, { sort, reverse })).toBe(11)
    }
  })

  it('without SORT there are the orders that need none, and the others say so', async () => {
    const possible: MessageSort[] = ['arrived', 'unread', 'flagged', 'attachment']
    expect(await noSort.sorts()).toEqual(possible)
    for (const sort of messageSort.options) {
      const order = { sort, reverse: false }
      if (possible.includes(sort)) expect(await uids(noSort, order)).toEqual(await uids(whole, order))
      else await expect(uids(noSort, order)).rejects.toSatisfy((error) => isProblem(error, 'sorting-unavailable'))
    }
  })

  it('incoming mail is marked by whether something is attached, which is not shown as a label', async () => {
    const platform = realPlatform()
    const address = platform.people.find(({ uid }) => uid === user)?.address ?? ''
    const before = (await whole.window('INBOX', 0, 1)).total
    const part =
      'Content-Type: application/zip; name=a.zip\r\nContent-Disposition: attachment; filename=a.zip\r\n\r\nPK'
    const mixed = `From: ben@example.gov\r\nTo: ${address}\r\nSubject: With\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n${part}\r\n--b--\r\n`
    const arrived = new Promise<void>((resolve) => {
      const stop = whole.watch((change) => {
        if (change.type !== 'arrived' || change.folder !== 'INBOX' || change.total <= before) return
        stop()
        resolve()
      })
    })
    await platform.deliver(mixed, address)
    await arrived
    const raw = await rawImap(platform, user)
    await raw.mailboxOpen('INBOX')
    const message = await raw.fetchOne('*', { flags: true })
    await raw.logout()
    expect(message && [...(message.flags ?? [])]).toContain('$HasAttachment')
    const [row] = (await whole.window('INBOX', 0, 1, { sort: 'attachment', reverse: false })).items
    expect(row).toMatchObject({ subject: 'With', hasAttachment: true, labels: [] })
  })
})
