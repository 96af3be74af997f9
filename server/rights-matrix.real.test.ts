import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from 'node:tls'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Folder, FolderList } from '#contract/folders.ts'
import { type Managing, managings } from '#contract/managed-mailboxes.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { type ShareLevel, shareLevels, type Sharing, type Writing, writings } from '#contract/sharing.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { submit } from '#platform/testing/mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

/** Something a delegate tries: whether they were told it was done, and whether the owner's mail says that it was. */
interface Action {
  /** The first level that allows it. */
  from: ShareLevel
  folder?: 'Trash'
  overHttp(subject: string): Promise<boolean>
  byImap(subject: string): Promise<unknown>
  happened(subject: string): Promise<boolean>
}

const there = 'Other Users/carmen'

/** Carmen shares with Dov at every level in turn, and Dov tries everything. */
describe('Every action at every level is allowed or refused as the level says', () => {
  const platform = realPlatform()
  const [carmen, dov] = [personOf(platform, 'carmen'), personOf(platform, 'dov')]
  let app: RealApp
  let owner: TestBrowser
  let delegate: TestBrowser
  /** Past our own code: the owner's connection, and one of the delegate that was opened after the share was given. */
  let theirs: ImapFlow
  let his: ImapFlow
  let count = 0

  beforeAll(async () => {
    app = await startRealApp(platform)
    ;[owner, delegate] = [await app.signedIn('carmen'), await app.signedIn('dov')]
    theirs = await rawImap(platform, 'carmen')
    for (const folder of ['Archive', 'Trash', 'Sent', 'Drafts', 'Junk']) await theirs.status(folder, { messages: true })
  })
  afterAll(async () => {
    for (const { id } of (await owner.ask<Sharing>('GET', '/api/sharing')).json.items)
      await owner.ask('DELETE', `/api/sharing/${id}`)
    await theirs.logout()
    await app.stop()
  })

  const share = (level: ShareLevel, writes: Writing, manages: Managing = 'none') =>
    owner.ask<Sharing>('POST', '/api/sharing', {
      body: {
        ...{
          address: dov.address,
          level,
          writes,
          manages,
          folderIds: null,
          startsAtMs: null,
          endsAtMs: null,
          purpose: '',
        },
      },
    })
  const letter = (subject: string) =>
    `Subject: ${subject}\r\nMessage-ID: <${crypto.randomUUID()}@x.example>\r\n\r\nText\r\n`
  async function folderOf(ownerName: string | null, role: Folder['role']): Promise<string> {
    const { items } = (await delegate.ask<FolderList>('GET', '/api/folders')).json
    return items.find((folder) => folder.owner === ownerName && folder.role === role)?.id ?? 'none'
  }
  const hers = (role: Folder['role']) => folderOf(carmen.name, role)
  async function idOf(subject: string, folderId: string): Promise<string> {
    const path = `/api/folders/${folderId}/messages?offset=0&limit=50`
    const { json } = await delegate.ask<MessageWindow>('GET', path)
    return json.items.find((item) => item.subject === subject)?.id ?? 'none'
  }
  const inInbox = async (subject: string) => idOf(subject, await hers('inbox'))
  async function done(path: string, body: object): Promise<boolean> {
    const { status, json } = await delegate.ask<{ items: { outcome: string }[] }>('POST', path, { body })
    return status === 200 && json.items.every(({ outcome }) => outcome === 'done')
  }
  const flag = async (subject: string, change: object) =>
    done('/api/messages/flags', { ids: [await inInbox(subject)], add: [], remove: [], ...change })
  const move = (id: string, toFolderId: string) => done('/api/messages/move', { ids: [id], toFolderId })

  /** UIDs of the messages in a folder that fit, over a connection. */
  async function found(client: ImapFlow, folder: string, query: object): Promise<number[]> {
    await client.mailboxOpen(folder)
    const uids = await client.search(query, { uid: true })
    return uids === false || uids === undefined ? [] : uids
  }
  const has = async (folder: string, subject: string, more = {}) =>
    (await found(theirs, folder, { subject, ...more })).length > 0
  const as = async (folder: string, subject: string, act: (uids: number[]) => Promise<unknown>) =>
    act(await found(his, folder, { subject }))
  const store = (subject: string, flags: string[]) =>
    as(there, subject, (uids) => his.messageFlagsAdd(uids, flags, { uid: true }))
  const putInOwn = (subject: string) => his.append('INBOX', letter(subject))

  const actions: Record<string, Action> = {
    read: {
      from: 'see',
      overHttp: async (subject) =>
        (await delegate.ask('GET', `/api/messages/${await inInbox(subject)}`)).status === 200,
      byImap: (subject) => as(there, subject, ([uid]) => his.fetchOne(String(uid), { source: true }, { uid: true })),
      happened: (subject) => has('INBOX', subject),
    },
    'mark as read': {
      from: 'mark',
      overHttp: (subject) => flag(subject, { add: ['seen'] }),
      byImap: (subject) => store(subject, ['\\Seen']),
      // It is everybody's own on this server.
      happened: async (subject) => (await found(his, there, { subject, seen: true })).length > 0,
    },
    flag: {
      from: 'mark',
      overHttp: (subject) => flag(subject, { add: ['flagged'] }),
      byImap: (subject) => store(subject, ['\\Flagged']),
      happened: (subject) => has('INBOX', subject, { flagged: true }),
    },
    label: {
      from: 'mark',
      overHttp: (subject) => flag(subject, { labels: { add: ['urgent'], remove: [] } }),
      byImap: (subject) => store(subject, ['urgent']),
      happened: (subject) => has('INBOX', subject, { keyword: 'urgent' }),
    },
    'move in': {
      from: 'file',
      async overHttp(subject) {
        await putInOwn(`In ${subject}`)
        return move(await idOf(`In ${subject}`, await folderOf(null, 'inbox')), await hers('archive'))
      },
      async byImap(subject) {
        await putInOwn(`In ${subject}`)
        await as('INBOX', `In ${subject}`, (uids) => his.messageMove(uids, `${there}/Archive`, { uid: true }))
      },
      happened: (subject) => has('Archive', `In ${subject}`),
    },
    append: {
      from: 'file',
      async overHttp(subject) {
        const source = letter(`Added ${subject}`)
        const head = JSON.stringify({ sizeBytes: source.length, receivedAtMs: null, flags: [], labels: [] })
        const { json } = await delegate.ask<{ results?: { outcome: string }[] }>(
          'POST',
          `/api/imports/messages?folderId=${await hers('archive')}`,
          { rawBody: `${head}\n${source}`, headers: { 'content-type': 'application/octet-stream' } },
        )
        return json.results?.[0]?.outcome === 'added'
      },
      byImap: (subject) => his.append(`${there}/Archive`, letter(`Added ${subject}`)),
      happened: (subject) => has('Archive', `Added ${subject}`),
    },
    'move out': {
      from: 'delete',
      overHttp: async (subject) => move(await inInbox(subject), await folderOf(null, 'inbox')),
      byImap: (subject) => as(there, subject, (uids) => his.messageMove(uids, 'INBOX', { uid: true })),
      happened: async (subject) => !(await has('INBOX', subject)),
    },
    delete: {
      from: 'delete',
      overHttp: async (subject) => move(await inInbox(subject), await hers('trash')),
      byImap: (subject) => store(subject, ['\\Deleted']),
      happened: async (subject) => !(await has('INBOX', subject, { deleted: false })),
    },
    expunge: {
      from: 'delete',
      folder: 'Trash',
      overHttp: async (subject) =>
        done('/api/messages/delete-forever', { ids: [await idOf(subject, await hers('trash'))] }),
      byImap: (subject) => as(`${there}/Trash`, subject, (uids) => his.messageDelete(uids, { uid: true })),
      happened: async (subject) => !(await has('Trash', subject)),
    },
    'make a subfolder': {
      from: 'full',
      async overHttp(subject) {
        const body = { name: subject, parentId: await hers('archive') }
        return (await delegate.ask('POST', '/api/folders', { body })).status === 200
      },
      byImap: (subject) => his.mailboxCreate(`${there}/Archive/${subject}`),
      happened: async (subject) => (await theirs.list()).some(({ path }) => path === `Archive/${subject}`),
    },
  }

  const isAtLeast = (level: ShareLevel, from: ShareLevel) => shareLevels.indexOf(level) >= shareLevels.indexOf(from)

  describe.each(shareLevels)('at the level "%s"', (level) => {
    beforeAll(async () => {
      expect((await share(level, 'none')).status).toBe(200)
      his = await rawImap(platform, 'dov')
    })
    afterAll(() => his.logout())

    it.each(Object.entries(actions))('%s', async (_name, { from, folder = 'INBOX', overHttp, byImap, happened }) => {
      const may = isAtLeast(level, from)
      const fresh = async () => {
        const subject = `Matrix ${(count += 1)} of ${level}`
        await theirs.append(folder, letter(subject))
        return subject
      }
      const first = await fresh()
      expect({ told: await overHttp(first), done: await happened(first) }).toEqual({ told: may, done: may })
      const second = await fresh()
      await byImap(second).catch(() => undefined)
      expect(await happened(second)).toBe(may)
    })

    it.each(writings)('write "%s"', async (writes) => {
      expect((await share(level, writes)).status).toBe(200)
      const subject = `Matrix ${(count += 1)} of ${level}, ${writes}`
      const raw = submit(platform, 'dov', { from: carmen.address, to: dov.address, subject }).then(() => true)
      expect(await raw.catch((error: unknown) => !(error as { response: string }).response.startsWith('553'))).toBe(
        writes === 'as',
      )
      const body = {
        ...{ idempotencyKey: `rights-matrix-${count}-key`, from: carmen.address, cc: [], bcc: [], text: 'Hello' },
        ...{ to: [{ name: '', address: carmen.address }], subject, answering: null },
      }
      const { status } = await delegate.ask('POST', '/api/send', { body })
      expect(status).toBe(writes === 'none' ? 422 : 200)
      if (writes === 'none') return
      await expect.poll(() => has('INBOX', subject), { timeout: 20_000 }).toBe(true)
      const [uid] = await found(theirs, 'INBOX', { subject })
      const { headers } = (await theirs.fetchOne(String(uid), { headers: ['from', 'sender'] }, { uid: true })) || {}
      const isOnBehalf = new RegExp(`^Sender: .*${dov.address}`, 'm').test(String(headers))
      expect([String(headers).includes(`<${carmen.address}>`), isOnBehalf]).toEqual([true, writes === 'on-behalf'])
    })

    it.each(managings)('out of office, acknowledgement and filters "%s", nothing else of it', async (manages) => {
      expect((await share(level, 'none', manages)).status).toBe(200)
      const mailbox = 'carmen'
      const isGiven = (part: Managing) => (manages === part || manages === 'both' ? 200 : 403)
      for (const what of ['absence', 'acknowledgement', 'filters'] as const) {
        const expected = isGiven(what === 'filters' ? 'filters' : 'absence')
        const path = `/api/${what}`
        const { status, json } = await delegate.ask<Record<string, object>>('GET', `${path}?mailbox=${mailbox}`)
        const known = status === 200 ? json : (await delegate.ask<Record<string, object>>('GET', path)).json
        const body = { [what]: known[what], version: known['version'], mailbox }
        expect([status, (await delegate.ask('POST', path, { body })).status]).toEqual([expected, expected])
      }
      expect(await signsInToScripts('dov', 'dov', dov.password)).toBe(true)
      expect(await signsInToScripts('carmen', 'dov', dov.password)).toBe(false)
    })
  })

  /** Whether ManageSieve lets somebody act as another by their own password (RFC 4616: the first name is whom to act as). */
  async function signsInToScripts(actsAs: string, user: string, password: string): Promise<boolean> {
    const { host, ports, caFile } = platform
    const socket = connect({ host, port: ports.manageSieve, ca: readFileSync(caFile) })
    const secret = Buffer.from(`${actsAs}\0${user}\0${password}`).toString('base64')
    try {
      let heard = ''
      for await (const chunk of socket) {
        const isGreeted = /^OK/m.test(heard)
        heard += String(chunk)
        if (!isGreeted && /^OK/m.test(heard)) {
          // Dovecot 2.3 now and then never answers to what reaches it right after its greeting, as ManageSieveClient knows.
          await pause(30)
          socket.write(`AUTHENTICATE "PLAIN" "${secret}"\r\n`)
        } else if (isGreeted && heard.endsWith('\r\n')) return String(chunk).startsWith('OK')
      }
      return false
    } finally {
      socket.destroy()
    }
  }
})
