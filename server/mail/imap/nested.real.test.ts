import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Problem } from '#server/problem.ts'
import type { MailAccount, MessageReference } from '../mail-account.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const folder = 'Nested'
const lines = (...all: string[]) => all.join('\r\n')
const plain = lines(
  'From: Ann <ann@x.example>',
  'Subject: Deepest',
  'Content-Type: text/plain',
  '',
  'Deepest words',
  '',
)
const mixed = lines(
  ...['From: Ben <ben@x.example>', 'To: Ada <ada@x.example>', 'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?='],
  ...['Date: Fri, 27 Nov 2026 10:00:00 +0100', 'Content-Type: multipart/mixed; boundary=in', ''],
  ...['--in', 'Content-Type: text/html; charset=utf-8', '', '<p>Inner words</p>'],
  ...['--in', 'Content-Type: application/pdf; name=plan.pdf', 'Content-Transfer-Encoding: base64', '', 'JVBERg=='],
  ...['--in', 'Content-Type: message/rfc822', '', plain, '--in--', ''],
)
const around = (...parts: string[]) =>
  lines(
    'Subject: Outer',
    'Content-Type: multipart/mixed; boundary=out',
    '',
    '--out',
    '',
    'Outer words',
    ...parts,
    '--out--',
    '',
  )
const sources = {
  mixed: around('--out', 'Content-Type: message/rfc822', '', mixed),
  plain: around('--out', 'Content-Type: message/rfc822', '', plain),
  alone: lines('Subject: Outer', 'Content-Type: message/rfc822', '', mixed),
  truncated: around('--out', 'Content-Type: message/rfc822', '', mixed).slice(0, 620),
  encoded: around(
    ...['--out', 'Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64', ''],
    Buffer.from(plain).toString('base64'),
  ),
}

describe('A message inside a message', () => {
  const platform = realPlatform()
  let raw: ImapFlow
  let account: MailAccount
  const references = new Map<string, MessageReference>()

  beforeAll(async () => {
    raw = await rawImap(platform, 'hana')
    await raw.mailboxCreate(folder)
    for (const source of Object.values(sources)) await raw.append(folder, source)
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'hana'))
    const { items } = await account.window(folder, 0, 50)
    for (const [index, name] of Object.keys(sources).entries()) {
      const item = items[items.length - 1 - index]
      if (item) references.set(name, item.reference)
    }
  }, 60_000)
  afterAll(async () => {
    account.close()
    await raw.mailboxDelete(folder)
    await raw.logout()
  })

  const open = (name: keyof typeof sources, partId: string) =>
    account.nested(references.get(name) as MessageReference, partId)
  const bytesOf = async (name: keyof typeof sources, partId: string) => {
    const { bytes } = await account.download(references.get(name) as MessageReference, partId)
    return Buffer.concat(await bytes.toArray()).toString()
  }

  it('has its own header, text and files, numbered as parts of the message around it', async () => {
    expect(await open('mixed', '2')).toMatchObject({
      from: [{ name: 'Ben', address: 'ben@x.example' }],
      to: [{ name: 'Ada', address: 'ada@x.example' }],
      subject: 'Grüße',
      sentAtMs: Date.parse('2026-11-27T09:00:00Z'),
      text: null,
      html: { content: expect.stringContaining('<p>Inner words</p>') as string, cut: false },
      attachments: [
        { partId: '2.2', name: 'plan.pdf', type: 'application/pdf' },
        { partId: '2.3', name: 'Deepest.eml', type: 'message/rfc822' },
      ],
    })
    expect(await bytesOf('mixed', '2.2')).toBe('%PDF')
    expect(await bytesOf('mixed', '2.3')).toContain('Subject: Deepest')
  })

  it('can hold another one, and one without parts has its text as part 1', async () => {
    expect((await open('mixed', '2.3'))?.text?.content).toBe('Deepest words\n')
    expect((await open('plain', '2'))?.text?.content).toBe('Deepest words\n')
  })

  it('may be all there is', async () => {
    const inner = await open('alone', '1')
    expect([inner?.subject, inner?.attachments.map(({ partId }) => partId)]).toEqual(['Grüße', ['1.2', '1.3']])
    expect(await bytesOf('alone', '1.2')).toBe('%PDF')
  })

  it('that breaks off is read as far as it goes', async () => {
    expect((await open('truncated', '2'))?.subject).toBe('Grüße')
  })

  it('that is encoded, though it must not be, still has all of its bytes', async () => {
    expect(await bytesOf('encoded', '2')).toContain('Deepest words')
  })

  it('is none where the part is something else or is not there', async () => {
    expect(await open('mixed', '1')).toBeNull()
    expect(await open('mixed', '2.2')).toBeNull()
    expect(await open('mixed', '9.9')).toBeNull()
    await expect(bytesOf('mixed', '2.9')).rejects.toThrow(Problem)
    await expect(bytesOf('mixed', '2.2.1')).rejects.toThrow(Problem)
  })
})
