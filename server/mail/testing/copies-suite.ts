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
      for await (const some of account.copies.take(await account.pick('INBOX', {})))
        for (const copy of some) {
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

    it('gives back every byte of a hundred of all sizes, in the order asked for', { timeout: 60_000 }, async () => {
      const sizes = Array.from({ length: 100 }, (_, at) => [0, 700, 7_900, 8_000, 8_100, 40_000, 900_000][at % 7] ?? 0)
      for (const [at, size] of sizes.entries()) await account.copies.put('INBOX', letter(`${at}`, size))
      const set = await account.pick('INBOX', {})
      set.uids.reverse()
      const found: string[] = []
      for await (const some of account.copies.take(set))
        found.push(...some.map(({ bytes }) => (bytes as Buffer).toString('latin1')))
      expect(found).toEqual(sizes.map((size, at) => letter(`${at}`, size).bytes.toString('latin1')).reverse())
    })

    it('tells the size beforehand, and then gives exactly so many bytes, or says that one is gone', async () => {
      const letters = [letter('small'), letter('large', 5_000_000), letter('last', 1_000)]
      for (const one of letters) await account.copies.put('INBOX', one)
      const { uids, ...place } = await account.pick('INBOX', {})
      const facts = []
      for await (const some of account.copies.facts({ ...place, uids: [999_999, ...uids] })) facts.push(...some)
      expect(facts.map(({ uid, sizeBytes }) => [uid, sizeBytes])).toEqual(
        letters.map(({ bytes }, index) => [uids[index], bytes.length]),
      )
      for (const one of facts) expect(one).toMatchObject({ receivedAtMs: newYear, labels: ['budget'] })
      const known = [facts[0]!, { uid: 999_999, sizeBytes: 10 }, ...facts.slice(1)]
      const set = { ...place, uids: known.map(({ uid }) => uid) }
      const lengths: [number, number | undefined][] = []
      const sizes = known.map(({ sizeBytes }) => sizeBytes)
      for await (const some of account.copies.bytesOf(set, sizes))
        for (const { uid, bytes } of some)
          lengths.push([uid, bytes && (Buffer.isBuffer(bytes) ? bytes : await buffer(Readable.from(bytes))).length])
      expect(lengths).toEqual(known.map(({ uid, sizeBytes }) => [uid, uid === 999_999 ? undefined : sizeBytes]))
    })

    it('passes over what has gone since, and marks nothing as read', async () => {
      await harness.put('INBOX', { subject: 'Stays', text: 'x' })
      const set = await account.pick('INBOX', {})
      const copies = []
      for await (const some of account.copies.take({ ...set, uids: [...set.uids, 999_999] }))
        copies.push(...some.map(({ reference }) => reference.uid))
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
