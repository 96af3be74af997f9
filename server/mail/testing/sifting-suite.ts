import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount, Summary } from '../mail-account.ts'
import type { SiftedMessage } from '../mail-sifting.ts'
import { fieldOf } from '../mime/headers/header-fields.ts'
import type { AccountHarness } from './mail-account-suite.ts'

/** What every account promises about looking at messages as a rule would. */
export function describeSifting(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, sifting`, () => {
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

    const put = async (...subjects: string[]) => {
      for (const subject of subjects) await harness.put('INBOX', { subject, text: `About ${subject}` })
    }
    const everything = { fields: ['Subject', 'From'], texts: true }
    const subjectIn = ({ header }: SiftedMessage) => fieldOf(header, 'subject') ?? ''

    it('gives those of a stretch that are caught, the newest first, and counts what it looked at', async () => {
      await put('Ramp one', 'Gate', 'Ramp two', 'Ramp three')
      const isRamp = (message: SiftedMessage) => subjectIn(message).startsWith('Ramp')
      const found = await account.sifting.sift('INBOX', { offset: 1, limit: 3 }, everything, isRamp)
      expect(found).toMatchObject({
        ...{ total: 4, looked: 3 },
        caught: [{ subject: 'Ramp two' }, { subject: 'Ramp one' }],
      })
      expect(await account.sifting.sift('INBOX', { offset: 4, limit: 3 }, everything, isRamp)).toEqual({
        ...{ total: 4, looked: 0, caught: [] },
      })
    })

    it('looks at the fields asked for and no others, and at texts only where they are asked for', async () => {
      await put('Ramp')
      const [{ reference }] = (await account.window('INBOX', 0, 1)).items as [Summary, ...Summary[]]
      const all = await account.sifting.look(reference, everything)
      expect(all.header.fields.map((field) => field.name).sort()).toEqual(['from', 'subject'])
      expect(all.texts.map((text) => text.trim())).toEqual(['About Ramp'])
      expect(await account.sifting.look(reference, { fields: ['Subject'], texts: false })).toMatchObject({
        ...{ header: { fields: [{ name: 'subject', value: 'Ramp' }] }, texts: [], hasAttachedPart: false },
      })
    })

    it('sees that something is attached', async () => {
      const bytes = Buffer.from('x')
      await harness.put('INBOX', {
        subject: 'Plan',
        text: 'x',
        attachment: { name: 'a.bin', type: 'image/png', bytes },
      })
      await put('None')
      const found = await account.sifting.sift(
        'INBOX',
        { offset: 0, limit: 9 },
        everything,
        (one) => one.hasAttachedPart,
      )
      expect(found.caught.map(({ subject }) => subject)).toEqual(['Plan'])
    })

    it('says so when the folder or the message is gone', async () => {
      await put('Ramp')
      const [row] = (await account.window('INBOX', 0, 1)).items
      const reference = { folder: 'INBOX', validity: row?.reference.validity ?? '', uid: 4_000_000 }
      const looked = account.sifting.look(reference, everything)
      await expect(looked).rejects.toSatisfy((error) => isProblem(error, 'message-gone'))
      const sifted = account.sifting.sift('No such folder', { offset: 0, limit: 9 }, everything, () => true)
      await expect(sifted).rejects.toSatisfy((error) => isProblem(error, 'folder-gone'))
    })
  })
}
