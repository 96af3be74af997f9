import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount } from '../mail-account.ts'
import type { MessageWeight } from '../mail-survey.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const newYear = Date.UTC(2024, 0, 1, 12)

/** What every account promises to say about what messages take. */
export function describeSurvey(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, asked what takes room`, () => {
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

    const weigh = async (isOver = () => false) => {
      const all: MessageWeight[] = []
      await account.survey.weigh('INBOX', (lot) => all.push(...lot), isOver)
      return all
    }
    const attachment = { name: 'plan.pdf', type: 'application/pdf', bytes: Buffer.alloc(60_000, 'p') }

    it('tells each message by size, arrival, sender and files', async () => {
      expect(await weigh()).toEqual([])
      await harness.put('INBOX', { subject: 'Words', text: 'x', dateMs: newYear })
      await harness.put('INBOX', {
        ...{ subject: 'With a plan', text: 'x', attachment },
        from: { name: 'Ann', address: 'ann@example.gov' },
      })
      const [words, plan] = await weigh()
      expect(words).toMatchObject({ receivedAtMs: newYear, files: [], from: { address: 'ben.okafor@example.gov' } })
      expect(plan?.from?.address).toBe('ann@example.gov')
      expect(plan?.sizeBytes).toBeGreaterThanOrEqual(60_000)
      expect(plan?.files).toHaveLength(1)
      expect(plan?.files[0]?.type).toBe('application/pdf')
      expect(Math.abs((plan?.files[0]?.sizeBytes ?? 0) - 60_000)).toBeLessThan(200)
    })

    it('tells by one word whether a folder holds other messages than before', async () => {
      await harness.put('INBOX', { subject: 'One', text: 'x' })
      const before = await account.survey.contentOf('INBOX')
      const { items } = await account.window('INBOX', 0, 50)
      await account.changeFlags([items[0]!.reference], ['flagged'], [])
      expect(await account.survey.contentOf('INBOX')).toBe(before)
      await harness.put('INBOX', { subject: 'Two', text: 'x' })
      await account.move([items[0]!.reference], 'Archive')
      expect(await account.survey.contentOf('INBOX')).not.toBe(before)
      await harness.empty(['Archive'])
    })

    it('ends where nobody waits for it any more, and says when a folder is gone', async () => {
      await harness.put('INBOX', { subject: 'One', text: 'x' })
      expect(await weigh(() => true)).toEqual([])
      const gone = await account.survey.contentOf('No such folder').catch((error: unknown) => error)
      expect(isProblem(gone, 'folder-gone')).toBe(true)
    })
  })
}
