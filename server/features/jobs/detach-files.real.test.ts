import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ImapAccounts } from '#server/mail/imap/accounts.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '#server/mail/testing/real-mail.ts'
import { Job } from './job.ts'

const user = 'hana'
const folder = 'Heavy'
const taken = 'Heavy originals'
const arrivedMs = Date.UTC(2021, 2, 4, 5, 6, 7)
const file = Buffer.alloc(150_000, 'p').toString('base64').replaceAll(/.{76}/g, '$&\r\n')

const pdf = ['Content-Type: application/pdf; name=plan.pdf', 'Content-Transfer-Encoding: base64', '', file]
const text = ['Content-Type: text/plain; charset=utf-8', '', 'The plan is attached.']
const signature = ['Content-Type: application/pkcs7-signature; name=s.p7s', '', 'MII=']

const letter = (subject: string, type = 'mixed', [first, second] = [text, pdf]) =>
  [
    'From: Ben <ben.okafor@example.gov>',
    `Message-ID: <${subject.replaceAll(' ', '.')}@heavy.example>`,
    `Subject: ${subject}`,
    'Date: Thu, 4 Mar 2021 05:06:07 +0000',
    'MIME-Version: 1.0',
    `Content-Type: multipart/${type}; boundary=b1`,
    '',
    '--b1',
    ...first,
    '--b1',
    ...second,
    '--b1--',
    '',
  ].join('\r\n')
const signed = (subject: string) =>
  letter(subject, 'signed; protocol="application/pkcs7-signature"; micalg=sha-256', [pdf, signature])

describe('Leaving files out on Dovecot', () => {
  const platform = realPlatform()
  let account: MailAccount

  beforeAll(async () => {
    const raw = await rawImap(platform, user)
    for (const path of [folder, taken]) await raw.mailboxCreate(path)
    await raw.logout()
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, user))
  })
  beforeEach(async () => {
    const raw = await rawImap(platform, user)
    for (const path of [folder, taken]) {
      await raw.mailboxOpen(path)
      await raw.messageDelete('1:*')
    }
    await raw.logout()
  })
  afterAll(async () => {
    account.close()
    const raw = await rawImap(platform, user)
    for (const path of [folder, taken]) await raw.mailboxDelete(path)
    await raw.logout()
  })

  const put = (source: string) =>
    account.copies.put(folder, {
      ...{ bytes: Buffer.from(source), receivedAtMs: arrivedMs },
      ...{ flags: ['seen', 'flagged', 'answered'], labels: ['budget'] },
    })
  const held = async (path: string) => {
    const copies = []
    for await (const some of account.copies.take(await account.pick(path, {})))
      for (const { bytes, receivedAtMs, flags, labels } of some) {
        const source = Buffer.isBuffer(bytes) ? bytes : await buffer(Readable.from(bytes))
        copies.push({ source: source.toString(), receivedAtMs, flags: flags.toSorted(), labels })
      }
    return copies
  }
  const run = async () => {
    const change = { kind: 'detach-files', to: taken, note: 'Removed to make room:' } as const
    const steps = [{ ...(await account.pick(folder, {})), change }]
    const job = new Job({ mail: account.beside(), steps, onProgress: () => undefined })
    await job.ended
    return job
  }

  it('keeps the text, the flags, the labels and the dates, says what was there, and gives the files up', async () => {
    await put(letter('kept'))
    expect((await run()).progress()).toMatchObject({ state: 'done', done: 1 })
    const [left] = await held(folder)
    expect(left).toMatchObject({ receivedAtMs: arrivedMs, flags: ['answered', 'flagged', 'seen'], labels: ['budget'] })
    expect(left?.source.length).toBeLessThan(2_000)
    const { items } = await account.window(folder, 0, 1)
    const read = await account.read(items[0]!.reference)
    expect(read).toMatchObject({ subject: 'kept', sentAtMs: arrivedMs, attachments: [] })
    expect(read.text?.content).toContain('The plan is attached.')
    expect(read.text?.content).toContain('Removed to make room: plan.pdf')
  })

  it('is taken back byte for byte', async () => {
    for (const subject of ['one', 'two', 'three', 'four', 'five', 'six']) await put(letter(subject))
    const before = await held(folder)
    const job = await run()
    expect((await held(taken)).map(({ source }) => source)).toEqual(before.map(({ source }) => source))
    const undoing = new Job({ mail: account.beside(), steps: job.undo.all(), onProgress: () => undefined })
    await undoing.ended
    expect(undoing.progress()).toMatchObject({ state: 'done', total: 6, done: 6 })
    expect(await held(folder)).toEqual(before)
  })

  it('refuses what is signed, and goes on with the rest', async () => {
    for (let count = 0; count < 6; count += 1) await put(signed(`signed ${count}`))
    await put(letter('plain'))
    expect((await run()).progress()).toMatchObject({ state: 'done', done: 1, failed: 6 })
    expect(await held(folder)).toHaveLength(7)
    expect(await held(taken)).toHaveLength(1)
  })

  it('leaves alone what has no file', async () => {
    await put('Subject: bare\r\n\r\nNothing attached.\r\n')
    const before = await held(folder)
    const job = await run()
    expect(job.progress()).toMatchObject({ state: 'done', done: 1 })
    expect(job.undo.all()).toEqual([])
    expect(await held(folder)).toEqual(before)
  })
})
