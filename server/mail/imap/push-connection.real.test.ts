import { describe, expect, it } from 'vitest'
import type { MailChange } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { tlsTrust } from '../tls-server.ts'
import { connectImap } from './connect.ts'
import { PushConnection } from './push-connection.ts'
import { RowCache } from './row-cache.ts'
import { ToldCounts } from './told-counts.ts'

const user = 'jonas'

/** Tells what comes into the inbox; before it asks for anything, it waits for `gate`. */
function startPush() {
  const platform = realPlatform()
  const server = imapServer(platform)
  const told: MailChange[] = []
  const state = { gate: Promise.resolve(), exists: () => 0 }
  const push = new PushConnection({
    async open() {
      const client = await connectImap(
        { server, trust: tlsTrust(server) },
        user,
        await tokenIdentity(platform, user).secret(),
      )
      const status = client.status.bind(client)
      client.status = (...asked) => state.gate.then(() => status(...asked))
      state.exists = () => (client.mailbox ? client.mailbox.exists : 0)
      return client
    },
    ...{ user, cache: new RowCache(), told: new ToldCounts(), onSelect: () => Promise.resolve() },
    changed: () => undefined,
    tell: (change) => told.push(change),
  })
  const named = () =>
    told.flatMap((change) => (change.type === 'arrived' ? change.items.map(({ subject }) => subject) : []))
  return { push, state, named }
}

describe('New mail in the inbox', () => {
  it('is named each message once, also where others go before it is looked at', async () => {
    const raw = await rawImap(realPlatform(), user)
    await raw.mailboxOpen('INBOX')
    const put = (subject: string) =>
      raw.append('INBOX', `From: ben@example.gov\r\nSubject: ${subject}\r\n\r\nHello\r\n`)
    for (const subject of ['old', 'older', 'oldest']) await put(subject)
    const { push, state, named } = startPush()
    try {
      await expect.poll(() => state.exists()).toBeGreaterThan(2)
      const ready = async () => {
        await put('ready')
        return named().length
      }
      await expect.poll(ready, { interval: 500 }).toBeGreaterThan(0)
      const before = raw.mailbox ? raw.mailbox.exists : 0
      const gate = Promise.withResolvers<void>()
      state.gate = gate.promise
      for (const subject of ['one', 'two']) await put(subject)
      await expect.poll(() => state.exists()).toBe(before + 2)
      await raw.messageDelete('1:3')
      await expect.poll(() => state.exists()).toBe(before - 1)
      gate.resolve()
      await expect
        .poll(() =>
          named()
            .filter((subject) => subject !== 'ready')
            .sort(),
        )
        .toEqual(['one', 'two'])
    } finally {
      push.stop()
      await raw.logout()
    }
  })
})
