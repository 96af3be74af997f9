import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact, ContactWindow } from '#contract/contacts.ts'
import {
  type Ask,
  bookOf,
  cardNames as names,
  hrefs,
  programOf,
  propfind,
  type Said,
} from '#server/testing/card-program.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

const card = (name: string, ...more: string[]) =>
  ['BEGIN:VCARD', 'VERSION:3.0', `UID:${name}`, `FN:${name}`, `N:${name};;;;`, ...more, 'END:VCARD', ''].join('\r\n')
const sync = (token: string, more = '') =>
  `<sync-collection ${names}><sync-token>${token}</sync-token><sync-level>1</sync-level>${more}<prop><getetag/></prop></sync-collection>`
const query = (filter: string, more = '') =>
  `<c:addressbook-query ${names}><prop><getetag/><c:address-data/></prop><c:filter>${filter}</c:filter>${more}</c:addressbook-query>`
const namesIn = (said: Said) =>
  hrefs(said)
    .map((href) => decodeURIComponent(href.split('/').at(-1) ?? ''))
    .filter(Boolean)
const gone = ({ text }: Said) =>
  [...text.matchAll(/<d:href>[^<]*\/([^/<]*)<\/d:href><d:status>HTTP\/1.1 404/g)].map(([, name]) => name)
const tokenIn = ({ text }: Said) => /<d:sync-token>([^<]+)</.exec(text)?.[1] ?? ''
const fnIn = ({ text }: Said) => [...text.matchAll(/FN:([^&\r\n]*)/g)].map(([, name]) => name)

describe('The books kept here, for other programs', () => {
  let app: TestApp
  let browser: TestBrowser
  let ask: Ask
  let asBen: Ask
  let book: string
  let now: number

  beforeEach(async () => {
    now = Date.now()
    app = await startTestApp({}, { now: () => now })
    browser = await app.signedIn()
    ask = await programOf(app, 'ada')
    asBen = await programOf(app, 'ben')
    book = await bookOf(ask)
  })
  afterEach(() => app.stop())

  const put = (name: string, text = card(name), headers: Record<string, string> = {}, program = ask) =>
    program('PUT', `${book}${name}.vcf`, text, { 'content-type': 'text/vcard; charset=utf-8', ...headers })
  const shown = async () => (await browser.ask<ContactWindow>('GET', '/api/contacts')).json.items
  const report = (body: string) => ask('REPORT', book, body)

  it('are found from the address alone, each with what can be done in it', async () => {
    const start = await ask('PROPFIND', '/.well-known/carddav', '', { depth: '0' })
    expect([start.status, start.headers.get('location')]).toEqual([301, '/dav/'])
    const home = await ask('PROPFIND', '/dav/', propfind('<c:addressbook-home-set/>'), { depth: '0' })
    const [, at = ''] = hrefs(home)
    const body = propfind('<resourcetype/><displayname/><current-user-privilege-set/><x xmlns="urn:other"/>')
    const books = await ask('PROPFIND', at, body, { depth: '1', 'accept-language': 'es-ES' })
    expect(books.status).toBe(207)
    expect(hrefs(books)).toEqual([at, `${at}contacts/`, `${at}collected/`])
    expect(books.text).toContain('<d:displayname>Contactos</d:displayname>')
    expect(books.text.match(/<d:write\/>/g)).toHaveLength(1)
    expect(books.text).toContain('<x xmlns="urn:other"/></d:prop><d:status>HTTP/1.1 404 Not Found')
    const options = await ask('OPTIONS', book)
    expect(options.headers.get('dav')).toMatch(/addressbook/)
    expect(options.headers.get('allow')).toContain('REPORT')
  })

  it('take a card, and give it back byte for byte, however it is folded', async () => {
    const text = card('Ann', 'X-PET;X-KIND=small:a cat\\, grey', 'NOTE:a long', '  line that is folded', 'item1.URL:x')
    const written = await put('Ann', text, { 'if-none-match': '*' })
    expect(written.status).toBe(201)
    const read = await ask('GET', `${book}Ann.vcf`)
    expect([read.text, read.headers.get('etag')]).toEqual([text, written.headers.get('etag')])
    expect(read.headers.get('content-type')).toBe('text/vcard; charset=utf-8')
    const head = await ask('HEAD', `${book}Ann.vcf`)
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', String(text.length)])
    const again = await ask('GET', `${book}Ann.vcf`, undefined, { 'if-none-match': written.headers.get('etag') ?? '' })
    expect(again.status).toBe(304)
    expect((await shown()).map(({ name }) => name)).toEqual(['Ann'])
    const many = await report(
      `<c:addressbook-multiget ${names}><prop><c:address-data/></prop><href>${book}Ann.vcf</href></c:addressbook-multiget>`,
    )
    expect(many.text.replaceAll('&#13;', '\r')).toContain(text.trim())
  })

  it('show what is changed in the app, and what programs change is seen there', async () => {
    const made = await browser.ask<Contact>('POST', '/api/contacts', {
      body: {
        ...{ name: 'Bob', nickname: '', organisation: '', title: '', note: '', groups: [], addresses: [] },
        ...{ telephones: [], prefersPlainText: false, needsAccessible: false },
      },
    })
    const all = await ask('PROPFIND', book, propfind('<getetag/>'), { depth: '1' })
    expect(namesIn(all)).toEqual([`${made.json.id}.vcf`])
    const token = tokenIn(await report(sync('')))
    const { fields, version, id } = made.json
    await browser.ask('PATCH', `/api/contacts/${id}`, { body: { fields: { ...fields, title: 'Mayor' }, version } })
    expect(namesIn(await report(sync(token)))).toEqual([`${id}.vcf`])
    const read = await ask('GET', `${book}${id}.vcf`)
    expect(read.text).toContain('TITLE:Mayor')
    const ifMatch = { 'if-match': read.headers.get('etag') ?? '' }
    expect((await put(id, read.text.replace('Mayor', 'Baker'), ifMatch)).status).toBe(204)
    expect((await browser.ask<Contact>('GET', `/api/contacts/${id}`)).json.fields.title).toBe('Baker')
    expect((await ask('DELETE', `${book}${id}.vcf`)).status).toBe(204)
    expect(await shown()).toEqual([])
    expect(gone(await report(sync(token)))).toEqual([`${id}.vcf`])
  })

  it('let nobody write over what they have not seen', async () => {
    const first = (await put('Ann', card('Ann'))).headers.get('etag') ?? ''
    expect((await put('Ann', card('Ann', 'TITLE:a'), { 'if-none-match': '*' })).status).toBe(412)
    expect((await put('Ann', card('Ann', 'TITLE:a'), { 'if-match': first })).status).toBe(204)
    for (const stale of [first, `W/${first}`, '"other"'])
      expect((await put('Ann', card('Ann', 'TITLE:b'), { 'if-match': stale })).status).toBe(412)
    expect((await ask('DELETE', `${book}Ann.vcf`, undefined, { 'if-match': first })).status).toBe(412)
    expect((await put('Bob', card('Bob'), { 'if-match': '*' })).status).toBe(412)
    expect((await ask('GET', `${book}Ann.vcf`)).text).toContain('TITLE:a')
    const at = await Promise.all(
      ['c', 'd', 'e'].map((title) => put('Cid', card('Cid', `TITLE:${title}`), { 'if-none-match': '*' })),
    )
    expect(at.map(({ status }) => status).toSorted()).toEqual([201, 412, 412])
  })

  it('refuse what is no card, and say why', async () => {
    const said = async (text: string, headers = {}) => {
      const { status, text: why } = await put('x', text, headers)
      return [status, /<[cd]:error[^>]*><([\w:-]+)/.exec(why)?.[1]]
    }
    expect(await said('{}', { 'content-type': 'application/vcard+json' })).toEqual([415, 'c:supported-address-data'])
    expect(await said(card('x'), { 'content-type': 'text/vcard; charset=latin1' })).toEqual([
      415,
      'c:supported-address-data',
    ])
    expect(await said('Hello')).toEqual([403, 'c:valid-address-data'])
    expect(await said(card('x') + card('y'))).toEqual([403, 'c:valid-address-data'])
    expect(await said(card('x').replace('FN:x', 'FN:x\u0000'))).toEqual([403, 'c:valid-address-data'])
    expect(await said(card('x').replace('3.0', '2.1'))).toEqual([403, 'c:supported-address-data'])
    expect(await said('BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n')).toEqual([403, 'c:valid-address-data'])
    expect((await put('x', card('x', `NOTE:${'a'.repeat(1_000_000)}`))).status).toBe(413)
    await put('first', card('same'))
    const twin = await put('second', card('same'))
    expect([twin.status, hrefs(twin)]).toEqual([403, [`${book}first.vcf`]])
    expect((await shown()).map(({ name }) => name)).toEqual(['same'])
  })

  it('tell what has changed since a state, and refuse a state they do not know', async () => {
    await put('Ann')
    await put('Bob')
    const first = await report(sync(''))
    expect(namesIn(first).toSorted()).toEqual(['Ann.vcf', 'Bob.vcf'])
    await ask('DELETE', `${book}Ann.vcf`)
    await put('Cid')
    const next = await report(sync(tokenIn(first)))
    expect([gone(next), namesIn(next).toSorted()]).toEqual([['Ann.vcf'], ['Ann.vcf', 'Cid.vcf']])
    expect(namesIn(await report(sync(tokenIn(next))))).toEqual([])
    for (const strange of ['urn:other', 'urn:curbcut:contacts:99999', 'urn:curbcut:contacts:-1']) {
      const refused = await report(sync(strange))
      expect([refused.status, refused.text.includes('<d:valid-sync-token/>')]).toEqual([403, true])
    }
    const few = await report(sync('', '<limit><nresults>1</nresults></limit>'))
    expect([few.status, few.text.includes('number-of-matches-within-limits')]).toEqual([507, true])
    now += 2 * 86_400_000
    await app.app.contacts.sweep()
    expect((await report(sync(tokenIn(first)))).status).toBe(403)
    expect(namesIn(await report(sync(tokenIn(next))))).toEqual([])
  })

  it('are searched as programs do', async () => {
    await put('Ann', card('Ann', 'EMAIL;TYPE=HOME:ann@harbour.example'))
    await put('Bob', card('Bob', 'item1.EMAIL:BOB@home.example', 'NICKNAME:Bobby'))
    const found = async (filter: string, more = '') => fnIn(await report(query(filter, more))).toSorted()
    const text = (name: string, match: string, value: string) =>
      `<c:prop-filter name="${name}"><c:text-match collation="i;unicode-casemap" match-type="${match}">${value}</c:text-match></c:prop-filter>`
    expect(await found('')).toEqual(['Ann', 'Bob'])
    expect(await found(text('FN', 'starts-with', 'an'))).toEqual(['Ann'])
    expect(await found(text('EMAIL', 'contains', 'bob@HOME'))).toEqual(['Bob'])
    expect(await found(text('UID', 'equals', 'Ann') + text('UID', 'equals', 'Bob'))).toEqual(['Ann', 'Bob'])
    expect(await found('<c:prop-filter name="NICKNAME"><c:is-not-defined/></c:prop-filter>')).toEqual(['Ann'])
    const limited = await report(query('', '<c:limit><c:nresults>1</c:nresults></c:limit>'))
    expect([fnIn(limited).length, limited.text.includes('507')]).toEqual([1, true])
  })

  it('are searched by the parameters of what a card says', async () => {
    await put('Ann', card('Ann', 'EMAIL;TYPE=HOME,pref:ann@home.example', 'EMAIL;TYPE="WORK":ann@work.example'))
    await put('Bob', card('Bob', 'item1.EMAIL;type=work:bob@home.example', 'item1.X-ABLabel:Ship'))
    await put('Cid', card('Cid', 'EMAIL:cid@home.example'))
    const found = async (filter: string) => fnIn(await report(query(filter))).toSorted()
    const text = (value: string, more = '') => `<c:text-match match-type="equals" ${more}>${value}</c:text-match>`
    const param = (inside: string, name = 'TYPE') => `<c:param-filter name="${name}">${inside}</c:param-filter>`
    const email = (inside: string, test = 'allof', name = 'EMAIL') =>
      `<c:prop-filter name="${name}" test="${test}">${inside}</c:prop-filter>`
    const ends = '<c:text-match match-type="ends-with">@home.example</c:text-match>'
    expect(await found(email(param('')))).toEqual(['Ann', 'Bob'])
    expect(await found(email(param('<c:is-not-defined/>')))).toEqual(['Cid'])
    expect(await found(email(param(text('work'))))).toEqual(['Ann', 'Bob'])
    expect(await found(email(param(text('PREF'))))).toEqual(['Ann'])
    expect(await found(email(param(text('work', 'negate-condition="yes"'))))).toEqual(['Ann'])
    expect(await found(email(param(text('work', 'collation="i;octet"'))))).toEqual(['Bob'])
    // Of one line: Ann has an address at work, but it does not end so.
    expect(await found(email(param(text('work')) + ends))).toEqual(['Bob'])
    expect(await found(email(param(text('pref')) + ends, 'anyof'))).toEqual(['Ann', 'Bob', 'Cid'])
    expect(await found(email(param('', 'X-NONE')))).toEqual([])
    expect(await found(email('', 'anyof', 'item1.EMAIL'))).toEqual(['Bob'])
    expect(await found(email('', 'anyof', 'item2.EMAIL'))).toEqual([])
  })

  it.each([
    ['a filter of another name', '<c:date-filter name="BDAY"/>'],
    ['a filter within a filter', '<c:prop-filter name="FN"><c:prop-filter name="N"/></c:prop-filter>'],
    ['an element of others', '<c:prop-filter name="FN"><x xmlns="urn:other"/></c:prop-filter>'],
    ['a property without a name', '<c:prop-filter/>'],
    ['a parameter without a name', '<c:prop-filter name="EMAIL"><c:param-filter/></c:prop-filter>'],
    ['a test there is not', '<c:prop-filter name="FN" test="noneof"/>'],
    [
      'a way to compare there is not',
      '<c:prop-filter name="FN"><c:text-match match-type="like">A</c:text-match></c:prop-filter>',
    ],
    [
      'something of what is to be missing',
      '<c:prop-filter name="FN"><c:is-not-defined/><c:text-match>A</c:text-match></c:prop-filter>',
    ],
    [
      'two texts of one parameter',
      '<c:prop-filter name="EMAIL"><c:param-filter name="TYPE"><c:text-match>a</c:text-match><c:text-match>b</c:text-match></c:param-filter></c:prop-filter>',
    ],
    ['more than anybody asks for', '<c:prop-filter name="FN"/>'.repeat(51)],
  ])('say that they do not know %s, and give no card', async (_what, filter) => {
    await put('Ann')
    const said = await report(query(filter))
    expect([said.status, said.text.includes('<c:supported-filter/>'), fnIn(said)]).toEqual([403, true, []])
  })

  it('say that they do not know an order of letters, or a form of cards', async () => {
    const strange = '<c:prop-filter name="FN"><c:text-match collation="i;klingon">A</c:text-match></c:prop-filter>'
    const said = await report(query(strange))
    expect([said.status, said.text.includes('<c:supported-collation/>')]).toEqual([403, true])
    for (const form of ['content-type="application/json"', 'version="5.0"']) {
      const multiget = `<c:addressbook-multiget ${names}><prop><c:address-data ${form}/></prop><href>${book}Ann.vcf</href></c:addressbook-multiget>`
      const refused = await report(multiget)
      expect([refused.status, refused.text.includes('<c:supported-address-data/>')]).toEqual([403, true])
    }
  })

  it('give those lines of a card that are asked for, in every report, and all where none are named', async () => {
    const kept = card(
      'Ann',
      'item1.EMAIL;TYPE=HOME:ann@home.example',
      'EMAIL:ann@work.example',
      `NOTE:${'long '.repeat(40)}`,
    )
    await put('Ann', kept)
    const lines = (list: string) =>
      `<prop><getetag/><c:address-data content-type="text/vcard" version="3.0">${list}</c:address-data></prop>`
    const href = `<href>${book}Ann.vcf</href>`
    const reports = (list: string) => [
      `<c:addressbook-multiget ${names}>${lines(list)}${href}</c:addressbook-multiget>`,
      `<c:addressbook-query ${names}>${lines(list)}<c:filter/></c:addressbook-query>`,
      `<sync-collection ${names}><sync-token/><sync-level>1</sync-level>${lines(list)}</sync-collection>`,
    ]
    const given = async (list: string) => {
      const all = await Promise.all(reports(list).map(report))
      const cards = all.map(({ text }) => /<c:address-data>([^<]*)</.exec(text)?.[1]?.replaceAll('&#13;', '\r'))
      expect(new Set(cards).size).toBe(1)
      expect(all[0]?.text).toContain(
        (await ask('HEAD', `${book}Ann.vcf`)).headers.get('etag')?.replaceAll('"', '&quot;'),
      )
      return cards[0]
    }
    const of = (...some: string[]) => ['BEGIN:VCARD', 'VERSION:3.0', ...some, 'END:VCARD', ''].join('\r\n')
    expect(await given('<c:prop name="fn"/><c:prop name="UID"/>')).toBe(of('UID:Ann', 'FN:Ann'))
    expect(await given('<c:prop name="EMAIL"/>')).toBe(
      of('item1.EMAIL;TYPE=HOME:ann@home.example', 'EMAIL:ann@work.example'),
    )
    expect(await given('<c:prop name="item1.EMAIL"/>')).toBe(of('item1.EMAIL;TYPE=HOME:ann@home.example'))
    expect(await given('<c:prop name="EMAIL" novalue="yes"/><c:prop name="FN" novalue="no"/>')).toBe(
      of('FN:Ann', 'item1.EMAIL;TYPE=HOME:', 'EMAIL:'),
    )
    expect(await given('<c:prop name="X-NONE"/>')).toBe(of())
    expect(await given('<c:allprop/>')).toBe(kept)
    expect(await given('')).toBe(kept)
  })

  it('show whom somebody has written to, to be read only', async () => {
    const index = { name: 'Kit', nickname: '', addresses: [], organisation: '', groups: [], uid: '' }
    const [id = ''] = await app.app.contacts.add('ada', 'collected', [{ card: card('Kit'), index }])
    await app.app.contacts.add('ada', 'at-0123456789abcdef', [{ card: card('Elsewhere'), index }])
    const collected = book.replace(/contacts\/$/, 'collected/')
    expect((await ask('GET', `${collected}${id}.vcf`)).text).toBe(card('Kit'))
    const headers = { 'content-type': 'text/vcard' }
    expect((await ask('PUT', `${collected}${id}.vcf`, card('Kit'), headers)).status).toBe(403)
    expect((await ask('DELETE', `${collected}${id}.vcf`)).status).toBe(403)
    const all = await Promise.all(
      [book, collected].map((at) => ask('PROPFIND', at, propfind('<getetag/>'), { depth: '1' })),
    )
    expect(all.map(namesIn)).toEqual([[], [`${id}.vcf`]])
  })

  it('are another’s as little as what there is not', async () => {
    await put('Ann')
    const absent = book.replace(/\/dav\/[^/]+/, '/dav/AAAAAAAAAAAAAAAAAAAA')
    for (const method of ['OPTIONS', 'PROPFIND', 'REPORT', 'GET', 'HEAD', 'PUT', 'DELETE', 'POST', 'MKCOL']) {
      const body = method === 'PUT' ? card('Evil') : method === 'REPORT' ? sync('') : undefined
      const said = async (path: string) => {
        const { status, text } = await asBen(method, path, body, { depth: '0', 'content-type': 'text/vcard' })
        return [method, status, text]
      }
      expect(await said(`${book}Ann.vcf`)).toEqual([method, 404, ''])
      expect(await said(`${absent}Ann.vcf`)).toEqual([method, 404, ''])
      expect(await said(book)).toEqual(await said(absent))
    }
    const multiget = `<c:addressbook-multiget ${names}><prop><c:address-data/></prop><href>${book}Ann.vcf</href></c:addressbook-multiget>`
    const theirs = await asBen('REPORT', await bookOf(asBen), multiget)
    expect([theirs.status, theirs.text.includes('FN:')]).toEqual([207, false])
    expect((await ask('GET', `${book}Ann.vcf`)).status).toBe(200)
    expect((await shown()).map(({ name }) => name)).toEqual(['Ann'])
  })

  it.each([
    [
      'entities',
      '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><propfind xmlns="DAV:"><prop>&b;</prop></propfind>',
    ],
    [
      'an entity of a file',
      '<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/passwd">]><propfind xmlns="DAV:"><prop>&a;</prop></propfind>',
    ],
    ['elements without end', `<propfind xmlns="DAV:"><prop>${'<a>'.repeat(100_000)}`],
    ['elements a thousand deep', `<propfind xmlns="DAV:">${'<prop>'.repeat(1000)}${'</prop>'.repeat(1000)}</propfind>`],
    [
      'a tag with ten thousand attributes',
      `<propfind xmlns="DAV:" ${Array.from({ length: 10_000 }, (_, at) => `a${at}=""`).join(' ')}/>`,
    ],
    ['no XML', 'Hello'],
    ['something else', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['bytes that are no text', '\u0000\u0001'],
  ])('answer %s with a refusal at once', async (_what, body) => {
    for (const method of ['PROPFIND', 'REPORT']) {
      const { status, text } = await ask(method, book, body, { depth: '0' })
      expect([method, [400, 403].includes(status), text.includes('root:')]).toEqual([method, true, false])
    }
  })

  it('are not listed without end, nor asked in other ways', async () => {
    for (const depth of ['infinity', '', '2'])
      expect((await ask('PROPFIND', book, '', depth ? { depth } : {})).text).toContain('propfind-finite-depth')
    for (const method of ['MKCOL', 'PROPPATCH', 'COPY', 'MOVE', 'LOCK', 'POST'])
      expect([method, (await ask(method, book)).status]).toEqual([method, 405])
    expect((await ask('DELETE', book)).status).toBe(405)
    for (const path of ['/dav/%', '/dav/../api/session', `${book}a%2fb`, `${book}a/b`, `${book}${'a'.repeat(300)}`])
      expect([path, (await ask('PUT', path, card('x'))).status < 500]).toEqual([path, true])
    expect((await ask('PUT', `${book}a%2fb`, card('x'))).status).toBe(404)
  })

  it('are no business of browsers and of their cookies', async () => {
    expect((await browser.ask('PROPFIND', '/dav/', { headers: { depth: '0' } })).status).toBe(401)
    for (const [name, value] of [
      ['sec-fetch-site', 'cross-site'] as const,
      ['origin', 'https://evil.example'] as const,
    ]) {
      const { status, headers: given } = await ask('GET', `${book}Ann.vcf`, undefined, { [name]: value })
      expect([status, given.get('access-control-allow-origin')]).toEqual([403, null])
    }
    const { headers } = await ask('PROPFIND', '/dav/', '', { depth: '0' })
    expect([headers.get('set-cookie'), headers.get('cache-control')]).toEqual([null, 'no-store'])
  })

  it('are in the log without names, addresses and what is written', async () => {
    await put('Lovelace', card('Lovelace', 'EMAIL:ada@lovelace.example'))
    await ask('GET', `${book}Lovelace.vcf`)
    const log = app.log.join('\n')
    expect(log).toContain('"endpoint":"carddav"')
    expect(log).not.toMatch(/lovelace|\/dav\//i)
  })
})

describe('Where people come by https', () => {
  it('nothing is asked of a program that did not come by TLS', async () => {
    const app = await startTestApp({
      http: { port: 8080, publicUrl: 'https://mail.example.gov', trustedProxies: ['127.0.0.1'] },
    })
    try {
      const said = async (headers: Record<string, string>) =>
        (await fetch(`${app.url}/dav/`, { method: 'PROPFIND', headers: { depth: '0', ...headers } })).status
      expect(await said({})).toBe(403)
      expect(await said({ 'x-forwarded-proto': 'http' })).toBe(403)
      expect(await said({ 'x-forwarded-proto': 'https' })).toBe(401)
    } finally {
      await app.stop()
    }
  })
})
