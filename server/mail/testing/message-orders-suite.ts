import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageSort, type MessageSort } from '#contract/message-order.ts'
import type { MailAccount, Order } from '../mail-account.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const day = (number: number) => Date.UTC(2026, 3, number, 12)
const zip = (bytes: number) => ({ name: 'a.zip', type: 'application/zip', bytes: Buffer.alloc(bytes, 7) })
const person = (name: string, local: string) => ({ name, address: `${local}@example.gov` })

/** Names and addresses would stand in different orders; subjects differ from when they came. */
const letters = [
  { subject: 'Delta', from: person('Zoe Alder', 'aa'), dateMs: day(1), text: 'short' },
  { subject: 'alpha', from: person('Carl Brandt', 'zz'), dateMs: day(2), text: 'x'.repeat(4_000) },
  { subject: 'Re: Charlie', from: person('Amal Nasser', 'mm'), dateMs: day(3), text: 'short', attachment: zip(9_000) },
  { subject: 'bravo', from: person('Carl Brandt', 'zz'), dateMs: day(4), text: 'x'.repeat(2_000) },
  { subject: 'Echo', from: person('Amal Nasser', 'mm'), dateMs: day(5), text: 'short', attachment: zip(1_000) },
]

/** Whole order of the inbox by subject's first letters, for every sort. */
const natural: Record<MessageSort, string> = {
  arrived: 'ebcad',
  sent: 'ebcad',
  from: 'ecbad',
  to: 'ebcad',
  subject: 'abcde',
  size: 'cabed',
  unread: 'cadeb',
  flagged: 'adebc',
  attachment: 'ecbad',
}
const turned: Record<MessageSort, string> = {
  arrived: 'dacbe',
  sent: 'dacbe',
  from: 'dbaec',
  to: 'ebcad',
  subject: 'edcba',
  size: 'debac',
  unread: 'ebcad',
  flagged: 'ebcad',
  attachment: 'badec',
}

/** What every account promises about the order of messages. */
export function describeMessageOrders(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, in order`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
      await harness.empty(['INBOX'])
      for (const letter of letters) await harness.put('INBOX', letter)
      const { items } = await account.window('INBOX', 0, 50)
      const of = (subject: string) => items.flatMap((item) => (item.subject === subject ? [item.reference] : []))
      await account.changeFlags([...of('Echo'), ...of('bravo')], ['seen'], [])
      await account.changeFlags([...of('Delta'), ...of('alpha')], ['flagged'], [])
    })
    afterAll(async () => {
      await harness.empty(['INBOX'])
      account.close()
      await harness.close()
    })

    const initials = async (order: Order, offset = 0, limit = 50) => {
      const window = await account.window('INBOX', offset, limit, order)
      expect(window).toMatchObject({ ...order, offset, total: 5, unread: 3 })
      return window.items.map(({ subject }) => subject.replace('Re: ', '').charAt(0).toLowerCase()).join('')
    }

    it('says which orders it can give', async () => {
      expect(await account.sorts()).toEqual(messageSort.options)
    })

    it.each(messageSort.options)('sorts by %s, either way, equals newest first', async (sort) => {
      expect(await initials({ sort, reverse: false })).toBe(natural[sort])
      expect(await initials({ sort, reverse: true })).toBe(turned[sort])
    })

    it.each(messageSort.options)('shows any stretch of the order by %s', async (sort) => {
      for (const reverse of [false, true]) {
        const whole = reverse ? turned[sort] : natural[sort]
        for (const [offset, limit] of [
          [0, 2],
          [1, 3],
          [3, 50],
          [4, 1],
          [5, 50],
          [90, 1],
        ] as const) {
          const expected = whole.slice(offset, offset + limit)
          expect(await initials({ sort, reverse }, offset, limit), `${sort} ${reverse} ${offset} ${limit}`).toBe(
            expected,
          )
        }
      }
    })

    it.each(messageSort.options)('finds the place of a message by %s, and none for one that is gone', async (sort) => {
      for (const reverse of [false, true]) {
        const { items } = await account.window('INBOX', 0, 50, { sort, reverse })
        for (const [index, { reference }] of items.entries()) {
          expect(await account.positionOf(reference, { sort, reverse })).toBe(index)
          const gone = { ...reference, uid: reference.uid + 1_000 }
          expect(await account.positionOf(gone, { sort, reverse })).toBeNull()
          expect(await account.positionOf({ ...reference, validity: '77' }, { sort, reverse })).toBeNull()
        }
      }
    })

    it.each(['arrived', 'sent'] as const)('finds the place of a date by %s', async (sort) => {
      const hour = 3_600_000
      const down = (dateMs: number) => account.positionAt('INBOX', dateMs, { sort, reverse: false })
      const up = (dateMs: number) => account.positionAt('INBOX', dateMs, { sort, reverse: true })
      expect([await down(day(5) + hour), await down(day(5)), await down(day(5) - hour)]).toEqual([0, 0, 1])
      expect([await down(day(1)), await down(day(1) - hour)]).toEqual([4, null])
      expect([await up(day(1) - hour), await up(day(1)), await up(day(1) + hour)]).toEqual([0, 0, 1])
      expect([await up(day(5)), await up(day(5) + hour)]).toEqual([4, null])
    })

    it('keeps an order right when a message comes or goes', async () => {
      const subject = { sort: 'subject', reverse: false } as const
      expect(await initials(subject, 1, 4)).toBe('bcde')
      await harness.put('INBOX', { subject: 'Aaa', text: 'New' })
      const grown = await account.window('INBOX', 1, 4, subject)
      expect(grown.items.map((item) => item.subject)).toEqual(['alpha', 'bravo', 'Re: Charlie', 'Delta'])
      const [first] = (await account.window('INBOX', 0, 1, subject)).items
      await account.move(first ? [first.reference] : [], 'Trash')
      expect(await initials(subject, 1, 4)).toBe('bcde')
    })
  })
}
