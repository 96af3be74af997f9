import type { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FullMessage, MailAccount } from '../mail-account.ts'
import type { MessageWeight } from '../mail-survey.ts'
import { imapServer, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const folder = 'Hostile'
const numbered = <T>(count: number, each: (n: number) => T) => Array.from({ length: count }, (_, n) => each(n))

function nestedIn(
  depth: number,
  open: (level: number) => string,
  close: (level: number) => string,
  inside: string,
): string {
  const levels = numbered(depth, (n) => n)
  return levels.map(open).join('') + inside + levels.toReversed().map(close).join('')
}

/** Messages made to choke a reader. Each must be listed, must open, and must not hide the ones around it. */
const hostile: Record<string, { source: string; check: (message: FullMessage) => void }> = {
  'a hundred thousand recipients': {
    source: `From: many@example.org\r\nCc: ${numbered(100_000, (n) => `p${n}@example.org`).join(',\r\n ')}\r\n\r\nReadable\r\n`,
    check: ({ cc, text }) =>
      expect([cc[0]?.address, cc.length, text?.content]).toEqual(['p0@example.org', 500, 'Readable\n']),
  },
  'five thousand parts': {
    source: `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n'.repeat(5_000)}--b--\r\n`,
    check: ({ text }) => expect(text?.content).toContain('image/png'),
  },
  'parts four hundred deep': {
    source: nestedIn(
      400,
      (n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`,
      (n) => `\r\n--b${n}--\r\n`,
      '\r\nReadable',
    ),
    check: ({ text }) => expect(text?.content).toContain('Readable'),
  },
  'parts a thousand deep, with words before them': {
    source: nestedIn(
      1_000,
      (n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n\r\nReadable ${n}\r\n--b${n}\r\n`,
      (n) => `\r\n--b${n}--\r\n`,
      '\r\nDeepest',
    ),
    check: ({ text, partsLeftOut }) => {
      expect(text?.content).toContain('Readable 0')
      expect(partsLeftOut).toBe(true)
    },
  },
  'parts of which the last is cut off in the middle': {
    source:
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nReadable\r\n--b\r\nContent-Type: application/pdf; ' +
      'name=plan.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcKMSA',
    check: ({ text, attachments }) =>
      expect([text?.content.trim(), attachments.map(({ name }) => name)]).toEqual(['Readable', ['plan.pdf']]),
  },
  'base64 with rubbish in it': {
    source: 'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nUmVhZGFibGU=!!*=A=\r\n',
    check: ({ text }) => expect(text?.content).toContain('Readable'),
  },
  'messages within messages': {
    source: nestedIn(
      300,
      (n) => `Subject: Inner ${n}\r\nContent-Type: message/rfc822\r\n\r\n`,
      () => '',
      'Readable',
    ),
    check: ({ text, attachments }) => expect(text !== null || attachments.length > 0).toBe(true),
  },
  'a line of five megabytes': {
    source: `\r\n${'a'.repeat(5_000_000)}\r\n`,
    check: ({ text }) => expect([text?.content.length, text?.cut]).toEqual([2_000_000, true]),
  },
  'five megabytes of HTML': {
    source: `Content-Type: text/html\r\n\r\n${'<p>Readable</p>'.repeat(340_000)}`,
    check: ({ html }) => expect([html?.content.length, html?.cut]).toEqual([2_000_000, true]),
  },
  'a megabyte of flowed lines': {
    source: `Content-Type: text/plain; format=flowed\r\n\r\n${'a \r\n'.repeat(250_000)}`,
    check: ({ text }) => expect(text?.content.length).toBeGreaterThan(499_000),
  },
  'quotes two thousand deep': {
    source: `\r\n${numbered(5_000, (n) => `${'>'.repeat(n % 2_000)} x`).join('\r\n')}`,
    check: ({ text }) => expect(text?.content).toContain('>>> x'),
  },
  'a subject without end': {
    source: `Subject: ${'word '.repeat(60_000)}\r\n\r\nReadable\r\n`,
    check: ({ subject }) => expect(subject.length).toBeLessThanOrEqual(2_000),
  },
  'headers that are none': {
    source:
      'From: <<<>>>,,, "open\r\nTo: undisclosed:;\r\nDate: never\r\nContent-Type: ;;;\r\nSubject: =?utf-8?b?//?=\r\n\r\n\x01\r\n',
    check: ({ sentAtMs }) => expect(sentAtMs).toBeNull(),
  },
  'a group as sender': {
    source: 'From: Team: a@example.org, b@example.org;, c@example.org\r\n\r\nx\r\n',
    check: ({ from }) =>
      expect(from.map(({ address }) => address).filter((a) => a !== '')).toEqual([
        'a@example.org',
        'b@example.org',
        'c@example.org',
      ]),
  },
  nothing: { source: '\r\n', check: ({ from, subject }) => expect([from, subject]).toEqual([[], '']) },
  'text in UTF-7': {
    source: 'Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-script+AD4-\r\n',
    check: ({ text }) => expect(text?.content).toBe('+ADw-script+AD4-\n'),
  },
  'a name that hides its kind': {
    source: `Content-Type: application/octet-stream; name="invoice\u202efdp.exe"\r\n\r\nx\r\n`,
    check: ({ attachments }) => expect(attachments[0]?.name).toBe('invoicefdp.exe'),
  },
}

describe('A hostile message', () => {
  const platform = realPlatform()
  let raw: ImapFlow
  let account: MailAccount
  const kinds = Object.keys(hostile)
  const newAccount = () => new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'hana'))

  beforeAll(async () => {
    raw = await rawImap(platform, 'hana')
    await raw.mailboxCreate(folder)
    for (const { source } of Object.values(hostile)) await raw.append(folder, source)
    account = newAccount()
  }, 120_000)
  afterAll(async () => {
    account.close()
    await raw.mailboxDelete(folder)
    await raw.logout()
  })

  it('is listed with all others, however many there are', async () => {
    expect((await account.window(folder, 0, 50)).items).toHaveLength(kinds.length)
  })

  describe('that nobody has seen yet', () => {
    let other: MailAccount
    beforeEach(() => {
      other = newAccount()
    })
    afterEach(() => other.close())

    it('is weighed with all others', async () => {
      const weights: MessageWeight[] = []
      const take = (lot: readonly MessageWeight[]) => void weights.push(...lot)
      await other.survey.weigh(folder, take, () => false)
      expect(weights).toHaveLength(kinds.length)
      expect(weights[kinds.indexOf('a hundred thousand recipients')]?.from?.address).toBe('many@example.org')
      expect(weights.every(({ sizeBytes }) => sizeBytes > 0)).toBe(true)
    })

    it('is told from what is brought in, like all others', async () => {
      expect(await other.copies.identities(folder, 1)).toHaveLength(kinds.length)
    })

    it('is chosen by its sender', async () => {
      expect((await other.pick(folder, { from: 'many@example.org' })).uids).toHaveLength(1)
    })

    it('keeps nobody from going to a date', async () => {
      const later = Date.now() + 86_400_000
      expect(await other.positionAt(folder, later, { sort: 'sent', reverse: false })).toBe(0)
    })
  })

  for (const kind of kinds) {
    it(`opens: ${kind}`, async () => {
      const { items } = await account.window(folder, 0, 50)
      const item = items[kinds.length - 1 - kinds.indexOf(kind)]
      if (!item) throw new Error('It is not in the list')
      hostile[kind]?.check(await account.read(item.reference))
    })
  }
})
