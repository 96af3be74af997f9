import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MailAccount } from '../mail-account.ts'
import type { AccountHarness } from './mail-account-suite.ts'

/** What sharing does on every account. */
export function describeSharing(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, sharing`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    afterEach(() => account.sharing.give('Archive', 'emi', ''))
    afterAll(async () => {
      account.close()
      await harness.close()
    })
    const access = async () =>
      [...(await account.sharing.access(['Archive', 'Sent']))].map(([folder, some]) => [
        folder,
        Object.fromEntries(some),
      ])

    it('is offered, and names neither the person nor anybody at first', async () => {
      expect(await account.sharing.isOffered()).toBe(true)
      expect(await access()).toEqual([
        ['Archive', {}],
        ['Sent', {}],
      ])
    })

    it('gives somebody exactly what is said, in place of what was given before, and ends it', async () => {
      await account.sharing.give('Archive', 'emi', 'lrswite')
      await account.sharing.give('Archive', 'emi', 'lr')
      expect(await access()).toEqual([
        ['Archive', { emi: 'lr' }],
        ['Sent', {}],
      ])
      await account.sharing.give('Archive', 'emi', '')
      await account.sharing.give('Archive', 'emi', '')
      expect(await access()).toEqual([
        ['Archive', {}],
        ['Sent', {}],
      ])
    })

    it('says so when there is no such folder', async () => {
      await expect(account.sharing.give('Nowhere', 'emi', 'lr')).rejects.toMatchObject({ type: 'folder-gone' })
    })
  })
}
