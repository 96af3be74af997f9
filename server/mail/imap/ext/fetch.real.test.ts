import type { FlagsEvent, ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../../testing/real-mail.ts'
import { sharedTlsTrust } from '../../tls-server.ts'
import { connectImap } from '../connect.ts'
import { storeAndTell } from './change.ts'
import { fetchEach, fetchMany, fetchRows } from './fetch.ts'

const user = 'hana'
const folder = 'Marked by another'
/** Without what the server notes for itself. */
const shown = (flags: Iterable<string> = []) =>
  [...flags].filter((flag) => flag.startsWith('\\') && flag !== '\\Recent')

describe('marks that another program changes while something else is asked', () => {
  let client: ImapFlow
  let other: ImapFlow
  let uids: number[] = []
  let heard: [uid: number | undefined, flags: string[]][] = []

  beforeAll(async () => {
    const platform = realPlatform()
    const server = imapServer(platform)
    const secret = await tokenIdentity(platform, user).secret()
    client = await connectImap({ server, trust: sharedTlsTrust(server) }, user, secret)
    other = await rawImap(platform, user)
    await other.mailboxCreate(folder)
    for (const subject of ['One', 'Two', 'Three']) await other.append(folder, `Subject: ${subject}\r\n\r\nx\r\n`)
    await other.mailboxOpen(folder)
    await client.mailboxOpen(folder)
    uids = (await fetchRows(client, { from: 1, to: 3 }, [])).map(({ uid }) => uid)
    client.on('flags', ({ uid, flags }: FlagsEvent) => {
      heard.push([uid, shown(flags)])
    })
  })
  afterAll(async () => {
    client.close()
    await other.mailboxDelete(folder)
    await other.logout()
  })

  const uidAt = (sequence: number) => uids[sequence - 1] ?? 0
  const asked: [string, () => Promise<number[]>][] = [
    ['a stretch', async () => (await fetchRows(client, { from: 2, to: 2 }, ['FLAGS'])).map(({ uid }) => uid)],
    ['places', async () => (await fetchRows(client, { sequences: [2] }, ['FLAGS'])).map(({ uid }) => uid)],
    ['names', async () => (await fetchRows(client, { uids: [uidAt(2)] }, ['FLAGS'])).map(({ uid }) => uid)],
    ['many names', async () => [...(await fetchMany(client, [uidAt(2)], ['FLAGS'])).keys()]],
    [
      'what is marked by us',
      async () => {
        const told: number[] = []
        await storeAndTell(client, [uidAt(2)], '+', ['\\Answered'], (uid) => told.push(uid))
        await storeAndTell(client, [uidAt(2)], '-', ['\\Answered'], () => undefined)
        return told
      },
    ],
  ]
  it.each(asked)('are no answer to it, and are heard of: %s', async (_what, ask) => {
    heard = []
    await other.messageFlagsAdd('1', ['\\Flagged'])
    expect(await ask()).toEqual([uidAt(2)])
    expect(heard).toEqual([[uidAt(1), ['\\Flagged']]])
    await other.messageFlagsRemove('1', ['\\Flagged'])
    await client.noop()
  })

  it('are heard of where they are of a message that was asked for', async () => {
    heard = []
    const rows: string[][] = []
    await other.messageFlagsAdd('2', ['\\Flagged'])
    await fetchEach(client, { from: 2, to: 3 }, ['FLAGS'], ({ flags }) => rows.push(shown(flags)))
    expect(rows).toContainEqual(['\\Flagged'])
    expect(heard).toEqual([[uidAt(2), ['\\Flagged']]])
  })
})
