import { randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asContainer, compressedCms, type Identity, signedBeside, SigningOffice } from '#platform/testing/smime.ts'
import { Problem } from '#server/problem.ts'
import type { FullMessage, MailAccount } from '../mail-account.ts'
import { readPackedMessage, unpackPart } from '../packed/unpack.ts'
import { SignatureChecks } from '../signatures/signature-checks.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const folder = 'Signed'
const address = 'ann.lee@agency.example'
const headers = [`From: Ann Lee <${address}>`, 'Subject: Gate']
const lines = (...all: string[]) => all.join('\r\n')
const words = lines('Content-Type: text/plain; charset=utf-8', '', 'The gate is two metres wide.  ', '', 'Ann')
const text = Buffer.from(words)
const long = deflateSync(Buffer.concat([text, Buffer.from(randomBytes(6_000).toString('hex'))]))
const office = new SigningOffice()
afterAll(() => office.close())

describe('A signed message on a real server', () => {
  const platform = realPlatform()
  let raw: ImapFlow
  let account: MailAccount
  let ann: Identity
  let checks: SignatureChecks
  beforeAll(async () => {
    const root = await office.authority('Agency Root')
    ann = await office.certificate(root, { address })
    checks = new SignatureChecks(root.certificate)
    raw = await rawImap(platform, 'hana')
    await raw.mailboxCreate(folder)
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'hana'))
  }, 60_000)
  afterAll(async () => {
    account.close()
    await raw.mailboxDelete(folder)
    await raw.logout()
  })

  const receive = async (source: string): Promise<FullMessage> => {
    await raw.append(folder, source)
    const [item] = (await account.window(folder, 0, 1)).items
    if (!item) throw new Error('Nothing is there')
    return account.read(item.reference)
  }
  const verdict = async ({ reference }: FullMessage, partId: string, limitBytes = 20_000_000) => {
    const part = await account.signedPart(reference, partId, limitBytes)
    return part ? (await checks.check(part)).verdict : 'too-large'
  }

  it.each([
    ['a text', words],
    ['a text without a header', lines('', 'Only words.', '')],
    [
      'several parts, with words around them that nobody reads',
      lines(
        ...['Content-Type: multipart/mixed; boundary=in', '', 'before', '--in', words],
        ...['--in', 'Content-Type: application/pdf; name=a.pdf', '', 'JVBERg==', '--in--', 'after', ''],
      ),
    ],
    ['a message', lines('Content-Type: message/rfc822', '', 'Subject: Inner', '', 'Inner words', '')],
    ['a folded header', lines('Content-Type: text/plain;', '\tcharset=utf-8', 'X-Long: a', ' b', '', 'Words')],
  ])('whose content is %s is checked byte for byte', async (_name, content) => {
    const signature = await office.sign(content, ann)
    const message = await receive(signedBeside(headers, content, signature))
    expect(message.protection).toEqual([{ kind: 'signed', method: 'smime', partId: '2', whole: true }])
    expect(message.attachments.filter(({ wrapping }) => wrapping).map(({ partId }) => partId)).toEqual(['2'])
    expect(await verdict(message, '2')).toBe('valid')
    const changed = signedBeside(headers, content.replace(/[A-Za-z](?=[^A-Za-z]*$)/, '#'), signature)
    expect(await verdict(await receive(changed), '2')).toBe('changed')
  })

  it('is larger than the limit, or large and still checked', async () => {
    const content = lines('Content-Type: text/plain', '', `${'long words '.repeat(7)}\r\n`.repeat(20_000))
    const message = await receive(signedBeside(headers, content, await office.sign(content, ann)))
    expect(await verdict(message, '2')).toBe('valid')
    expect(await verdict(message, '2', 1_000_000)).toBe('too-large')
  })

  it('from another address, or signed in a part only, says so', async () => {
    const signature = await office.sign(words, ann)
    const eve = ['From: Ann Lee <eve@elsewhere.example>', 'Subject: Gate']
    expect(await verdict(await receive(signedBeside(eve, words, signature)), '2')).toBe('other-address')
    const two = ['From: Ann Lee <ann.lee@agency.example>', 'From: eve@elsewhere.example']
    expect(await verdict(await receive(signedBeside(two, words, signature)), '2')).toBe('other-address')
    const around = lines(
      ...[...headers, 'Content-Type: multipart/mixed; boundary=out', '', '--out', '', 'Pay me first.', '--out'],
      ...[signedBeside([], words, signature), '--out--', ''],
    )
    const message = await receive(around)
    expect(message.protection).toEqual([{ kind: 'signed', method: 'smime', partId: '2.2', whole: false }])
    expect(message.text?.content).toContain('Pay me first.')
    expect(await verdict(message, '2.2')).toBe('valid')
  })

  it('inside another is checked against its own sender', async () => {
    const inner = signedBeside(headers, words, await office.sign(words, ann))
    const outer = ['From: eve@elsewhere.example', 'Content-Type: multipart/mixed; boundary=out', '', '--out', '', 'See']
    const end = ['--out', 'Content-Type: message/rfc822', '', inner, '--out--', '']
    const message = await receive(lines(...outer, ...end))
    expect(message.protection).toEqual([])
    expect((await account.nested(message.reference, '2'))?.protection).toMatchObject([{ partId: '2.2', whole: true }])
    expect(await verdict(message, '2.2')).toBe('valid')
  })

  it('with its content inside the signature is unwrapped, files and all', async () => {
    const content = lines(
      ...['Content-Type: multipart/mixed; boundary=in', '', '--in', words],
      ...['--in', 'Content-Type: application/pdf; name=a.pdf', 'Content-Transfer-Encoding: base64', '', 'JVBERg=='],
      ...['--in--', ''],
    )
    const message = await receive(asContainer(headers, 'signed-data', await office.sign(content, ann, '-nodetach')))
    expect(message).toMatchObject({ text: null, html: null, hasAttachment: false })
    expect(message.protection).toEqual([{ kind: 'opaque', method: 'smime', partId: '1', whole: true }])
    expect(await verdict(message, '1')).toBe('valid')
    const { read, cut } = await readPackedMessage(account, message.reference, '1')
    expect([read?.message.text?.content.trim(), cut]).toEqual(['The gate is two metres wide.  \n\nAnn', false])
    const { files } = await unpackPart(account, message.reference, '1')
    expect(files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['a.pdf', '%PDF']])
  })

  it('that is compressed is unwrapped, files and all, also around or within a signature', async () => {
    const content = lines(
      ...['Content-Type: multipart/mixed; boundary=in', '', '--in', words],
      ...['--in', 'Content-Type: application/pdf; name=a.pdf', 'Content-Transfer-Encoding: base64', '', 'JVBERg=='],
      ...['--in--', ''],
    )
    const message = await receive(asContainer(headers, 'compressed-data', compressedCms(content)))
    expect(message).toMatchObject({ text: null, html: null, hasAttachment: false })
    expect(message.protection).toEqual([{ kind: 'compressed', method: 'smime', partId: '1', whole: true }])
    const { read, cut } = await readPackedMessage(account, message.reference, '1')
    expect([read?.message.text?.content.trim(), cut]).toEqual(['The gate is two metres wide.  \n\nAnn', false])
    const { files } = await unpackPart(account, message.reference, '1')
    expect(files.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['a.pdf', '%PDF']])

    const signature = asContainer([], 'signed-data', await office.sign(content, ann, '-nodetach'))
    const around = await receive(asContainer(headers, 'compressed-data', compressedCms(signature)))
    const packed = asContainer([], 'compressed-data', compressedCms(content))
    const within = await receive(asContainer(headers, 'signed-data', await office.sign(packed, ann, '-nodetach')))
    expect(await verdict(within, '1')).toBe('valid')
    const unchecked = { kind: 'signed', method: 'smime', partId: '', whole: false }
    for (const [{ reference }, protection] of [
      [around, [unchecked]],
      [within, []],
    ] as const) {
      const inner = await readPackedMessage(account, reference, '1')
      expect([inner.read?.message.text?.content.trim(), inner.cut]).toEqual([read?.message.text?.content.trim(), false])
      // A signature that is not the outermost is not checked, which is to be said.
      expect(inner.read?.message.protection).toEqual(protection)
    }
  })

  it.each([
    ['stands for two hundred megabytes', deflateSync(Buffer.concat([text, Buffer.alloc(200_000_000, 'x')]))],
    ['breaks off', long.subarray(0, 3_000)],
    ['is something else from the middle on', Buffer.concat([long.subarray(0, 3_000), Buffer.alloc(2_000, 0xff)])],
  ])('whose compressed content %s is read as far as it goes, and says so', async (_name, packed) => {
    const message = await receive(asContainer(headers, 'compressed-data', compressedCms('', packed)))
    const { read, cut } = await readPackedMessage(account, message.reference, '1')
    expect([read?.message.text?.content.startsWith('The gate is two metres wide.'), cut]).toEqual([true, true])
  })

  it('whose compressed content is nothing at all, or itself again and again, is never an error', async () => {
    const nothing = asContainer(headers, 'compressed-data', compressedCms('', randomBytes(300)))
    let nested: string = lines('Content-Type: text/plain', '', 'Deepest.')
    for (let depth = 0; depth < 9; depth += 1) nested = asContainer([], 'compressed-data', compressedCms(nested))
    for (const source of [nothing, lines(...headers, nested)]) {
      const { reference } = await receive(source)
      const { read } = await readPackedMessage(account, reference, '1')
      expect(read?.message.text ?? null).toBeNull()
    }
  })

  it('that is encrypted is told by its structure, or by looking inside', async () => {
    const encrypted = await office.encrypt(words, ann)
    const told = await receive(asContainer(headers, 'enveloped-data', encrypted))
    expect(told.protection).toMatchObject([{ kind: 'encrypted', method: 'smime', whole: true }])
    const untold = await receive(asContainer(headers, null, encrypted))
    expect(untold.protection).toMatchObject([{ kind: 'opaque' }])
    expect(await verdict(untold, '1')).toBe('encrypted')
    expect((await readPackedMessage(account, untold.reference, '1')).cut).toBe(true)
    const armour = lines(...headers, '', '-----BEGIN PGP MESSAGE-----', '', 'hQEMA', '-----END PGP MESSAGE-----', '')
    expect((await receive(armour)).protection).toEqual([
      { kind: 'encrypted', method: 'openpgp', partId: '', whole: true },
    ])
  })

  it('has no other signatures than those', async () => {
    const message = await receive(signedBeside(headers, words, await office.sign(words, ann)))
    for (const partId of ['1', '3', '2.1']) await expect(verdict(message, partId)).rejects.toThrow(Problem)
  })
})
