import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { isProblem } from '#server/problem.ts'
import type { MailChange } from '../../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../../testing/real-mail.ts'
import { tlsTrust } from '../../tls-server.ts'
import { connectImap } from '../connect.ts'
import { KeptConnection } from '../kept-connection.ts'
import { OrderCache } from '../order/order-cache.ts'
import { RowCache } from '../row-cache.ts'
import { SeenWindows } from '../seen-windows.ts'
import { ConversationCache } from './conversation-cache.ts'
import { ImapConversations } from './imap-conversations.ts'

const user = 'ines'
const folder = 'Long'
const count = 60

/** Conversations that take a folder of sixty messages for a large one, on a Dovecot that may be able to do less. */
class Harness {
  readonly told: Extract<MailChange, { type: 'grouped' }>[] = []
  readonly main: KeptConnection
  readonly conversations: ImapConversations
  #wake: (() => void) | null = null

  constructor(...missing: string[]) {
    const platform = realPlatform()
    const server = imapServer(platform)
    const identity = tokenIdentity(platform, user)
    const open = async () => {
      const client = await connectImap({ server, trust: tlsTrust(server) }, user, await identity.secret())
      for (const capability of missing) client.capabilities.delete(capability)
      return client
    }
    this.main = new KeptConnection({ open })
    const memory = { user, cache: new RowCache(), orders: new OrderCache(), seen: new SeenWindows() }
    this.conversations = new ImapConversations({
      main: this.main,
      open,
      folders: () => Promise.resolve([]),
      memory: { ...memory, conversations: new ConversationCache(), stretch: 10 },
      beginLook: () => () => undefined,
      tell: (change) => {
        if (change.type === 'grouped') this.told.push(change)
        this.#wake?.()
      },
    })
  }

  async until(fits: (change: Harness['told'][number]) => boolean): Promise<void> {
    while (!this.told.some(fits)) await new Promise<void>((resolve) => (this.#wake = resolve))
  }

  async list() {
    const { items, ...window } = await this.conversations.window(folder, 0, 100)
    return { ...window, rows: items.map(({ newest, count: size }) => `${newest.subject} ${size}`) }
  }

  close(): void {
    this.main.close()
    this.conversations.close()
  }
}

const letter = (subject: string, references: string) =>
  `From: a@example.gov\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@long>\r\n${references}\r\nx\r\n`
const answers = (subject: string) => `References: <${subject}@long>\r\n`

describe('A folder too large to group while somebody waits', () => {
  let raw: ImapFlow

  beforeAll(async () => {
    raw = await rawImap(realPlatform(), user)
    await raw.mailboxCreate(folder)
    for (let index = 0; index < count; index += 1) {
      // The last answers the first, and every tenth the one before it.
      const references = index === count - 1 ? answers('M0') : index % 10 === 9 ? answers(`M${index - 1}`) : ''
      await raw.append(folder, letter(`M${index}`, references))
    }
  })
  afterAll(() => raw.logout())

  it('shows its newest conversations at once and says how far it is, then has them all', async () => {
    const harness = new Harness()
    try {
      const first = await harness.list()
      expect(first).toMatchObject({ grouped: 10, messages: count })
      expect([first.rows[0], first.rows.at(-1), first.total]).toEqual(['M59 1', 'M50 1', 10])
      await harness.until(({ grouped }) => grouped === count)
      const whole = await harness.list()
      expect(whole).toMatchObject({ grouped: count, messages: count, total: 54 })
      expect(whole.rows.slice(0, 2)).toEqual(['M59 2', 'M58 1'])
      expect(whole.rows.filter((row) => row.endsWith(' 2'))).toHaveLength(6)
      expect(harness.told.at(-1)).toEqual({ type: 'grouped', folder, total: 54, grouped: count, messages: count })
    } finally {
      harness.close()
    }
  })

  it('puts a new answer into a conversation far back, and drops what went meanwhile', async () => {
    const harness = new Harness()
    try {
      await harness.list()
      await harness.until(({ grouped }) => grouped === count)
      await raw.append(folder, letter('Late', answers('M4')))
      await raw.mailboxOpen(folder)
      await raw.messageDelete('2')
      const before = await harness.list()
      expect([before.rows[0], before.messages]).toEqual(['Late 1', count])
      await harness.until(({ total, messages }) => messages === count && total === 53)
      const after = await harness.list()
      expect([after.rows[0], after.rows.includes('M4 1'), after.rows.includes('M1 1')]).toEqual([
        'Late 2',
        false,
        false,
      ])
    } finally {
      harness.close()
    }
  })

  it('has the same conversations where the server can do less', async () => {
    const expected = new Harness()
    const less = [new Harness('THREAD=REFS'), new Harness('ESEARCH', 'ESORT', 'CONTEXT=SEARCH')]
    try {
      await expected.list()
      await expected.until(({ grouped, messages }) => grouped === messages)
      const { rows } = await expected.list()
      for (const harness of less) {
        await harness.list()
        await harness.until(({ grouped, messages }) => grouped === messages)
        expect((await harness.list()).rows).toEqual(rows)
      }
    } finally {
      for (const harness of [expected, ...less]) harness.close()
    }
  })

  it('says so where the server cannot group at all', async () => {
    const harness = new Harness('THREAD=REFS', 'THREAD=REFERENCES', 'THREAD=ORDEREDSUBJECT')
    try {
      expect(await harness.conversations.isPossible()).toBe(false)
      await expect(harness.list()).rejects.toSatisfy((error) => isProblem(error, 'grouping-unavailable'))
    } finally {
      harness.close()
    }
  })
})
