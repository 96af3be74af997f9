import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { inMemory, type MessageBytes } from '../message-bytes.ts'
import { imapServer, realPlatform, tokenIdentity } from '../testing/real-mail.ts'
import { ImapAccounts } from './accounts.ts'

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('A message that is stored on Dovecot while it streams', () => {
  const platform = realPlatform()
  const account = new ImapAccounts(imapServer(platform)).resume(tokenIdentity(platform, 'hana'))
  afterAll(() => account.close())
  const sent = async () => {
    const folder = (await account.folders()).find(({ role, owner }) => role === 'sent' && owner === null)
    return folder?.total ?? 0
  }
  const message = Buffer.from(`Subject: Streamed\r\n\r\n${'All work and no play.\r\n'.repeat(400_000)}`)

  it('is there byte for byte', async () => {
    const reference = await account.saveSentCopy(inMemory(message))
    const chunks: Buffer[] = []
    for await (const chunk of (await account.source(reference!)).bytes as AsyncIterable<Buffer>) chunks.push(chunk)
    expect(digest(Buffer.concat(chunks))).toBe(digest(message))
  })

  it.each<[string, MessageBytes]>([
    ['is shorter than was said', { ...inMemory(message.subarray(0, 200_000)), sizeBytes: message.length }],
    ['is longer than was said', { ...inMemory(message), sizeBytes: 200_000 }],
    [
      'cannot be read to its end',
      {
        sizeBytes: message.length,
        async *open() {
          yield await Promise.resolve(message.subarray(0, 200_000))
          throw new Error('The disk is gone')
        },
      },
    ],
  ])('is not there at all where it %s, and the account goes on', async (_, broken) => {
    const before = await sent()
    await expect(account.saveSentCopy(broken)).rejects.toThrow()
    expect(await sent()).toBe(before)
  })
})
