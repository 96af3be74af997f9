import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MessageWindow } from '#contract/messages.ts'
import type { Sharing } from '#contract/sharing.ts'
import type { ResponseOf } from '#contract/endpoint.ts'
import type { listOutbox } from '#contract/outbox.ts'
import type { start } from '#contract/session.ts'
import { emptyFields } from './mail/contacts/contact-card.ts'
import { personOf, rawImap, realPlatform } from './mail/testing/real-mail.ts'
import { type Answer, TestBrowser } from './testing/test-browser.ts'
import { TwoServers } from './testing/two-servers.ts'

const people = ['ada', 'ben', 'carmen', 'dov', 'emi']
const browsersEach = 10
const rounds = 4
/** In the middle of this round one server ends. */
const lastOfBoth = 1
/** What one server hands over at the same time. */
const mostInDoubt = 20

describe('Two servers with one PostgreSQL', () => {
  const platform = realPlatform()
  let directory: string
  let servers: TwoServers

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-two-'))
    chmodSync(directory, 0o711)
    servers = await TwoServers.start(platform, directory)
  })
  afterAll(async () => {
    await servers.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  async function signedIn(uid: string): Promise<TestBrowser> {
    const browser = new TestBrowser(servers.url, servers.url)
    expect((await browser.signIn(uid, personOf(platform, uid).password)).status).toBe(200)
    return browser
  }

  it('know each other’s sessions, and end them within a second, streams included', async () => {
    const browser = await signedIn('ben')
    for (let ask = 0; ask < 4; ask += 1) expect((await browser.ask('GET', '/api/session')).status).toBe(200)
    // One stream at each of the two.
    const streams = [await browser.openEvents(), await browser.openEvents()]
    expect((await browser.ask('DELETE', '/api/session')).status).toBe(204)
    for (const stream of streams) await stream.ended
    for (let ask = 0; ask < 2; ask += 1) expect((await browser.ask('GET', '/api/session')).status).toBe(401)
  })

  it('both end what was shared within a minute, for open sessions and streams', { timeout: 120_000 }, async () => {
    const emi = await signedIn('emi')
    const dov = await signedIn('dov')
    const body = {
      ...{ address: personOf(platform, 'dov').address, level: 'delete', writes: 'none', folderIds: null },
      ...{ startsAtMs: null, endsAtMs: null, purpose: '' },
    }
    expect((await emi.ask<Sharing>('POST', '/api/sharing', { body })).status).toBe(200)
    const inbox = Buffer.from('Other Users/emi').toString('base64url')
    /** Of so many requests one after the other half are answered by each. */
    const statuses = async () => {
      const seen: number[] = []
      for (let ask = 0; ask < 4; ask += 1)
        seen.push((await dov.ask('GET', `/api/folders/${inbox}/messages?offset=0&limit=50`)).status)
      return [...new Set(seen)]
    }
    await expect.poll(statuses, { timeout: 60_000 }).toEqual([200])
    const streams = [await dov.openEvents(), await dov.openEvents()]
    try {
      const told = streams.map(({ events }) => events.length)
      const [share] = (await emi.ask<Sharing>('GET', '/api/sharing')).json.items
      expect((await emi.ask('DELETE', `/api/sharing/${share?.id}`)).status).toBe(200)
      await expect.poll(statuses, { timeout: 60_000 }).toEqual([404])
      const toldAnew = () =>
        streams.every(({ events }, at) => events.slice(told[at]).some(({ type }) => type === 'folders'))
      await expect.poll(toldAnew, { timeout: 60_000 }).toBe(true)
    } finally {
      for (const stream of streams) stream.close()
    }
  })

  it('both tell of contacts that were changed at one of them', { timeout: 30_000 }, async () => {
    const browser = await signedIn('carmen')
    const streams = [await browser.openEvents(), await browser.openEvents()]
    try {
      const told = () => streams.map(({ events }) => events.filter(({ type }) => type === 'contacts').length)
      const body = { ...emptyFields, name: 'Nora Vik' }
      expect((await browser.ask('POST', '/api/contacts', { body })).status).toBe(200)
      await expect.poll(told, { timeout: 15_000 }).toEqual([1, 1])
    } finally {
      for (const stream of streams) stream.close()
    }
  })

  it(
    'go on as one when the other is killed: nobody is signed out, each message is sent once or said to be in doubt',
    { timeout: 240_000 },
    async () => {
      // A mailbox is made at the first visit.
      for (const uid of people) await new Work(await signedIn(uid), uid).look()
      const browsers = await Promise.all(
        Array.from({ length: people.length * browsersEach }, (_, number) =>
          signedIn(people[number % people.length] ?? ''),
        ),
      )
      const work = browsers.map((browser, number) => new Work(browser, `Two servers ${number}`))
      const killed: Promise<void>[] = []
      await Promise.all(
        work.map(async (one, number) => {
          for (let round = 0; round < rounds; round += 1) {
            await one.look()
            await one.send(round, personOf(platform, people[number % people.length] ?? '').address)
            if (number === 0 && round === lastOfBoth) killed.push(servers.kill())
          }
        }),
      )
      await Promise.all(killed)
      expect(killed).toHaveLength(1)
      expect(Math.max(...work.map(({ broken }) => broken))).toBeLessThanOrEqual(1)
      await expectEachOnce(browsers.slice(0, people.length), browsers.length * rounds)
    },
  )

  /**
   * Each subject is in the inbox of the one person all was sent to, once. What was being handed over by the server that was
   * killed may be missing (RFC 1047), where its sender is told that it may not have been sent.
   */
  async function expectEachOnce(senders: readonly TestBrowser[], count: number): Promise<void> {
    const raw = await rawImap(platform, 'farid')
    try {
      await raw.mailboxOpen('INBOX')
      const subjects = async () => {
        await raw.noop()
        const found: string[] = []
        for await (const { envelope } of raw.fetch('1:*', { envelope: true })) found.push(envelope?.subject ?? '')
        return found.filter(isOurs)
      }
      await vi.waitFor(
        async () => expect(new Set([...(await subjects()), ...(await inDoubt(senders))]).size).toBe(count),
        { timeout: 120_000, interval: 500 },
      )
      const found = await subjects()
      expect(found).toHaveLength(new Set(found).size)
      expect(found.length).toBeGreaterThanOrEqual(count - mostInDoubt)
    } finally {
      await raw.logout()
    }
  }
})

const isOurs = (subject: string) => subject.startsWith('Two servers ')

/** Subjects of what these people are told may have been sent. */
async function inDoubt(senders: readonly TestBrowser[]): Promise<string[]> {
  const outboxes = await Promise.all(
    senders.map(async (browser) => (await browser.ask<ResponseOf<typeof listOutbox>>('GET', '/api/outbox')).json),
  )
  const items = outboxes.flatMap((outbox) => outbox.items.filter(({ state }) => state === 'unknown'))
  return items.map(({ subject }) => subject).filter(isOurs)
}

/** One of the people at work: what a page does, and that it asks once more when an answer breaks off. */
class Work {
  /** How many requests broke off. */
  broken = 0
  readonly #browser: TestBrowser
  readonly #name: string

  constructor(browser: TestBrowser, name: string) {
    this.#browser = browser
    this.#name = name
  }

  async look(): Promise<void> {
    const { inbox } = (await this.#ask<ResponseOf<typeof start>>('GET', '/api/start')).json
    const folderId = inbox?.folderId
    const list = await this.#ask<MessageWindow>('GET', `/api/folders/${folderId}/messages`)
    expect(list.json.folderId).toBe(folderId)
  }

  async send(round: number, from: string): Promise<void> {
    const body = {
      ...{ idempotencyKey: `${this.#name}-${round}`.replaceAll(' ', '-').padEnd(24, '0'), from, cc: [], bcc: [] },
      ...{ to: [{ name: '', address: 'farid@example.gov' }], subject: `${this.#name} ${round}`, text: 'Hello' },
      ...{ answering: null, undoSeconds: 0, composer: '{}' },
    }
    await this.#ask('POST', '/api/send', { body })
  }

  async #ask<T>(method: string, path: string, options: { body?: unknown } = {}): Promise<Answer<T>> {
    const ask = () => this.#browser.ask<T>(method, path, options)
    const answer = await ask().catch(() => {
      this.broken += 1
      return ask()
    })
    expect(answer.status, `${method} ${path}: ${answer.text}`).toBeLessThan(300)
    return answer
  }
}
