import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MailAccount } from '../mail-account.ts'
import { YearFolders } from '../year-folders.ts'
import type { AccountHarness } from './mail-account-suite.ts'

/** What archiving by year does on every account. */
export function describeYearFolders(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, archiving by year`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['INBOX', 'Archive']))
    afterAll(async () => {
      await dropYears()
      await harness.empty(['INBOX', 'Archive'])
      account.close()
      await harness.close()
    })

    const years = async () =>
      (await account.folders()).filter(({ parentPath, name }) => parentPath === 'Archive' && /^\d{4}$/.test(name))
    const dropYears = async () => {
      for (const { path } of await years()) await account.folderChanges.remove(path)
    }
    const put = (subject: string, dateMs: number) => harness.put('INBOX', { subject, text: 'x', dateMs })
    const inbox = async () => (await account.window('INBOX', 0, 50)).items.map(({ reference }) => reference)
    const subjects = async (path: string) => (await account.window(path, 0, 50)).items.map(({ subject }) => subject)
    const held = async () => {
      const found = await Promise.all(
        (await years()).map(async ({ name, path }) => [name, await subjects(path)] as const),
      )
      return Object.fromEntries(found)
    }

    it('tells when messages arrived, and which are gone', async () => {
      await put('Old', Date.UTC(2019, 5, 1, 12))
      const [one] = await inbox()
      if (!one) throw new Error('nothing arrived')
      const gone = { ...one, uid: one.uid + 1_000 }
      const arrivals = await account.receivedAt([gone, one, { ...one, validity: '77' }])
      expect(arrivals).toEqual([null, Date.UTC(2019, 5, 1, 12), null])
    })

    it('puts each message into the folder of the year it arrived in, makes what is missing, and tells where each went', async () => {
      await dropYears()
      await put('Of 2019', Date.UTC(2019, 5, 1))
      await put('Of 2020', Date.UTC(2020, 5, 1))
      const [later, earlier] = await inbox()
      if (!later || !earlier) throw new Error('nothing arrived')
      const gone = { ...later, uid: later.uid + 1_000 }
      const results = await new YearFolders(account).move([later, gone, earlier], 'Archive', 'UTC')
      expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'gone', 'done'])
      expect(await held()).toEqual({ 2019: ['Of 2019'], 2020: ['Of 2020'] })
      expect((await years()).every(({ subscribed }) => subscribed)).toBe(true)
      expect(await inbox()).toEqual([])
      for (const { moved } of results) if (moved) await account.move([moved], 'INBOX')
      expect(await subjects('INBOX')).toHaveLength(2)

      // The folders are there now.
      await new YearFolders(account).move(await inbox(), 'Archive', 'UTC')
      expect(await held()).toEqual({ 2019: ['Of 2019'], 2020: ['Of 2020'] })
    })

    it('counts the year as people there do', async () => {
      await dropYears()
      await put('At midnight', Date.UTC(2021, 11, 31, 23, 30))
      const [here] = await new YearFolders(account).move(await inbox(), 'Archive', 'Europe/Stockholm')
      expect(await held()).toEqual({ 2022: ['At midnight'] })
      if (!here?.moved) throw new Error('not moved')
      await new YearFolders(account).move([here.moved], 'Archive', 'America/New_York')
      expect(await held()).toEqual({ 2021: ['At midnight'], 2022: [] })
    })
  })
}
