import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { stringify } from 'yaml'
import type { FolderList } from '#contract/folders.ts'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { SendResult } from '#contract/sending.ts'
import type { Session } from '#contract/session.ts'
import type { ConfigFile } from './config.ts'
import { personOf, rawImap, realPlatform } from './mail/testing/real-mail.ts'
import { freePort } from './testing/free-port.ts'
import { TestBrowser } from './testing/test-browser.ts'

const main = join(import.meta.dirname, 'main.ts')

interface Run {
  process: ChildProcess
  output: () => string
  ended: Promise<number | null>
}

function run(configFile: string): Run {
  const child = spawn(process.execPath, [main, '--config', configFile], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (output += bytes.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return { process: child, output: () => output, ended }
}

describe('The server as a process', () => {
  const platform = realPlatform()
  let directory: string
  let config: ConfigFile
  let configFile: string
  let server: Run
  let url: string

  const write = (name: string, content: unknown) => {
    const file = join(directory, name)
    writeFileSync(file, stringify(content))
    return file
  }

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'curbcut-process-'))
    const { host, ports, caFile, tokens, directoryAccess } = platform
    const port = await freePort()
    url = `http://localhost:${port}`
    config = {
      organisation: 'Department of Public Works',
      http: { port, publicUrl: url },
      storage: { directory: join(directory, 'storage') },
      mail: {
        imap: { host, port: ports.imaps, caFile },
        submission: { host, port: ports.submission, caFile },
        manageSieve: { ...platform.manageSieveStartTls, caFile, startTls: true },
        tokens,
      },
      directory: { host, port: ports.ldaps, caFile, ...directoryAccess },
    }
    configFile = write('config.yaml', config)
    server = run(configFile)
    await ready()
  })
  afterAll(async () => {
    server.process.kill('SIGKILL')
    await server.ended
    rmSync(directory, { recursive: true, force: true })
  })

  const ready = () => vi.waitFor(() => expect(server.output()).toContain('ready at'), { timeout: 50_000 })
  const signIn = async (uid: string, name = uid) => {
    const browser = new TestBrowser(url, url)
    const answer = await browser.ask<Session>('POST', '/api/session', {
      body: { name, password: personOf(platform, uid).password },
    })
    expect(answer.status).toBe(200)
    return { browser, session: answer.json }
  }

  it('is ready when IMAP, submission, ManageSieve and the directory answer', async () => {
    const answer = await new TestBrowser(url, url).ask('GET', '/health/ready')
    expect(answer.json).toEqual({
      ready: true,
      checks: { imap: true, submission: true, manageSieve: true, directory: true },
    })
  })

  it('signs people in by user name, address or alias and knows their addresses', async () => {
    for (const name of ['ada', 'ada.lindqvist@example.gov', 'A.Lindqvist@example.gov']) {
      const { session } = await signIn('ada', name)
      expect(session.person).toEqual({
        name: 'Ada Lindqvist',
        address: 'ada.lindqvist@example.gov',
        addresses: ['ada.lindqvist@example.gov', 'ada@example.gov', 'a.lindqvist@example.gov'],
      })
    }
  })

  it('tells a page that begins to listen how the inbox is, for what came may have been told to another page', async () => {
    const page = (await signIn('ben')).browser
    const { inbox } = (await page.ask<{ inbox: MessageWindow }>('GET', '/api/start')).json
    const events = await page.openEvents()
    await platform.deliver('From: a@harbour.example\r\nSubject: Between\r\n\r\nHello', 'ben.okafor@example.gov')
    await events.next('arrived', ({ total }) => total === inbox.total + 1)
    const later = await page.openEvents()
    await later.next('counts', ({ folderId, total }) => folderId === inbox.folderId && total === inbox.total + 1)
  })

  it('carries a letter from one person to another, who sees it arrive', async () => {
    const ada = (await signIn('ada')).browser
    const ben = (await signIn('ben')).browser
    await ben.ask('GET', '/api/start')
    const events = await ben.openEvents()
    const sent = await ada.ask<SendResult>('POST', '/api/send', {
      body: {
        idempotencyKey: 'journey-0000000000000001',
        from: 'ada@example.gov',
        to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }],
        cc: [],
        bcc: [],
        subject: 'Ein Gruß',
        text: `Hello Ben,\n\n${'a long line '.repeat(30)}\n`,
        answering: null,
      },
    })
    expect(sent.json).toMatchObject({ outcome: 'accepted', refused: [], sentCopyId: expect.any(String) as string })
    const arrived = await events.next('arrived', ({ items }) => items.some(({ subject }) => subject === 'Ein Gruß'))
    const id = arrived.items.find(({ subject }) => subject === 'Ein Gruß')?.id ?? ''
    const message = (await ben.ask<Message>('GET', `/api/messages/${id}`)).json
    expect(message.text?.content).toContain('a long line '.repeat(30).trim())
    expect(message.from).toEqual([{ name: 'Ada Lindqvist', address: 'ada@example.gov' }])

    await ben.ask('POST', '/api/messages/flags', { body: { ids: [id], add: ['seen'], remove: [] } })
    await events.next('flags', ({ items }) => items.some((item) => item.id === id && item.flags.includes('seen')))
    const folders = (await ben.ask<FolderList>('GET', '/api/folders')).json.items
    const shared = folders.filter(({ owner }) => owner !== null)
    expect(shared.map(({ owner, role }) => `${owner}: ${role}`)).toContain('Permit Desk: inbox')
    expect(shared.every(({ parentId }) => parentId === null)).toBe(true)
    const archive = folders.find(({ role }) => role === 'archive')?.id ?? ''
    await ben.ask('POST', '/api/messages/move', { body: { ids: [id], toFolderId: archive } })
    await events.next('removed', ({ ids }) => ids.some((removed) => removed === id))
    const archived = (await ben.ask<MessageWindow>('GET', `/api/folders/${archive}/messages`)).json
    expect(archived.items[0]?.subject).toBe('Ein Gruß')
    events.close()
  })

  it('refuses a wrong password', async () => {
    const answer = await new TestBrowser(url, url).problem('POST', '/api/session', {
      body: { name: 'ada', password: 'no' },
    })
    expect([answer.status, answer.json.type]).toEqual([401, 'wrong-credentials'])
  })

  it('names the port when it is in use, and ends', async () => {
    const second = run(configFile)
    expect(await second.ended).toBe(1)
    expect(second.output()).toMatch(new RegExp(`port ${config.http.port} is in use.*http\\.port`))
  })

  it('ends with code 2 and says why when its configuration cannot be used', async () => {
    const broken = run(write('broken.yaml', { ...config, colour: 'blue' }))
    expect(await broken.ended).toBe(2)
    expect(broken.output()).toContain('colour: this key does not exist')
  })

  it('stops when asked, ends streams, and keeps people signed in for the next start', async () => {
    const { browser } = await signIn('ben')
    const events = await browser.openEvents()
    server.process.kill('SIGTERM')
    await events.ended
    expect(await server.ended).toBe(0)
    server = run(configFile)
    await ready()
    expect((await browser.ask('GET', '/api/start')).status).toBe(200)
    for (const secret of ['demo-pass', 'Ein Gruß', 'example.gov']) expect(server.output()).not.toContain(secret)
  })

  it('sends once, soon after it was killed and started again, what waited in the outbox', async () => {
    const ada = (await signIn('ada')).browser
    const body = {
      ...{ idempotencyKey: 'outbox-00000000000000001', from: 'ada@example.gov', cc: [], bcc: [], text: 'Hello' },
      ...{ to: [{ name: '', address: 'ben.okafor@example.gov' }], subject: 'Outlives it', answering: null },
      ...{ undoSeconds: 2, composer: '{}' },
    }
    expect((await ada.ask('POST', '/api/send', { body })).json).toMatchObject({ outcome: 'waiting' })
    server.process.kill('SIGKILL')
    await server.ended
    server = run(configFile)
    await ready()
    const raw = await rawImap(platform, 'ben')
    try {
      await raw.mailboxOpen('INBOX')
      const found = async () => {
        await raw.noop()
        const uids = await raw.search({ header: { subject: 'Outlives it' } })
        return Array.isArray(uids) ? uids : []
      }
      await vi.waitFor(async () => expect(await found()).toHaveLength(1), { timeout: 20_000, interval: 200 })
      const states = async () => (await ada.ask<{ items: { state: string }[] }>('GET', '/api/outbox')).json.items
      await vi.waitFor(async () => expect(await states()).toMatchObject([{ state: 'sent' }]), { timeout: 20_000 })
      expect(await found()).toHaveLength(1)
    } finally {
      await raw.logout()
    }
  })
})
