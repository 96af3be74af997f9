import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isProblem } from '#server/problem.ts'
import type { MailAccount, MailChange, MessageReference } from '../mail-account.ts'
import type { AccountHarness } from './mail-account-suite.ts'

/** What every account promises to work on many messages. */
export function describeBulkWork(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, with many messages`, () => {
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

    const ann = { name: 'Ann', address: 'Ann@example.gov' }
    const joann = { name: 'About ann@example.gov', address: 'joann@example.gov' }
    const put = async () => {
      await harness.put('INBOX', { subject: 'One', text: 'x', from: ann })
      await harness.put('INBOX', { subject: 'Two', text: 'x', from: joann })
      await harness.put('INBOX', { subject: 'Three', text: 'x', from: ann })
      const { items } = await account.window('INBOX', 0, 50)
      return items.map(({ reference }) => reference).reverse() as [MessageReference, MessageReference, MessageReference]
    }
    const uids = (...references: MessageReference[]) => references.map(({ uid }) => uid)

    it('picks the messages of a folder that are as wished', async () => {
      expect((await account.pick('INBOX', {})).uids).toEqual([])
      const [one, two, three] = await put()
      await account.changeFlags([one, two], ['seen'], [])
      await account.changeFlags([two], ['flagged'], [])
      const picked = await account.pick('INBOX', {})
      expect(picked).toEqual({ folder: 'INBOX', validity: one.validity, uids: uids(one, two, three) })
      expect((await account.pick('INBOX', { unread: true })).uids).toEqual(uids(three))
      expect((await account.pick('INBOX', { unread: false, flagged: false })).uids).toEqual(uids(one))
      expect((await account.pick('INBOX', { flagged: true })).uids).toEqual(uids(two))
      await account.changeFlags([three], ['muted'], [])
      expect((await account.pick('INBOX', { muted: true })).uids).toEqual(uids(three))
      expect((await account.pick('INBOX', { muted: false })).uids).toEqual(uids(one, two))
      expect((await account.marksOf([three]))[0]).toEqual({ flags: ['muted'], labels: [] })
      await expect(account.pick('No such folder', {})).rejects.toSatisfy((error) => isProblem(error, 'folder-gone'))
    })

    it('picks by the whole address of a sender, not by what stands in a name or in a longer address', async () => {
      const [one, , three] = await put()
      expect((await account.pick('INBOX', { from: 'ann@EXAMPLE.gov' })).uids).toEqual(uids(one, three))
      expect((await account.pick('INBOX', { from: 'example.gov' })).uids).toEqual([])
      expect((await account.pick('INBOX', { from: 'änn@example.gov' })).uids).toEqual([])
      expect((await account.pick('INBOX', { from: '" OR ALL "' })).uids).toEqual([])
    })

    it('tells the flags and labels of messages, and which are gone', async () => {
      const [one, two] = await put()
      await account.changeFlags([one], ['seen', 'flagged'], [], { add: ['budget'], remove: [] })
      const gone = { ...two, uid: two.uid + 1_000 }
      const [first, second, ...rest] = await account.marksOf([one, two, gone, { ...one, validity: '77' }])
      expect(first).toEqual({ flags: expect.arrayContaining(['flagged', 'seen']) as string[], labels: ['budget'] })
      expect([second, ...rest]).toEqual([{ flags: [], labels: [] }, null, null])
    })

    it('works beside others over a connection of its own, and tells what it does', async () => {
      const references = await put()
      const changes: MailChange[] = []
      const stop = account.watch((change) => changes.push(change))
      const other = account.beside()
      const [moved] = await other.move([references[0]], 'Archive')
      const inArchive = moved?.moved ?? references[0]
      await other.changeFlags([inArchive], ['flagged'], [])
      const flags = changes.find((change) => change.type === 'flags' && change.folder === 'Archive')
      expect(flags).toMatchObject({ items: [{ reference: inArchive, flags: ['flagged'] }] })
      other.close()
      await expect(other.folders()).rejects.toSatisfy((error) => isProblem(error, 'not-signed-in'))
      expect((await account.window('INBOX', 0, 50)).total).toBe(2)
      stop()
    })

    it('ends what works beside it when it ends itself', async () => {
      const parent = await harness.open()
      const other = parent.beside()
      await other.folders()
      parent.close()
      await expect(other.folders()).rejects.toSatisfy((error) => isProblem(error, 'not-signed-in'))
    })
  })
}
