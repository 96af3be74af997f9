import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import type { Activity } from '#contract/activity.ts'
import type { Folder, FolderList } from '#contract/folders.ts'
import type { MessageWindow } from '#contract/messages.ts'
import { levelRights, type ShareLevel, shareLevel, type Sharing, type UnseenShares } from '#contract/sharing.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const dayMs = 24 * 60 * 60_000

/** Carmen shares with Dov; Hana is a stranger to both. */
describe('Sharing on Dovecot', () => {
  const platform = realPlatform()
  const dovAddress = personOf(platform, 'dov').address
  let app: RealApp
  let nowMs = Date.now()
  let carmen: TestBrowser
  let dov: TestBrowser
  let hana: TestBrowser
  let theirs: ImapFlow
  let count = 0

  beforeAll(async () => {
    app = await startRealApp(platform, () => nowMs)
    ;[carmen, dov, hana] = (await Promise.all(['carmen', 'dov', 'hana'].map((user) => app.signedIn(user)))) as [
      ...[TestBrowser, TestBrowser, TestBrowser],
    ]
    theirs = await rawImap(platform, 'carmen')
    for (const folder of ['Archive', 'Trash', 'Sent', 'Drafts', 'Junk']) await theirs.status(folder, { messages: true })
  })
  afterAll(async () => {
    await theirs.logout()
    await app.stop()
  })
  let subject = ''
  beforeEach(async () => {
    subject = `Plan ${(count += 1)}`
    await theirs.append('INBOX', `Subject: ${subject}\r\n\r\nText\r\n`)
  })
  afterEach(async () => {
    const { items } = (await carmen.ask<Sharing>('GET', '/api/sharing')).json
    for (const { id } of items) await carmen.ask('DELETE', `/api/sharing/${id}`)
  })

  const share = (level: ShareLevel, more = {}) =>
    carmen.ask<Sharing>('POST', '/api/sharing', {
      body: {
        ...{
          address: dovAddress,
          level,
          writes: 'none',
          folderIds: null,
          startsAtMs: null,
          endsAtMs: null,
          purpose: '',
        },
        ...more,
      },
    })
  const folders = async (browser: TestBrowser) => (await browser.ask<FolderList>('GET', '/api/folders')).json.items
  const hers = async (browser: TestBrowser, role: Folder['role'] = 'inbox') =>
    (await folders(browser)).find((folder) => folder.role === role && folder.owner?.startsWith('Carmen'))
  async function messageOf(browser: TestBrowser, folder: Folder | undefined) {
    const path = `/api/folders/${folder?.id}/messages?offset=0&limit=50`
    const { items } = (await browser.ask<MessageWindow>('GET', path)).json
    return items.find((item) => item.subject === subject)
  }
  interface Answer {
    items: { outcome: string }[]
  }
  const outcomeOf = async (path: string, body: object) => {
    const { json, status } = await dov.ask<Answer>('POST', path, { body })
    return status === 200 ? (json.items[0]?.outcome ?? 'none') : status
  }

  /** What each level lets somebody do: `true` where it does. */
  const allows: Record<ShareLevel, { seen: boolean; flag: boolean; add: boolean; remove: boolean; folders: boolean }> =
    {
      see: { seen: false, flag: false, add: false, remove: false, folders: false },
      mark: { seen: true, flag: true, add: false, remove: false, folders: false },
      file: { seen: true, flag: true, add: true, remove: false, folders: false },
      delete: { seen: true, flag: true, add: true, remove: true, folders: false },
      full: { seen: true, flag: true, add: true, remove: true, folders: true },
    }

  it.each(shareLevel.options)('is no news to the owner who gave the level "%s"', async (level) => {
    const { json } = await share(level)
    expect(json.items).toMatchObject([{ level, isNew: false }])
    expect((await carmen.ask<UnseenShares>('GET', '/api/sharing/unseen')).json.items).toEqual([])
  })

  it.each(shareLevel.options)(
    'lets somebody do at the level "%s" exactly what it says, over HTTP and by IMAP',
    async (level) => {
      expect((await share(level)).json.items).toMatchObject([{ name: 'Dov Halevi', level, isWhole: true }])
      const may = allows[level]
      const inbox = await hers(dov)
      expect(inbox?.shared?.refuses).toEqual([
        ...(may.seen ? [] : ['mark-read']),
        ...(may.flag ? [] : ['mark', 'label']),
        ...(may.add ? [] : ['add']),
        ...(may.remove ? [] : ['remove']),
        ...(may.folders ? [] : ['make-folders']),
      ])
      const message = await messageOf(dov, inbox)
      expect((await dov.ask('GET', `/api/messages/${message?.id}`)).status).toBe(200)
      const labels = { add: ['urgent'], remove: [] }
      const labelled = () => outcomeOf('/api/messages/flags', { ids: [message?.id], add: [], remove: [], labels })
      const flags = (add: string[]) => outcomeOf('/api/messages/flags', { ids: [message?.id], add, remove: [] })
      expect([await flags(['seen']), await flags(['flagged'])]).toEqual([
        ...[may.seen, may.flag].map((is) => (is ? 'done' : 'refused')),
      ])
      expect(await labelled()).toBe(may.flag ? 'done' : 'refused')
      const made = await dov.ask('POST', '/api/folders', {
        body: { name: `In ${level}`, parentId: (await hers(dov, 'archive'))?.id },
      })
      expect(made.status).toBe(may.folders ? 200 : 403)

      const raw = await rawImap(platform, 'dov')
      try {
        const appended = await raw
          .append('Other Users/carmen/Archive', `Subject: Added ${level}\r\n\r\nx\r\n`)
          .catch(() => false)
        expect(Boolean(appended)).toBe(may.add)
        await raw.mailboxOpen('Other Users/carmen')
        await raw.messageDelete({ subject })
        expect(await messageOf(dov, inbox)).toEqual(may.remove ? undefined : expect.anything())
      } finally {
        await raw.logout()
      }
      const again = `Moved ${level}`
      await theirs.append('INBOX', `Subject: ${again}\r\n\r\nText\r\n`)
      subject = again
      const moved = await outcomeOf('/api/messages/move', {
        ids: [(await messageOf(dov, inbox))?.id],
        toFolderId: (await hers(dov, 'trash'))?.id,
      })
      expect(moved).toBe(may.remove ? 'done' : 'refused')
      expect(
        Boolean(
          await messageOf(
            carmen,
            (await folders(carmen)).find(({ role }) => role === 'trash'),
          ),
        ),
      ).toBe(may.remove)
    },
  )

  it('is no affair of a stranger: all of it is as if it were not there', async () => {
    await share('full')
    const inbox = await hers(dov)
    const message = await messageOf(dov, inbox)
    const absent = Buffer.from('Other Users/nobody').toString('base64url')
    expect(await hers(hana)).toBeUndefined()
    const ask = async (method: string, path: string, body?: object) => {
      const { status, json } = await hana.ask<{ type?: string; items?: unknown }>(method, path, body ? { body } : {})
      return [status, json.type ?? json.items]
    }
    for (const [method, path, body] of [
      ['GET', `/api/folders/ID/messages?offset=0&limit=50`],
      ['POST', `/api/folders`, { name: 'Mine', parentId: 'ID' }],
      ['POST', `/api/folders/ID/mark-read`, {}],
      ['DELETE', `/api/folders/ID`],
    ] as const) {
      const of = (id: string | undefined) =>
        [path.replace('ID', id ?? ''), body && JSON.parse(JSON.stringify(body).replace('ID', id ?? ''))] as const
      const [[path1, body1], [path2, body2]] = [of(inbox?.id), of(absent)]
      const answer = await ask(method, path1, body1 as object)
      expect(answer).toEqual(await ask(method, path2, body2 as object))
      expect(answer[0]).toBeGreaterThanOrEqual(400)
    }
    expect((await ask('GET', `/api/messages/${message?.id}`))[0]).toBe(404)
    expect(await ask('POST', '/api/messages/flags', { ids: [message?.id], add: ['flagged'], remove: [] })).toEqual([
      200,
      [{ id: message?.id, outcome: 'gone' }],
    ])
    expect((await messageOf(dov, inbox))?.flags).not.toContain('flagged')
  })

  it('ends at once for open sessions and streams', async () => {
    await share('full')
    const inbox = await hers(dov)
    expect(await messageOf(dov, inbox)).toBeDefined()
    const stream = await dov.openEvents()
    try {
      const [given] = (await carmen.ask<Sharing>('GET', '/api/sharing')).json.items
      await carmen.ask('DELETE', `/api/sharing/${given?.id}`)
      const isGone = async () => {
        const seen = await dov.ask('GET', `/api/folders/${inbox?.id}/messages?offset=0&limit=50`)
        return seen.status
      }
      await expect.poll(isGone, { timeout: 20_000 }).toBe(404)
      await expect
        .poll(async () => (await folders(dov)).some(({ owner }) => owner?.startsWith('Carmen')), { timeout: 20_000 })
        .toBe(false)
      await expect.poll(() => stream.events.some(({ type }) => type === 'folders')).toBe(true)
      const before = stream.events.length
      await theirs.append('INBOX', 'Subject: Not for Dov\r\n\r\nText\r\n')
      await folders(dov)
      expect(JSON.stringify(stream.events.slice(before))).not.toContain('Not for Dov')
    } finally {
      stream.close()
    }
  })

  it('tells the owner, and nobody else, what was done there', async () => {
    await share('full')
    const message = await messageOf(dov, await hers(dov))
    const trash = (await hers(dov, 'trash'))?.id
    await outcomeOf('/api/messages/move', { ids: [message?.id], toFolderId: trash })
    const did = async (browser: TestBrowser) =>
      (await browser.ask<Activity>('GET', '/api/activity')).json.items.map(({ name, action, role }) => [
        name,
        action,
        role,
      ])
    await expect
      .poll(() => did(carmen), { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          ['Dov Halevi', 'given', null],
          ['Dov Halevi', 'opened', 'inbox'],
          ['Dov Halevi', 'moved', 'inbox'],
          ['Dov Halevi', 'added', 'trash'],
        ]),
      )
    expect((await carmen.ask<Activity>('GET', '/api/activity')).json.isIntact).toBe(true)
    expect(await did(dov)).toEqual([])
  })

  it('begins and ends by itself while nobody is signed in', async () => {
    await share('mark', { startsAtMs: nowMs + dayMs, endsAtMs: nowMs + 2 * dayMs })
    expect(await hers(dov)).toBeUndefined()
    nowMs += dayMs
    await app.app.sharingClock.check()
    await expect
      .poll(async () => (await hers(dov))?.shared?.refuses, { timeout: 20_000 })
      .toEqual(['add', 'remove', 'make-folders'])
    nowMs += dayMs
    await app.app.sharingClock.check()
    await expect.poll(async () => hers(dov), { timeout: 20_000 }).toBeUndefined()
    expect((await carmen.ask<Sharing>('GET', '/api/sharing')).json.items).toEqual([])
  })

  it('shares one folder without the others, and refuses whoever is not in the directory', async () => {
    const archive = (await folders(carmen)).find(({ role }) => role === 'archive')
    const { json } = await share('see', { folderIds: [archive?.id] })
    expect(json.items).toMatchObject([
      { isWhole: false, folders: [{ folderId: archive?.id, rights: levelRights.see }] },
    ])
    expect((await folders(dov)).filter(({ owner }) => owner?.startsWith('Carmen')).map(({ name }) => name)).toEqual([
      'Archive',
    ])
    const { status } = await share('see', { address: 'nosuchuser@example.gov' })
    expect(status).toBe(400)
    const raw = await rawImap(platform, 'nosuchuser').catch(() => null)
    expect(raw).toBeNull()
  })
})
