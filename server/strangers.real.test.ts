import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { endpoints } from '#contract/endpoints.ts'
import type { FolderList } from '#contract/folders.ts'
import type { MessageWindow } from '#contract/messages.ts'
import type { Sharing } from '#contract/sharing.ts'
import { personOf, rawImap, realPlatform } from '#server/mail/testing/real-mail.ts'
import { type RealApp, startRealApp } from './testing/real-app.ts'
import type { TestBrowser } from './testing/test-browser.ts'

const idIn = (path: string) => Buffer.from(path).toString('base64url')

/** What stands in a path: an id of the mailbox of another, or one of the same kind of what there is not. */
interface Ids {
  folderId: string
  mailboxId: string
  messageId: string
  ownMessageId: string
}

/** Carmen shares with Dov; Hana, to whom nothing was given, has come by all ids. */
describe('To a stranger', () => {
  const platform = realPlatform()
  let app: RealApp
  let hana: TestBrowser
  let theirs: ImapFlow
  let real: Ids
  let absent: Ids

  beforeAll(async () => {
    app = await startRealApp(platform)
    const carmen = await app.signedIn('carmen')
    const dov = await app.signedIn('dov')
    hana = await app.signedIn('hana')
    theirs = await rawImap(platform, 'carmen')
    await theirs.status('Trash', { messages: true })
    await theirs.append('INBOX', 'Subject: Not for strangers\r\n\r\nSecret words\r\n', ['$label1'])
    const body = {
      ...{ address: personOf(platform, 'dov').address, level: 'full', writes: 'none', folderIds: null },
      ...{ startsAtMs: null, endsAtMs: null, purpose: '' },
    }
    expect((await carmen.ask<Sharing>('POST', '/api/sharing', { body })).status).toBe(200)
    const folderId = idIn('Other Users/carmen')
    const idOf = async (browser: TestBrowser, folder: string) => {
      const path = `/api/folders/${folder}/messages?offset=0&limit=50`
      const { items } = (await browser.ask<MessageWindow>('GET', path)).json
      return items.find(({ subject }) => subject === 'Not for strangers')?.id ?? ''
    }
    const messageId = await idOf(dov, folderId)
    real = { folderId, mailboxId: folderId, messageId, ownMessageId: await idOf(carmen, idIn('INBOX')) }
    expect(Object.values(real)).not.toContain('')
    const nobody = idIn('Other Users/nobody')
    const inNobody = (id: string) =>
      idIn(
        Buffer.from(id, 'base64url')
          .toString()
          .replace('carmen', 'nobody')
          .replace(/INBOX$/, 'NO-SUCH-FOLDER'),
      )
    absent = {
      ...{ folderId: nobody, mailboxId: nobody },
      ...{ messageId: inNobody(messageId), ownMessageId: inNobody(real.ownMessageId) },
    }
  })
  afterAll(async () => {
    for (const folder of ['INBOX', 'Archive', 'Drafts', 'Junk', 'Sent', 'Trash'])
      await (theirs as unknown as RawCommands)
        .exec(
          'DELETEACL',
          [folder, 'dov'].map((value) => ({ type: 'STRING', value })),
        )
        .then((response) => response.next())
        .catch(() => undefined)
    await theirs.logout()
    await app.stop()
  })

  /** Everything in Carmen's mailbox that a write would change. */
  async function stateOfTheirs(): Promise<string> {
    const folders = await theirs.list({ statusQuery: { messages: true, uidNext: true, unseen: true } })
    await theirs.mailboxOpen('INBOX')
    const messages: unknown[] = []
    for await (const { uid, flags } of theirs.fetch('1:*', { uid: true, flags: true }))
      messages.push([uid, [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()])
    return JSON.stringify([folders.map(({ path, status }) => [path, status]), messages])
  }

  /** What is answered, with the ids taken out of it. */
  async function answer(method: string, path: string, ids: Ids, body?: object) {
    const fill = (text: string) => {
      let filled = text
      for (const [name, id] of Object.entries(ids)) filled = filled.replaceAll(`:${name}`, id)
      return filled
    }
    const given = body && (JSON.parse(fill(JSON.stringify(body))) as object)
    const { status, text } = await hana.ask(method, fill(path), given ? { body: given } : {})
    let said = text.replace(/"requestId":"[^"]*"/, '').replace(/"jobId":"[^"]*"|"exportId":"[^"]*"/, '')
    for (const [name, id] of Object.entries(ids)) said = said.replaceAll(id, `:${name}`)
    return `${status} ${said}`
  }

  const window = '?offset=0&limit=50'
  const bodies: Record<string, object> = {
    'change-folder': { name: 'Mine now' },
    'redirect-message': { idempotencyKey: 'stranger-redirect-key', to: [{ name: '', address: 'hana@example.gov' }] },
    'make-label': { name: 'Mine' },
  }
  /** Every route that names a folder, a mailbox or a message in its path. */
  const named = endpoints
    .filter(({ path }) => /:(folderId|mailboxId|messageId)/.test(path))
    .flatMap(({ name, method, path }) => {
      const whole = path.replace(':partId', '1').replace(':number', '1')
      const query = method === 'GET' && /messages$|conversations$/.test(path) ? window : ''
      const once = { name, method, path: `${whole}${query}`, body: method === 'GET' ? undefined : (bodies[name] ?? {}) }
      const own = {
        ...once,
        name: `${name} (by the owner’s own id)`,
        path: once.path.replace(':messageId', ':ownMessageId'),
      }
      return path.includes(':messageId') ? [once, own] : [once]
    })
  /** Those that name them in what is sent. */
  const sent = [
    { name: 'flags', path: '/api/messages/flags', body: { ids: [':messageId'], add: ['flagged'], remove: [] } },
    {
      name: 'flags by own id',
      path: '/api/messages/flags',
      body: { ids: [':ownMessageId'], add: ['flagged'], remove: [] },
    },
    { name: 'move', path: '/api/messages/move', body: { ids: [':messageId'], toFolderId: idIn('INBOX') } },
    { name: 'move into', path: '/api/messages/move', body: { ids: [':messageId'], toFolderId: ':folderId' } },
    { name: 'delete', path: '/api/messages/delete-forever', body: { ids: [':messageId'] } },
    { name: 'mute', path: '/api/messages/mute', body: { ids: [':messageId'], muted: true } },
    { name: 'snooze', path: '/api/messages/snooze', body: { ids: [':messageId'], untilMs: Date.now() + 86_400_000 } },
    { name: 'unsnooze', path: '/api/messages/unsnooze', body: { ids: [':messageId'] } },
    { name: 'make a folder', path: '/api/folders', body: { name: 'Mine', parentId: ':folderId' } },
  ].map((each) => ({ ...each, method: 'POST' }))

  it.each([...named, ...sent])('$method $name answers as for what there is not, and changes nothing', async (route) => {
    const before = await stateOfTheirs()
    const told = await answer(route.method, route.path, real, route.body)
    expect(told).toBe(await answer(route.method, route.path, absent, route.body))
    expect(told).not.toMatch(/Not for strangers|Secret words|carmen/i)
    expect(await stateOfTheirs()).toBe(before)
  })

  it.each(['absence', 'acknowledgement', 'filters'])('the %s of theirs answers as that of nobody', async (what) => {
    const { json } = await hana.ask<Record<string, object>>('GET', `/api/${what}`)
    const told = async (mailbox: string) => {
      const body = { [what]: json[what], version: json['version'], mailbox }
      const answers = [await hana.ask('GET', `/api/${what}?mailbox=${mailbox}`)]
      answers.push(await hana.ask('POST', `/api/${what}`, { body }))
      return answers.map(({ status, text }) => `${status} ${text.replace(/"requestId":"[^"]*"/, '')}`)
    }
    const asked = await told('carmen')
    expect(asked).toEqual(await told('nobody'))
    expect(asked.map((answer) => answer.slice(0, 3))).toEqual(['403', '403'])
  })

  it('nothing of it is found, listed or told', async () => {
    const stream = await hana.openEvents()
    try {
      const { items } = (await hana.ask<FolderList>('GET', '/api/folders')).json
      expect(items.filter(({ owner }) => owner?.startsWith('Carmen'))).toEqual([])
      await theirs.append('INBOX', 'Subject: Not for strangers either\r\n\r\nText\r\n')
      await hana.ask('GET', '/api/folders')
      expect(JSON.stringify(stream.events)).not.toMatch(/Not for strangers/)
    } finally {
      stream.close()
    }
    expect((await hana.ask<Sharing>('GET', '/api/sharing')).json.items).toEqual([])
    for (const grantee of ['dov', 'carmen', 'hana', '$planning', 'anyone'])
      expect((await hana.ask('DELETE', `/api/sharing/${idIn(grantee)}`)).status).toBe(200)
    expect(await rawRightsOfDov()).toContain('e')
  })

  async function rawRightsOfDov(): Promise<string> {
    const dov = await rawImap(platform, 'dov')
    try {
      const { permanentFlags, readOnly } = await dov.mailboxOpen('Other Users/carmen')
      return !readOnly && permanentFlags?.has('\\Deleted') ? 'e' : ''
    } finally {
      await dov.logout()
    }
  }
})

interface RawCommands {
  exec(command: string, attributes: { type: string; value: string }[]): Promise<{ next(): void }>
}
