import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FullMessage, MailAccount } from '../mail-account.ts'
import { FactReader } from '../message-facts.ts'
import { imapServer, personOf, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const folder = 'Facts'

describe('What a message on a real server says of itself', () => {
  const platform = realPlatform()
  let raw: ImapFlow
  let account: MailAccount
  beforeAll(async () => {
    raw = await rawImap(platform, 'hana')
    await raw.mailboxCreate(folder)
    account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'hana'))
  })
  afterAll(async () => {
    account.close()
    await raw.mailboxDelete(folder)
    await raw.logout()
  })

  const newest = async (path: string): Promise<FullMessage> => {
    const [item] = (await account.window(path, 0, 1)).items
    if (!item) throw new Error('Nothing is there')
    return account.read(item.reference)
  }
  const read = async (lines: readonly string[]) => {
    await raw.append(folder, lines.join('\r\n'))
    const message = await newest(folder)
    return { message, facts: new FactReader('mx.example.gov').read(message, ['hana@example.gov']) }
  }

  it('comes with its texts, and whole messages without any text open too', async () => {
    const { facts, message } = await read([
      'From: News <news@agency.example>',
      'Authentication-Results: mx.example.gov;',
      ' dmarc=pass header.from=agency.example',
      'List-Id: Street news <street.agency.example>',
      'List-Unsubscribe: <https://agency.example/off>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      '',
      'Readable',
    ])
    expect(message.text?.content).toContain('Readable')
    expect(facts).toMatchObject({
      authentication: { verdict: 'verified', domain: 'agency.example' },
      list: { name: 'Street news', unsubscribe: { oneClick: true } },
      storageWarning: false,
      headerCut: false,
    })
    const picture = await read([
      'Disposition-Notification-To: a@b.example',
      'From: a@b.example',
      'Content-Type: image/png',
      '',
      'x',
    ])
    expect(picture.facts.receipt).toEqual({ address: 'a@b.example', elsewhere: false })
  })

  it('says nothing of who sent it where two From fields name different people', async () => {
    const { message, facts } = await read([
      'Authentication-Results: mx.example.gov; dmarc=pass header.from=agency.example',
      'From: a@agency.example',
      'From: b@evil.example',
      '',
      'x',
    ])
    expect(message.from.map(({ address }) => address)).toEqual(['a@agency.example', 'b@evil.example'])
    expect(facts.authentication).toMatchObject({ domain: '', verdict: 'unproven' })
  })

  it('is read up to 256 KB, and says where that was not all', async () => {
    const results = Array.from({ length: 4_000 }, (_, n) => `Received: from host-${n}.example by x; ${'a'.repeat(60)}`)
    const { facts, message } = await read([...results, 'List-Id: <late.example>', '', 'Readable'])
    expect([facts.headerCut, facts.list, message.text?.content]).toEqual([true, null, 'Readable'])
  })

  it('was not delivered: the mail server’s own report is understood', async () => {
    const hana = personOf(platform, 'hana').address
    const report = [
      `From: MAILER-DAEMON@mx.example`,
      `To: ${hana}`,
      'Subject: Undelivered',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'I am sorry.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; ann@x.example',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 No such user',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `From: ${hana}`,
      'Subject: =?utf-8?b?R3LDvMOfZQ==?=',
      '',
      'Good morning.',
      '--b--',
      '',
    ]
    expect((await read(report)).message.report).toEqual({
      kind: 'delivery',
      subject: 'Grüße',
      outcomes: [{ address: 'ann@x.example', action: 'failed', status: '5.1.1', said: '550 No such user' }],
      more: 0,
    })
    const headersOnly = report.map((line) =>
      line === 'Content-Type: message/rfc822' ? 'Content-Type: text/rfc822-headers' : line,
    )
    expect((await read(headersOnly)).message.report).toMatchObject({ subject: 'Grüße' })
  })
})
