import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount, MessageReference } from '../mail-account.ts'
import type { AccountHarness } from './mail-account-suite.ts'

/** What every account promises about labels and notes. */
export function describeLabels(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, with labels`, () => {
    let harness: AccountHarness
    let account: MailAccount

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
    })
    beforeEach(() => harness.empty(['INBOX', 'Archive']))
    afterAll(async () => {
      await harness.empty(['INBOX', 'Archive'])
      account.close()
      await harness.close()
    })

    const rows = async (folder = 'INBOX') => (await account.window(folder, 0, 50)).items
    const put = async (...subjects: string[]) => {
      for (const subject of subjects) await harness.put('INBOX', { subject, text: 'x' })
      return (await rows()).map(({ reference }) => reference).reverse() as [MessageReference, MessageReference]
    }

    it('puts them on messages, shows them, and takes them off in any case', async () => {
      const [one, two] = await put('One', 'Two')
      const add = { add: ['permits', '$label1'], remove: [] }
      expect(await account.changeFlags([one, two], ['seen'], [], add)).toEqual(['done', 'done'])
      expect((await rows()).map(({ labels }) => labels.toSorted())).toEqual([
        ['$label1', 'permits'],
        ['$label1', 'permits'],
      ])
      expect(await account.changeFlags([one], [], [], { add: [], remove: ['PERMITS', 'never-there'] })).toEqual([
        'done',
      ])
      expect((await account.marksOf([one, two])).map((marks) => marks?.labels.toSorted())).toEqual([
        ['$label1'],
        ['$label1', 'permits'],
      ])
      expect((await account.pick('INBOX', { label: 'Permits' })).uids).toEqual([two.uid])
      expect(await account.labelsIn('INBOX')).toEqual(expect.arrayContaining(['$label1', 'permits']))
    })

    it('keeps them when messages are moved', async () => {
      const [one] = await put('One')
      await account.changeFlags([one], [], [], { add: ['permits'], remove: [] })
      const [moved] = await account.move([one], 'Archive')
      expect((await rows('Archive')).map(({ labels }) => labels)).toEqual([['permits']])
      if (moved?.moved) await account.changeFlags([moved.moved], [], [], { add: [], remove: ['permits'] })
    })

    it('tells what each message has afterwards', async () => {
      const [one] = await put('One')
      await account.changeFlags([one], ['seen'], [], { add: ['permits'], remove: [] })
      const told: string[][] = []
      const stop = account.watch((change) => {
        if (change.type === 'flags') told.push(...change.items.map(({ labels }) => labels))
      })
      await account.changeFlags([one], [], [], { add: ['budget'], remove: ['Permits'] })
      stop()
      expect(told[0]).toEqual(['budget'])
    })

    it('keeps notes about a folder, in any language, for every account of the mailbox', async () => {
      expect(await account.notes.areKept()).toBe(true)
      const text = `{"name":"Größe – 請求書 \\" {5}"}\r\n${'x'.repeat(8_000)}`
      await account.notes.write('INBOX', 'test', text)
      const other = await harness.open()
      expect(await other.notes.read('INBOX', 'test')).toBe(text)
      other.close()
      expect(await account.notes.read('INBOX', 'nothing')).toBeNull()
      expect(await account.notes.read('Archive', 'test')).toBeNull()
      const missing = account.notes.write('No such folder', 'test', 'x')
      await expect(missing).rejects.toSatisfy((error) => isProblem(error, 'folder-gone', 'not-allowed'))
    })
  })
}
