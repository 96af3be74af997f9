import { describe, expect, it } from 'vitest'
import { inMemory } from '../message-bytes.ts'
import { personOf, rawImap, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { SmtpSubmission } from './smtp-submission.ts'

describe('A message that cannot be read to its end while it goes out', () => {
  const platform = realPlatform()
  const submission = new SmtpSubmission({
    ...{ host: platform.host, port: platform.ports.submission, caFile: platform.caFile, startTls: false },
  })
  const envelope = { from: personOf(platform, 'ada').address, to: [personOf(platform, 'ben').address] }
  const letter = (subject: string) => Buffer.from(`Subject: ${subject}\r\n\r\n${'Words.\r\n'.repeat(40_000)}`)
  const submit = (message: Parameters<SmtpSubmission['submit']>[2]) =>
    submission.submit(tokenIdentity(platform, 'ada'), envelope, message, () => Promise.resolve())

  it('is never delivered as if it were whole', async () => {
    const bytes = letter('broken-off')
    const broken = {
      sizeBytes: bytes.length,
      async *open() {
        yield await Promise.resolve(bytes.subarray(0, 200_000))
        throw new Error('The disk is gone')
      },
    }
    const outcome = await submit(broken).then(
      (submitted) => submitted.outcome,
      () => 'failed',
    )
    expect(outcome).not.toBe('accepted')
    expect(await submit(inMemory(letter('sent-after-it')))).toMatchObject({ outcome: 'accepted' })
    const ben = await rawImap(platform, 'ben')
    try {
      await ben.mailboxOpen('INBOX')
      const count = async (subject: string) => {
        await ben.noop()
        const uids = await ben.search({ header: { subject } })
        return Array.isArray(uids) ? uids.length : 0
      }
      await expect.poll(() => count('sent-after-it'), { timeout: 20_000 }).toBe(1)
      expect(await count('broken-off')).toBe(0)
    } finally {
      await ben.logout()
    }
  })
})
