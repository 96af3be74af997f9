import { describe, expect, it } from 'vitest'
import { readEml } from './read-eml.ts'

const eml = (...lines: string[]) => Buffer.from(lines.join('\r\n'))

describe('A message that came as a file', () => {
  it('is read with its header, both texts and its files', async () => {
    const read = await readEml(
      eml(
        ...['From: =?utf-8?q?J=C3=B6rg?= <j@x.example>', 'To: Team: a@x.example, b@x.example;', 'Subject: Plan'],
        ...['Date: Fri, 27 Nov 2026 10:00:00 +0100', 'Content-Type: multipart/mixed; boundary=b', ''],
        ...['--b', 'Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: quoted-printable', ''],
        ...['Gr=FC=DFe', '--b', 'Content-Type: application/pdf; name="../plan.pdf"', '', '%PDF', '--b--', ''],
      ),
    )
    expect(read?.message).toMatchObject({
      from: [{ name: 'Jörg', address: 'j@x.example' }],
      to: [
        { name: '', address: 'a@x.example' },
        { name: '', address: 'b@x.example' },
      ],
      subject: 'Plan',
      sentAtMs: Date.parse('2026-11-27T09:00:00Z'),
      text: { content: 'Grüße\n', cut: false },
      html: null,
      attachments: [{ partId: '1', name: 'plan.pdf', type: 'application/pdf', inline: false }],
    })
    expect(read?.files[0]?.bytes.toString()).toMatch(/^%PDF/)
  })

  it('that is signed says that there is a signature, which nobody has checked', async () => {
    const signedBy = (type: string) =>
      eml(
        ...['Subject: Plan', `Content-Type: multipart/signed; protocol="${type}"; boundary=b`, ''],
        ...['--b', 'Content-Type: text/plain', '', 'Words', '--b', `Content-Type: ${type}`, '', 'x', '--b--', ''],
      )
    const methods = ['application/pkcs7-signature', 'application/pgp-signature'].map(async (type) => {
      const read = await readEml(signedBy(type))
      return [read?.message.text?.content, read?.message.protection]
    })
    const unchecked = { kind: 'signed', partId: '', whole: false }
    expect(await Promise.all(methods)).toEqual([
      ['Words\n', [{ ...unchecked, method: 'smime' }]],
      ['Words\n', [{ ...unchecked, method: 'openpgp' }]],
    ])
  })

  it('within which there are others keeps them as files', async () => {
    const inner = ['Subject: Inner', '', 'Words']
    const read = await readEml(eml('Subject: Outer', 'Content-Type: message/rfc822', '', ...inner))
    expect([read?.message.subject, read?.files[0]?.type]).toEqual(['Outer', 'message/rfc822'])
  })

  it.each([
    [
      'four hundred levels',
      Array.from({ length: 400 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}`).join(
        '\r\n',
      ),
    ],
    ['a header of two megabytes', `Subject: ${'x'.repeat(2_000_000)}\r\n\r\nWords`],
    [
      'twenty thousand parts',
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: image/png\r\n\r\nx\r\n'.repeat(20_000)}`,
    ],
    ['nothing', ''],
    ['no header', '\0\x01\x02'.repeat(1_000)],
    ['a line of five megabytes', `Subject: x\r\n\r\n${'a'.repeat(5_000_000)}`],
  ])('with %s is read or said not to be readable, within seconds', async (_name, source) => {
    const before = performance.now()
    const read = await readEml(Buffer.from(source))
    expect(read === null || read.message.attachments.length <= 200).toBe(true)
    expect(performance.now() - before).toBeLessThan(4_000)
  })
})
