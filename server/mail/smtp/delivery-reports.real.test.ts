import { describe, expect, it } from 'vitest'
import { rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { inMemory } from '../message-bytes.ts'
import { SmtpSubmission } from './smtp-submission.ts'

describe('A report of delivery from Postfix', () => {
  const platform = realPlatform()
  const server = { host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false }
  const submission = new SmtpSubmission(server)

  async function submit(subject: string, deliveryReport: boolean): Promise<void> {
    const letter = Buffer.from(
      `From: Ada <ada.lindqvist@example.gov>\r\nTo: ben.okafor@example.gov\r\nSubject: ${subject}\r\n` +
        `Message-ID: <${subject}@example.gov>\r\n\r\nHello\r\n`,
    )
    const envelope = { from: 'ada.lindqvist@example.gov', to: ['ben.okafor@example.gov'], deliveryReport }
    const sent = await submission.submit(tokenIdentity(platform, 'ada'), envelope, inMemory(letter), () =>
      Promise.resolve(),
    )
    expect(sent).toEqual({ outcome: 'accepted', refused: [] })
  }

  it('can be had', async () => {
    expect(await submission.offersDeliveryReports()).toBe(true)
  })

  it('comes for a message that asks for it, without the text of the message, and for no other', async () => {
    await submit('not-reported', false)
    await submit('reported', true)
    const ada = await rawImap(platform, 'ada')
    try {
      await ada.mailboxOpen('INBOX')
      const reportsOf = async (subject: string) => {
        await ada.noop()
        const uids = await ada.search({
          header: { 'content-type': 'delivery-status' },
          body: `<${subject}@example.gov>`,
        })
        return Array.isArray(uids) ? uids : []
      }
      await expect.poll(() => reportsOf('reported'), { timeout: 20_000 }).toHaveLength(1)
      const uid = String((await reportsOf('reported'))[0])
      const { source } = (await ada.fetchOne(uid, { source: true })) as { source: Buffer }
      expect(source.toString()).toMatch(/^Action: (?:delivered|relayed)\r$/m)
      expect(source.toString()).toContain('text/rfc822-headers')
      expect(await reportsOf('not-reported')).toEqual([])
    } finally {
      await ada.logout()
    }
  })
})
