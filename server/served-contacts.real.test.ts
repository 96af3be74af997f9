import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AppPasswords } from '#contract/app-passwords.ts'
import type { Contact, ContactWindow } from '#contract/contacts.ts'
import { type CardServer, CardServerFault } from '#server/mail/card-server-port.ts'
import { DavCardServers } from '#server/mail/carddav/dav-card-servers.ts'
import { personOf, realPlatform } from '#server/mail/testing/real-mail.ts'
import { startRealApp, type RealApp } from '#server/testing/real-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const run = promisify(execFile)
const card = (name: string, ...more: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', `UID:${name}`, `FN:${name}`, `N:${name};;;;`, ...more, 'END:VCARD', ''].join('\r\n')

/** By curl, and by the adapter that reads address books of other servers: over TLS, with a directory that knows the person. */
describe('The book kept here, in other programs', () => {
  const platform = realPlatform()
  let app: RealApp
  let server: Server
  let directory: string
  let url: string
  let browser: TestBrowser
  let password: string

  beforeAll(async () => {
    app = await startRealApp(platform)
    browser = await app.signedIn('jonas')
    const [cert, key] = ['server.pem', 'server.key'].map((name) =>
      readFileSync(join(platform.stateDirectory, 'tls', name)),
    )
    server = createServer({ cert, key }, app.app.express)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    directory = mkdtempSync(join(tmpdir(), 'curbcut-served-'))
    password = (await make('Phone')).password
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await app.stop()
    rmSync(directory, { recursive: true })
  })
  afterEach(async () => {
    // A list comes in parts.
    for (let rows = await list(); rows.length > 0; rows = await list())
      await browser.ask('POST', '/api/contacts/delete', { body: { ids: rows.map(({ id }) => id) } })
  })

  const list = async () => (await browser.ask<ContactWindow>('GET', '/api/contacts')).json.items
  async function make(name: string) {
    const body = { name, password: personOf(platform, 'jonas').password }
    const { json } = await browser.ask<{ password: string; state: AppPasswords }>('POST', '/api/app-passwords', {
      body,
    })
    return json
  }

  /** The status, and what comes with it. */
  async function curl(path: string, args: readonly string[] = [], as = `jonas:${password}`) {
    const common = ['-s', '--cacert', platform.caFile, '--max-time', '30', '-w', '\n%{http_code}', '-u', as]
    const { stdout } = await run('curl', [...common, ...args, url + path])
    const at = stdout.lastIndexOf('\n')
    return { status: Number(stdout.slice(at + 1)), text: stdout.slice(0, at) }
  }
  const find = (path: string, property: string, depth = '0') => {
    const body = `<propfind xmlns="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><prop><${property}/></prop></propfind>`
    return curl(path, [
      '-X',
      'PROPFIND',
      '-H',
      `Depth: ${depth}`,
      '-H',
      'Content-Type: application/xml',
      '-d',
      body,
      '-L',
    ])
  }
  const hrefs = (text: string) => [...text.matchAll(/<d:href>([^<]*)</g)].map(([, href]) => href ?? '')

  const open = (as = password, user = 'jonas'): CardServer => {
    const settings = { url: `${url}/`, name: 'Ours', caFile: platform.caFile }
    const opened = new DavCardServers([settings]).open({ url: settings.url, user, password: as })
    if (!opened) throw new Error('It is not offered')
    return opened
  }
  const bookAt = async (program: CardServer) =>
    (await program.books()).find(({ isReadOnly }) => !isReadOnly)?.path ?? ''

  it('is found, filled, read and emptied by curl, and is seen in the app at once', async () => {
    const home = hrefs((await find('/.well-known/carddav', 'c:addressbook-home-set')).text).at(-1) ?? ''
    const book = hrefs((await find(home, 'resourcetype', '1')).text)[1] ?? ''
    const file = join(directory, 'Nora.vcf')
    writeFileSync(file, card('Nora', 'X-PET:cat', 'EMAIL:nora@harbour.example'))
    const put = ['-T', file, '-H', 'Content-Type: text/vcard', '-H', 'If-None-Match: *']
    expect((await curl(`${book}Nora.vcf`, put)).status).toBe(201)
    expect((await curl(`${book}Nora.vcf`, put)).status).toBe(412)
    expect((await list()).map(({ name, addresses }) => [name, ...addresses])).toEqual([
      ['Nora', 'nora@harbour.example'],
    ])
    expect((await curl(`${book}Nora.vcf`)).text).toBe(card('Nora', 'X-PET:cat', 'EMAIL:nora@harbour.example'))
    expect((await curl(`${book}Nora.vcf`, ['-X', 'DELETE'])).status).toBe(204)
    expect(await list()).toEqual([])
  })

  it('is read and written by our own adapter for other servers, as theirs are', async () => {
    const program = open()
    const books = await program.books()
    expect(books.map(({ name, isReadOnly }) => [name, isReadOnly])).toEqual([
      ['Contacts', false],
      ['People you have written to', true],
    ])
    const book = await bookAt(program)
    const etag = await program.write(`${book}Ann%20B.vcf`, card('Ann'), null)
    expect(etag).toMatch(/^"[\w-]+"$/)
    await expect(program.write(`${book}Ann%20B.vcf`, card('Ann'), null)).rejects.toThrow(CardServerFault)
    const first = await program.changes(book, null)
    expect([first.isWhole, first.cards]).toEqual([true, [{ path: `${book}Ann%20B.vcf`, etag }]])
    const [read] = await program.cards(book, [`${book}Ann%20B.vcf`])
    expect(read).toEqual({ path: `${book}Ann%20B.vcf`, etag, card: card('Ann') })
    expect((await program.changes(book, first.state)).cards).toEqual([])

    const [ann] = await list()
    const { fields, version } = (await browser.ask<Contact>('GET', `/api/contacts/${ann?.id}`)).json
    await browser.ask('PATCH', `/api/contacts/${ann?.id}`, { body: { fields: { ...fields, title: 'Mayor' }, version } })
    await expect(program.write(`${book}Ann%20B.vcf`, card('Ann', 'TITLE:Baker'), etag)).rejects.toThrow(CardServerFault)
    const second = await program.changes(book, first.state)
    expect([second.isWhole, second.cards.length, second.gone]).toEqual([false, 1, []])
    expect((await program.cards(book, [`${book}Ann%20B.vcf`]))[0]?.card).toContain('TITLE:Mayor')
    await program.remove(`${book}Ann%20B.vcf`, second.cards[0]?.etag ?? '')
    expect((await program.changes(book, second.state)).gone).toEqual([`${book}Ann%20B.vcf`])
    expect(await list()).toEqual([])
  })

  it('is whole after a thousand cards, read by state or by all that there is', async () => {
    const program = open()
    const book = await bookAt(program)
    const rows = Array.from({ length: 1000 }, (_, at) => card(`P${at}`)).join('')
    const imported = await browser.openImport(rows)
    await imported.next('done')
    const all = await program.changes(book, null)
    expect(all.cards).toHaveLength(1000)
    const paths = all.cards.map(({ path }) => path)
    const read = await program.cards(book, paths)
    expect(new Set(read.map(({ path }) => path)).size).toBe(read.length)
    expect(read.every(({ card: text }) => text.startsWith('BEGIN:VCARD\r\n'))).toBe(true)
    expect((await find(book, 'getetag', '1')).text.match(/<d:getetag>/g)).toHaveLength(1000)
  })

  it('is nobody else’s, and opens to no other password', async () => {
    const book = await bookAt(open())
    await open().write(`${book}Ann.vcf`, card('Ann'), null)
    for (const as of [`jonas:${personOf(platform, 'jonas').password}`, 'jonas:wrong', `ben:${password}`, 'nobody:x'])
      expect([as.split(':')[0], (await curl(`${book}Ann.vcf`, [], as)).status]).toEqual([as.split(':')[0], 401])
    const ben = await app.signedIn('ben')
    const body = { name: 'Phone', password: personOf(platform, 'ben').password }
    const theirs = (await ben.ask<{ password: string }>('POST', '/api/app-passwords', { body })).json.password
    expect((await curl(`${book}Ann.vcf`, [], `ben:${theirs}`)).status).toBe(404)
    expect((await curl(book, ['-X', 'PROPFIND', '-H', 'Depth: 1'], `ben:${theirs}`)).status).toBe(404)
  })

  it('takes no card of ten megabytes, no entities, and no listing without end', async () => {
    const book = await bookAt(open())
    const file = join(directory, 'large.vcf')
    writeFileSync(file, card('Large', `NOTE:${'a'.repeat(10_000_000)}`))
    const put = ['-T', file, '-H', 'Content-Type: text/vcard']
    expect((await curl(`${book}large.vcf`, put)).status).toBe(413)
    expect((await curl(`${book}large.vcf`, [...put, '-H', 'Transfer-Encoding: chunked'])).status).toBe(413)
    const bomb =
      '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><propfind xmlns="DAV:"><prop>&b;</prop></propfind>'
    expect((await curl(book, ['-X', 'PROPFIND', '-H', 'Depth: 0', '-d', bomb])).status).toBe(400)
    expect((await curl(book, ['-X', 'PROPFIND', '-H', 'Depth: infinity'])).status).toBe(403)
    expect(await list()).toEqual([])
  })

  it('is closed to a password at once when that is ended, and to guessing after a few tries', async () => {
    const { password: other, state } = await make('Tablet')
    const program = open(other)
    expect(await program.books()).toHaveLength(2)
    const id = state.items.find(({ name }) => name === 'Tablet')?.id
    await browser.ask('DELETE', `/api/app-passwords/${id}`)
    await expect(program.books()).rejects.toMatchObject({ reason: 'sign-in' })
    const tries: number[] = []
    for (let count = 0; count < 20; count += 1) tries.push((await curl('/dav/', [], `jonas:${other}`)).status)
    expect(tries.slice(-10)).toEqual(Array.from({ length: 10 }, () => 429))
    expect(await open().books()).toHaveLength(2)
    expect((await app.browser().signIn('jonas', personOf(platform, 'jonas').password)).status).toBe(200)
    const log = app.log.join('\n')
    for (const secret of [password, other, 'jonas', '/dav/']) expect(log.includes(secret)).toBe(false)
  })
})
