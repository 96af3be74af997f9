import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount } from '../mail-account.ts'
import type { NewMessage } from '../mail-copies.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const newYear = Date.UTC(2024, 0, 1, 12)

/** What every account promises about whole messages taken out and put in. */
export function describeCopies(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, taking messages out and putting them in`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['INBOX']))
    afterAll(async () => {
      await harness.empty(['INBOX'])
      account.close()
      await harness.close()
    })

    const letter = (subject: string, sizeBytes = 0): NewMessage => ({
      receivedAtMs: newYear,
      flags: ['seen', 'flagged'],
      labels: ['budget'],
      bytes: Buffer.from(
        `Message-ID: <${subject}@x.example>\r\nSubject: ${subject}\r\n\r\n${`${'é'.repeat(400)}\r\n`.repeat(sizeBytes / 802)}`,
      ),
    })
    async function all() {
      const copies = []
      for await (const copy of account.copies.take(await account.pick('INBOX', {}))) {
        const bytes = Buffer.isBuffer(copy.bytes) ? copy.bytes : await buffer(Readable.from(copy.bytes))
        copies.push({ ...copy, bytes })
      }
      return copies
    }

    it('gives back every byte, the arrival, the flags and the labels of what was put in, small and large', async () => {
      const letters = [letter('small'), letter('large', 5_000_000), letter('last', 1_000)]
      for (const one of letters) await account.copies.put('INBOX', one)
      const copies = await all()
      expect(copies.map(({ bytes }, index) => bytes.equals(letters[index]!.bytes))).toEqual([true, true, true])
      for (const copy of copies) {
        expect(copy).toMatchObject({ receivedAtMs: newYear, labels: ['budget'] })
        expect(copy.flags.toSorted()).toEqual(['flagged', 'seen'])
      }
    })

    it('passes over what has gone since, and marks nothing as read', async () => {
      await harness.put('INBOX', { subject: 'Stays', text: 'x' })
      const set = await account.pick('INBOX', {})
      const copies = []
      for await (const { reference } of account.copies.take({ ...set, uids: [...set.uids, 999_999] }))
        copies.push(reference.uid)
      expect(copies).toEqual(set.uids)
      expect((await account.window('INBOX', 0, 10)).unread).toBe(1)
    })

    it('tells by what messages are known again, from a message on', async () => {
      expect(await account.copies.identities('INBOX', 1)).toEqual([])
      const one = letter('one')
      const placed = await account.copies.put('INBOX', one)
      const [first] = await account.copies.identities('INBOX', 1)
      expect(first).toMatchObject({ messageId: '<one@x.example>', sizeBytes: one.bytes.length })
      expect((await account.window('INBOX', 0, 1)).items[0]?.reference).toEqual(placed)
      expect(await account.copies.identities('INBOX', first!.uid + 1)).toEqual([])
    })

    it('says when a folder is not there', async () => {
      const failure = await account.copies.put('No such folder', letter('lost')).catch((error: unknown) => error)
      expect(isProblem(failure, 'folder-gone')).toBe(true)
    })
  })
}
