import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemType } from '#contract/problem.ts'
import { isProblem } from '#server/problem.ts'
import type { ChosenRoles } from '../chosen-roles.ts'
import type { MailAccount } from '../mail-account.ts'
import { inMemory } from '../message-bytes.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const problem = (type: ProblemType) => (error: unknown) => isProblem(error, type)

/** What becomes of everything that goes by a folder's purpose once the person has chosen another folder for it. */
export function describeChosenRoles(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, with folders chosen for purposes,`, () => {
    let harness: AccountHarness
    let account: MailAccount
    let chosen: ChosenRoles

    beforeAll(async () => {
      harness = await start()
      account = await harness.open(() => Promise.resolve(chosen))
    })
    beforeEach(async () => {
      chosen = {}
      await harness.empty(['INBOX', 'Sent', 'Trash', 'Junk'])
      for (const path of ['Posted', 'Bin', 'Plans']) await account.folderChanges.create(null, path)
    })
    afterEach(async () => {
      chosen = {}
      await account.folders()
      for (const path of ['Posted', 'Bin', 'Plans']) await account.folderChanges.remove(path, { withSubfolders: true })
    })
    afterAll(async () => {
      account.close()
      await harness.close()
    })

    const choose = async (next: ChosenRoles) => {
      chosen = next
      return account.folders()
    }
    const roleOf = (folders: Awaited<ReturnType<typeof choose>>, path: string) =>
      folders.find((folder) => folder.path === path)?.role

    it('gives the purpose to the chosen folder alone, and back when nothing is chosen', async () => {
      const folders = await choose({ sent: 'Posted' })
      expect([roleOf(folders, 'Posted'), roleOf(folders, 'Sent'), roleOf(folders, 'Trash')]).toEqual([
        'sent',
        null,
        'trash',
      ])
      const before = await choose({})
      expect([roleOf(before, 'Posted'), roleOf(before, 'Sent')]).toEqual([null, 'sent'])
    })

    it('leaves it to the server where the chosen folder is gone, or has another purpose there', async () => {
      expect(roleOf(await choose({ sent: 'No such folder' }), 'Sent')).toBe('sent')
      const folders = await choose({ trash: 'INBOX', junk: 'Sent', sent: 'Posted' })
      const paths = ['INBOX', 'Trash', 'Junk', 'Sent', 'Posted']
      expect(paths.map((path) => roleOf(folders, path))).toEqual(['inbox', 'trash', 'junk', null, 'sent'])
    })

    it('keeps copies of sent messages there', async () => {
      await choose({ sent: 'Posted' })
      const saved = await account.saveSentCopy(inMemory(Buffer.from('Subject: Sent by me\r\n\r\nText')))
      expect(saved?.folder).toBe('Posted')
      expect((await account.window('Sent', 0, 50)).total).toBe(0)
    })

    it('moves what is deleted there, deletes for ever and empties only there', async () => {
      await choose({ trash: 'Bin' })
      await harness.put('Plans', { subject: 'One', text: 'One' })
      expect(await account.folderChanges.remove('Plans')).toMatchObject({ movedToTrash: 1, deletedForEver: 0 })
      const [inBin] = (await account.window('Bin', 0, 50)).items
      await harness.put('Trash', { subject: 'Two', text: 'Two' })
      const [inTrash] = (await account.window('Trash', 0, 50)).items
      const references = [inBin, inTrash].flatMap((item) => item?.reference ?? [])
      expect(await account.deleteForever(references)).toEqual(['done', 'refused'])
      await expect(account.folderChanges.empty('Trash')).rejects.toSatisfy(problem('not-allowed'))
      expect(await account.folderChanges.empty('Bin')).toBe(0)
      await account.folderChanges.create(null, 'Plans')
    })

    it('neither renames nor deletes the chosen folder, as any with a purpose', async () => {
      await choose({ archive: 'Plans' })
      await expect(account.folderChanges.change('Plans', { name: 'Ideas' })).rejects.toSatisfy(problem('not-allowed'))
      await expect(account.folderChanges.remove('Plans', { withSubfolders: true })).rejects.toSatisfy(
        problem('not-allowed'),
      )
    })

    it('holds for an account beside it, too', async () => {
      await choose({ sent: 'Posted' })
      const beside = account.beside()
      expect(roleOf(await beside.folders(), 'Posted')).toBe('sent')
      beside.close()
    })
  })
}
