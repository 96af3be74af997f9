import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message, MessageWindow } from '#contract/messages.ts'
import type { PictureConsent } from '#contract/picture-consent.ts'
import { emptyLetter } from '#server/mail/testing/memory-mail.ts'
import { onePixel, type PictureSite, startPictureSite } from '#platform/picture-site.ts'
import { WebPictures } from '#server/pictures/web-pictures.ts'
import { PersonNotes } from '#server/storage/person-notes.ts'
import { openSealer } from '#server/storage/sealing.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const logo = 'https://pictures.example/logo.png?a=1&b=2'.replace('https', 'http')
const inside = 'http://127.0.0.1/secret.png'
const html = `<img src="http://pictures.example/logo.png?a=1&amp;b=2"><img src="//pictures.example/b.png"><img src="${inside}">`
const paths = '/api/picture-consents'

let app: TestApp
let site: PictureSite
let browser: TestBrowser

function receive(name: string, address: string, id = name): void {
  const letter = { ...emptyLetter(), subject: `From ${name}`, html, sizeBytes: 2_000, messageId: `<${id}@b.example>` }
  app.mailbox.folder('INBOX').add({ ...letter, from: [{ name, address }], receivedAtMs: 1_700_000_000_000 })
}

async function messageOf(name: string, who = browser): Promise<Message> {
  const folders = await who.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')
  const inbox = folders.json.items.find(({ role }) => role === 'inbox')?.id ?? ''
  const list = await who.ask<MessageWindow>('GET', `/api/folders/${inbox}/messages`)
  const found = list.json.items.find(({ subject }) => subject === `From ${name}`)
  return (await who.ask<Message>('GET', `/api/messages/${found?.id ?? ''}`)).json
}

async function allow(kind: PictureConsent['kind'], value: string, who = browser): Promise<PictureConsent> {
  return (
    await who.ask<PictureConsent>('POST', paths, { body: { kind, value, name: kind === 'message' ? 'Spring' : '' } })
  ).json
}

const sign = (id: string, addresses: readonly string[], who = browser) =>
  who.ask<{ tickets: (string | null)[]; type: string }>('POST', `/api/messages/${id}/pictures`, { body: { addresses } })

async function ticketFor(address = logo): Promise<string> {
  const message = await messageOf('Ann')
  await allow('message', message.pictureMark)
  return (await sign(message.id, [address])).json.tickets[0] ?? ''
}

beforeEach(async () => {
  site = await startPictureSite({
    '/slow.svg': (_request, response) => void response.writeHead(200).end('<svg/>'),
  })
  const pictures = new WebPictures({
    resolve: () => Promise.resolve(['93.184.216.34']),
    dial: () => ({ host: '127.0.0.1', port: site.port }),
  })
  app = await startTestApp({ limits: { picturesPerMinute: 12 } }, { pictures })
  receive('Ann', 'ann@News.example')
  receive('Bob', 'bob@news.example')
  browser = await app.signedIn()
})
afterEach(async () => {
  site.stop()
  await app.stop()
})

describe('Pictures from other sites', () => {
  it('are not to be had before somebody allowed them', async () => {
    const message = await messageOf('Ann')
    expect(message.pictureConsent).toBeNull()
    const answer = await sign(message.id, [logo])
    expect([answer.status, answer.json.type]).toEqual([403, 'not-allowed'])
    expect(site.asked).toEqual([])
  })

  it('come with headers of our own, as bytes no page can be made of', async () => {
    const answer = await browser.ask('GET', `/api/pictures/${await ticketFor()}`)
    expect([answer.status, answer.text]).toEqual([200, onePixel.toString()])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "sandbox; default-src 'none'",
      'content-disposition': expect.stringMatching(/^attachment/) as string,
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect(site.asked.map(({ host, path }) => [host, path])).toEqual([['pictures.example', '/logo.png?a=1&b=2']])
    expect(JSON.stringify(site.asked)).not.toMatch(/cookie|referer|accept-language/i)
  })

  it('are signed only for what the message names', async () => {
    const message = await messageOf('Ann')
    await allow('message', message.pictureMark)
    const addresses = [
      logo,
      'https://pictures.example/b.png',
      'http://pictures.example/logo.png?a=9',
      'http://x.example/',
    ]
    const { tickets } = (await sign(message.id, addresses)).json
    expect(tickets.map((ticket) => ticket !== null)).toEqual([true, true, false, false])
    expect(tickets[0]).not.toMatch(/pictures\.example|logo\.png/)
  })

  it('are refused alike for every reason, without a word about it', async () => {
    const answer = await browser.problem('GET', `/api/pictures/${await ticketFor(inside)}`)
    expect([answer.status, answer.json.type]).toEqual([422, 'picture-refused'])
    expect(Object.keys(answer.json).toSorted()).toEqual(['requestId', 'status', 'type'])
    expect(site.asked).toEqual([])
    expect(app.log.join()).not.toMatch(/127\.0\.0\.1\/|secret|pictures\.example/)
  })

  it('are nobody else’s by the same address', async () => {
    const ticket = await ticketFor()
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    const again = await app.signedIn()
    expect((await app.browser().ask('GET', `/api/pictures/${ticket}`)).status).toBe(401)
    for (const other of [ben, again]) {
      const answer = await other.problem('GET', `/api/pictures/${ticket}`)
      expect([answer.status, answer.json.type]).toEqual([404, 'not-found'])
    }
    const forged = await browser.problem('GET', `/api/pictures/${ticket.slice(0, -6)}AAAAAA`)
    expect([forged.status, forged.json.type]).toEqual([404, 'not-found'])
    expect(site.asked).toEqual([])
  })

  it('are refused to other sites that link to them', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await browser.ask('GET', `/api/pictures/${await ticketFor()}`, { headers })).status).toBe(403)
    expect(site.asked).toEqual([])
  })

  it('end when the consent does', async () => {
    const ticket = await ticketFor()
    const [consent] = (await browser.ask<{ items: PictureConsent[] }>('GET', paths)).json.items
    expect((await browser.ask('DELETE', `${paths}/${consent?.id ?? ''}`)).status).toBe(204)
    expect((await browser.ask('GET', `/api/pictures/${ticket}`)).status).toBe(404)
    expect((await messageOf('Ann')).pictureConsent).toBeNull()
    expect(site.asked).toEqual([])
  })

  it('have a rate of their own', async () => {
    const ticket = await ticketFor()
    const answers = await Promise.all(
      Array.from({ length: 13 }, () => browser.ask<{ retryAfterSeconds?: number }>('GET', `/api/pictures/${ticket}`)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(12)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.json.retryAfterSeconds).toBeGreaterThan(0)
    expect(site.mostAtOnce).toBeLessThanOrEqual(4)
  })
})

describe('What a person allowed', () => {
  it('holds for the message, its sender or the sender’s domain, and no further', async () => {
    const ann = await messageOf('Ann')
    await allow('message', ann.pictureMark)
    expect((await messageOf('Ann')).pictureConsent?.kind).toBe('message')
    expect((await messageOf('Bob')).pictureConsent).toBeNull()
    await allow('sender', 'BOB@news.example')
    receive('Bob below', 'bob@more.news.example')
    expect((await messageOf('Bob')).pictureConsent).toMatchObject({ kind: 'sender', value: 'bob@news.example' })
    await allow('domain', 'news.example')
    receive('Cleo', 'cleo@news.example')
    expect((await messageOf('Cleo')).pictureConsent?.kind).toBe('domain')
    expect((await messageOf('Bob below')).pictureConsent).toBeNull()
    const { items } = (await browser.ask<{ items: PictureConsent[] }>('GET', paths)).json
    expect(items.map(({ kind, name }) => [kind, name])).toEqual([
      ['domain', ''],
      ['sender', ''],
      ['message', 'Spring'],
    ])
  })

  it('follows a message into another folder, and is not for one that only has its Message-ID', async () => {
    const { id, pictureMark } = await messageOf('Ann')
    await allow('message', pictureMark)
    const folders = await browser.ask<{ items: { id: string; role: string }[] }>('GET', '/api/folders')
    const toFolderId = folders.json.items.find(({ role }) => role === 'archive')?.id
    const moved = await browser.ask<{ items: { movedId: string }[] }>('POST', '/api/messages/move', {
      body: { ids: [id], toFolderId },
    })
    const there = await browser.ask<Message>('GET', `/api/messages/${moved.json.items[0]?.movedId ?? ''}`)
    expect(there.json.pictureConsent?.kind).toBe('message')
    receive('Mallory', 'mallory@evil.example', 'Ann')
    expect((await messageOf('Mallory')).pictureConsent).toBeNull()
  })

  it('is nobody else’s', async () => {
    const ann = await messageOf('Ann')
    const { id } = await allow('message', ann.pictureMark)
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    expect((await ben.ask<{ items: unknown[] }>('GET', paths)).json.items).toEqual([])
    await ben.ask('DELETE', `${paths}/${id}`)
    expect((await messageOf('Ann')).pictureConsent?.id).toBe(id)
  })

  it('is kept once, and lies nowhere readable in our database', async () => {
    const first = await allow('sender', 'ann@news.example')
    expect(await allow('sender', 'Ann@News.example')).toEqual(first)
    const rows = await app.storage.database.selectFrom('person_note').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/news\.example|ann@/i)
  })

  it.each([
    ['no kind', { value: 'a@b.example', name: '' }, 'kind'],
    ['an address without @', { kind: 'sender', value: 'b.example', name: '' }, 'value'],
    ['a domain with @', { kind: 'domain', value: 'a@b.example', name: '' }, 'value'],
    ['a domain of one word', { kind: 'domain', value: 'com', name: '' }, 'value'],
    ['two lines', { kind: 'message', value: 'one\ntwo', name: '' }, 'value'],
    ['a name of 10 kB', { kind: 'message', value: 'x', name: 'x'.repeat(10_000) }, 'name'],
  ])('refuses %s and names the field', async (_what, body, field) => {
    const answer = await browser.ask<{ fields: { field: string }[] }>('POST', paths, { body })
    expect(answer.status).toBe(400)
    expect(answer.json.fields.map((each) => each.field)).toEqual([field])
  })

  it('ends at 200 senders and domains; of messages the oldest gives way', async () => {
    const sealer = openSealer(app.storageDirectory)
    const kept = (kind: PictureConsent['kind']) =>
      Array.from({ length: 200 }, (_, index) => ({ id: `${kind}-${index}`, kind, value: `${index}.example`, name: '' }))
    const all = JSON.stringify([...kept('message'), ...kept('domain')])
    await new PersonNotes(app.storage.database, sealer).write('ada', 'picture-consents', all)
    await allow('message', 'a new one')
    const refused = await browser.problem('POST', paths, { body: { kind: 'sender', value: 'a@b.example', name: '' } })
    expect([refused.status, refused.json.type]).toEqual([403, 'not-allowed'])
    expect((await allow('domain', '7.example')).id).toBe('domain-7')
    const { items } = (await browser.ask<{ items: PictureConsent[] }>('GET', paths)).json
    expect([items.length, items[0]?.value, items[1]?.value, items[199]?.value]).toEqual([
      ...[400, 'a new one', '0.example', '198.example'],
    ])
  })
})
