import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Contact, type ContactWindow, importEvent } from '#contract/contacts.ts'
import { cardLines, splitCards } from '#server/mail/contacts/card-lines.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'

let app: TestApp
let browser: TestBrowser
beforeEach(async () => {
  app = await startTestApp()
  browser = await app.signedIn()
})
afterEach(() => app.stop())

const request = (file: string | Buffer) => ({
  rawBody: typeof file === 'string' ? Buffer.from(file) : file,
  headers: { 'content-type': 'application/octet-stream' },
})
const send = async (file: string | Buffer, preview = false, who = browser) => {
  const { status, text } = await who.ask('POST', `/api/contacts/import?preview=${preview}`, request(file))
  const lines = text.split('\n').filter((line) => line.startsWith('data: {'))
  return { status, events: lines.map((line) => importEvent.parse(JSON.parse(line.slice(6)))) }
}
const take = async (file: string | Buffer, preview = false) => {
  const last = (await send(file, preview)).events.at(-1)
  if (last?.type !== 'done') throw new Error(`not done: ${last?.type}`)
  return last.report
}
const list = async () => (await browser.ask<ContactWindow>('GET', '/api/contacts?limit=200')).json
const fieldsOf = async (name: string) => {
  const row = (await list()).items.find((each) => each.name === name)
  return (await browser.ask<Contact>('GET', `/api/contacts/${row?.id}`)).json.fields
}
const exported = async () => (await browser.askBytes('/api/contacts/export')).bytes.toString()

const nora = [
  ...['BEGIN:VCARD', 'VERSION:4.0', 'UID:nora-1', 'FN:Nora Vik', 'EMAIL;TYPE=work;PREF=1:nora@harbour.example'],
  ...['X-MADE-UP;X-P="a;b:c":as\\, it\\; is', `NOTE:${'long ä '.repeat(40)}`, 'GENDER:F', 'END:VCARD'],
]
const card = `${nora.join('\r\n')}\r\n`

describe('Importing cards', () => {
  it('keeps every property byte for byte apart from folding, there and back', async () => {
    expect(await take(card)).toMatchObject({ format: 'vcard', total: 1, counts: { added: 1 } })
    const back = await exported()
    expect(cardLines(back)).toEqual(nora)
    expect(back.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  it('says first what would come of it, and keeps nothing then', async () => {
    const file = `${card}${card}BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody\r\nEND:VCARD\r\n`
    const report = await take(file, true)
    expect(report).toMatchObject({ total: 3, counts: { added: 1, known: 1, nobody: 1 }, ids: [] })
    expect(report.rows.map(({ row, outcome }) => [row, outcome])).toEqual([
      [1, 'added'],
      [2, 'known'],
      [3, 'nobody'],
    ])
    expect((await list()).total).toBe(0)
  })

  it('takes nobody twice, by the id of the card or by name and address', async () => {
    await take(card)
    const other = card.replace('UID:nora-1\r\n', '').replace('Nora Vik', 'NORA vik')
    expect((await take(card + other)).counts).toMatchObject({ added: 0, known: 2 })
    expect((await list()).total).toBe(1)
  })

  it('takes two of one name without an address for two where their numbers differ, and each of them once', async () => {
    const one = (name: string, number: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\n${number && `TEL:${number}\r\n`}END:VCARD\r\n`
    const file = one('Taxi', '+1 (555) 01') + one('Taxi', '+1 555 02') + one('taxi', '+1 555-01') + one('Ann', '')
    expect((await take(file)).counts).toMatchObject({ added: 3, known: 1 })
    expect((await take(file)).counts).toMatchObject({ added: 0, known: 4 })
    expect((await take(`Name,Phone\nTaxi,+1 555 02\nTaxi,+1 555 03\nAnn,\n`)).counts).toMatchObject({
      ...{ added: 1, known: 2 },
    })
    expect((await list()).total).toBe(4)
  })

  it('leaves out a card that is much too large, says which, and takes the others', async () => {
    const huge = card.replace('GENDER:F', `PHOTO:data:image/jpeg;base64,${'A'.repeat(10_000_000)}`)
    const report = await take(huge + card.replace('nora-1', 'nora-2'))
    expect(report.counts).toMatchObject({ added: 1, 'too-large': 1 })
    expect(report.rows[0]).toMatchObject({ row: 1, name: 'Nora Vik', outcome: 'too-large' })
  })

  const manyCards = (length = 10_000) =>
    Array.from({ length }, (_, at) => card.replace('nora-1', `n${at}`).replace('Vik', `Vik ${at}`)).join('')

  it('takes ten thousand at once, says meanwhile how far it is, and gives as many back', async () => {
    const { events } = await send(manyCards())
    const steps = events.flatMap((event) => (event.type === 'progress' ? [event] : []))
    for (const step of ['looking', 'keeping']) {
      const counts = steps.filter((each) => each.step === step).map(({ done }) => done)
      expect(counts).toEqual(counts.toSorted((one, other) => one - other))
      expect([counts.length > 1, counts.at(-1)]).toEqual([true, 10_000])
    }
    expect(events.at(-1)).toMatchObject({ type: 'done', report: { counts: { added: 10_000 } } })
    expect(splitCards(await exported())).toHaveLength(10_000)
  }, 60_000)

  it('keeps nobody where it is broken off before its end', async () => {
    const stream = await browser.openImport(manyCards(4_000))
    await stream.next('progress', ({ step }) => step === 'keeping')
    stream.close()
    // Whoever wants to add somebody now waits until that is over.
    await take(card)
    expect((await list()).total).toBe(1)
  }, 60_000)

  it('is given back as a search finds it, or one contact alone', async () => {
    const names = ['Nora Vik', 'Kit Moe', 'Nora Berg']
    await take(
      names
        .map((name, at) => card.replace('nora-1', `n${at}`).replace('Nora Vik', name).replace('nora@', `n${at}@`))
        .join(''),
    )
    const namesIn = async (query: string) => {
      const { bytes } = await browser.askBytes(`/api/contacts/export?${query}`)
      return splitCards(bytes.toString()).map((each) => /^FN:(.*)\r$/m.exec(each)?.[1])
    }
    expect(await namesIn('query=nora%20')).toEqual(['Nora Berg', 'Nora Vik'])
    const kit = (await list()).items.find(({ name }) => name === 'Kit Moe')
    expect(await namesIn(`contact=${kit?.id}`)).toEqual(['Kit Moe'])
    const ben = app.browser()
    await ben.signIn('ben', 'ben-demo-pass')
    const { bytes } = await ben.askBytes(`/api/contacts/export?contact=${kit?.id}`)
    expect(bytes.toString()).toBe('')
  })

  it('is for the person alone, and its limits hold', async () => {
    expect((await send(card, false, app.browser())).status).toBe(401)
    expect((await send(Buffer.alloc(30_000_001, 'a'))).status).toBe(413)
  })
})

describe('Importing tables', () => {
  it('reads what Outlook writes, whatever is quoted', async () => {
    const file =
      'First Name,Middle Name,Last Name,Company,Job Title,E-mail Address,E-mail 2 Address,Business Phone,Mobile Phone,Categories,Notes,Birthday\r\n' +
      '"Ann ""the boss""",,"O\'Neil, Jr.","Smith, ""Sons"" & Co",Clerk,ann@example.org,ann@home.example,+1 555 01,+1 555 02,Board;Friends,"Line one\r\nline, two",1980-02-29\r\n'
    expect((await take(file)).counts.added).toBe(1)
    expect(await fieldsOf('Ann "the boss" O\'Neil, Jr.')).toEqual({
      ...{ name: 'Ann "the boss" O\'Neil, Jr.', nickname: '', organisation: 'Smith, "Sons" & Co', title: 'Clerk' },
      addresses: [
        { address: 'ann@example.org', kind: 'other' },
        { address: 'ann@home.example', kind: 'other' },
      ],
      telephones: [
        { number: '+1 555 01', kind: 'work' },
        { number: '+1 555 02', kind: 'mobile' },
      ],
      ...{
        note: 'Line one\nline, two\nBirthday: 1980-02-29',
        groups: ['Board', 'Friends'],
        prefersPlainText: false,
        needsAccessible: false,
      },
    })
  })

  it('reads what Google writes', async () => {
    const file =
      'Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Name\n' +
      'Kit Moe,Kit,Moe,* myContacts ::: Rowing,Work,kit@moe.example ::: kit@two.example,Mobile,+47 1,Harbour\n'
    await take(file)
    expect(await fieldsOf('Kit Moe')).toMatchObject({
      ...{ organisation: 'Harbour', groups: ['Rowing'], note: '' },
      addresses: [{ address: 'kit@moe.example' }, { address: 'kit@two.example' }],
    })
  })

  it.each([
    ['UTF-16 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-8 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['Windows-1252', (text: string) => Buffer.from(text, 'latin1')],
  ])('reads what Thunderbird writes in %s, with semicolons or tabs', async (_what, encoded) => {
    const table = (sign: string, name: string) =>
      [`Display Name${sign}Primary Email${sign}Nickname`, `${name}${sign}${name.length}@example.org${sign}n`].join(
        '\r\n',
      )
    await take(encoded(table(';', 'Zoë Müller')))
    await take(encoded(table('\t', 'José; Álvarez')))
    expect((await list()).items.map(({ name }) => name)).toEqual(['José; Álvarez', 'Zoë Müller'])
  })

  it('knows of each address and number what it is for, as Google says it', async () => {
    const file = [
      'First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Organization Name',
      'Kit,Moe,* myContacts ::: Rowing,* Work,kit@moe.example,Home,kit@home.example,Mobile,+47 1,Boat,+47 2,Harbour',
    ].join('\n')
    await take(file)
    expect(await fieldsOf('Kit Moe')).toMatchObject({
      addresses: [
        { address: 'kit@moe.example', kind: 'work' },
        { address: 'kit@home.example', kind: 'home' },
      ],
      telephones: [
        { number: '+47 1', kind: 'mobile' },
        { number: '+47 2', kind: 'other' },
      ],
      ...{ organisation: 'Harbour', groups: ['Rowing'], note: 'Phone 2 - Label: Boat' },
    })
  })

  it('keeps in the note what finds no room in its place, and what stands beyond the headings', async () => {
    const many = Array.from({ length: 22 }, (_, at) => `a${at}@x.example`)
    const numbers = Array.from({ length: 21 }, (_, at) => `+1 ${at}`)
    const long = 'Long '.repeat(50).trim()
    const file = [
      'Display Name,First Name,Last Name,Company,Company 2,Job Title,Nickname,Nickname,E-mail,Phone 1,Notes',
      `Harbour Nora,Nora,Vik,Harbour,Board,${long},boss,chief,${many.join(' ::: ')},${numbers.join(' ::: ')},${'n'.repeat(6000)},more,,still`,
    ].join('\n')
    await take(file)
    const { note, ...fields } = await fieldsOf('Harbour Nora')
    expect(fields).toMatchObject({ organisation: 'Harbour', nickname: 'boss', title: long.slice(0, 200).trim() })
    expect([fields.addresses.length, fields.telephones.length]).toEqual([20, 20])
    expect(note.split('\n')).toEqual([
      'n'.repeat(6000),
      'Last Name: Vik',
      'Company 2: Board',
      `Job Title: ${long}`,
      'Nickname: chief',
      'E-mail: a20@x.example',
      'E-mail: a21@x.example',
      'Phone 1: +1 20',
      'more',
      'still',
    ])
  })

  it('reads headings in Spanish', async () => {
    const file = [
      'Nombre;Segundo nombre;Apellidos;Organización;Puesto;Dirección de correo electrónico;Teléfono del trabajo;Móvil;Categorías;Notas;Ciudad',
      'Inés;María;Ruiz Peña;Puerto;Jefa;ines@puerto.example;+34 1;+34 2;Junta;Hola;Vigo',
    ].join('\r\n')
    await take(file)
    expect(await fieldsOf('Inés María Ruiz Peña')).toMatchObject({
      ...{ organisation: 'Puerto', title: 'Jefa', groups: ['Junta'], note: 'Hola\nCiudad: Vigo' },
      addresses: [{ address: 'ines@puerto.example', kind: 'other' }],
      telephones: [
        { number: '+34 1', kind: 'work' },
        { number: '+34 2', kind: 'mobile' },
      ],
    })
    await take('Nombre mostrado,Apodo,Correo electrónico principal\nEva Gil,evi,eva@gil.example\n')
    expect(await fieldsOf('Eva Gil')).toMatchObject({ nickname: 'evi', addresses: [{ address: 'eva@gil.example' }] })
  })

  it.each([
    ['a mark that is not closed', 'Name,Email\nAnn,a@x.example\n"Bob,b@x.example\nCid,c@x.example\n'],
    [
      'a mark that is not closed before others',
      'Name,Email\n"Ann",a@x.example\n"Bob,b@x.example\n"Cid","c@x.example"\n',
    ],
    ['words after a closing mark', 'Name,Email,Notes\nAnn,a@x.example,"Ann" is it\nBob,b@x.example\nCid,c@x.example\n'],
    ['lines that end in two ways', 'Name,Email\r\nAnn,a@x.example\nBob,b@x.example\r\nCid,c@x.example\r'],
    ['the first line of Excel', 'sep=;\r\nName;Email\r\nAnn;a@x.example\r\nBob;b@x.example\r\nCid;c@x.example'],
  ])('loses no row to %s', async (_what, file) => {
    await take(file)
    const { items } = await list()
    expect(items.map(({ name, addresses }) => [name, addresses[0]])).toEqual([
      ['Ann', 'a@x.example'],
      ['Bob', 'b@x.example'],
      ['Cid', 'c@x.example'],
    ])
  })

  it('keeps an address that is none in the note, and says which rows name nobody', async () => {
    const report = await take('Name,Email\nAnn,"not an address"\n,\n" ",also not\nBob,bob@example.org\n')
    expect(report.counts).toMatchObject({ added: 2, nobody: 2 })
    expect((await fieldsOf('Ann')).note).toBe('Email: not an address')
  })

  it.each(['', 'just words', 'colour,size\nred,5\n', '"unclosed\n', '\0\0\0\0', '%PDF-1.4'])(
    'takes nothing of what is no contacts: %j',
    async (file) => expect(await take(file)).toMatchObject({ format: 'unknown', total: 0, ids: [] }),
  )
})
