import { EventEmitter, once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ProblemType } from '#contract/problem.ts'
import { isProblem } from '#server/problem.ts'
import type { FolderDescription, FolderPath, MailAccount, MailChange } from '../mail-account.ts'
import type { AccountHarness } from './mail-account-suite.ts'

const problem = (type: ProblemType) => (error: unknown) => isProblem(error, type)
const refusedName = (code: string) => (error: unknown) =>
  isProblem(error, 'invalid-request') &&
  error.details.fields?.[0]?.field === 'name' &&
  error.details.fields[0].code === code

/** What changing folders promises, whatever stands behind it. */
export function describeFolderChanges(name: string, start: () => Promise<AccountHarness>): void {
  describe(`${name}, changing folders,`, () => {
    let harness: AccountHarness
    let account: MailAccount
    let changes: MailAccount['folderChanges']

    beforeAll(async () => {
      harness = await start()
      account = await harness.open()
      changes = account.folderChanges
    })
    beforeEach(() => harness.empty(['INBOX', 'Archive', 'Trash', 'Junk']))
    afterEach(removeAll)
    afterAll(async () => {
      account.close()
      await harness.close()
    })

    async function removeAll(): Promise<void> {
      for (const { path, owner, role, parentPath } of await account.folders()) {
        const isTop = role === null && (parentPath === null || parentPath === 'Trash')
        if (owner === null && isTop) await changes.remove(path, { withSubfolders: true })
      }
    }
    const folderAt = async (path: FolderPath): Promise<FolderDescription | undefined> =>
      (await account.folders()).find((folder) => folder.path === path)
    const subjects = async (path: FolderPath) =>
      (await account.window(path, 0, 50)).items.map(({ subject }) => subject).toSorted()
    const put = async (folder: FolderPath, ...subjects: string[]) => {
      for (const subject of subjects) await harness.put(folder, { subject, text: subject })
    }

    const names = [
      'Plans',
      'Söders Brücke',
      '计划 2026',
      'R&D',
      '&AOk-',
      'a "quoted" \\ one',
      '\\Seen',
      'NIL',
      '{5}',
      '(x)',
    ]
    for (const each of names) {
      it(`makes, finds and deletes a folder called ${each}`, async () => {
        const made = await changes.create(null, each)
        expect(made).toMatchObject({ name: each, parentPath: null, role: null, total: 0, subscribed: true })
        expect(await folderAt(made.path)).toEqual(made)
        await put(made.path, 'One')
        expect(await subjects(made.path)).toEqual(['One'])
        expect(await changes.remove(made.path)).toMatchObject({ movedToTrash: 1, deletedForEver: 0 })
        expect(await folderAt(made.path)).toBeUndefined()
      })
    }

    it('makes folders inside folders, in the order to show', async () => {
      const outer = await changes.create(null, 'Outer')
      const inner = await changes.create(outer.path, 'Inner')
      const innermost = await changes.create(inner.path, 'Inner')
      await changes.create(null, 'Outer two')
      const own = (await account.folders()).filter(({ role, owner }) => role === null && owner === null)
      expect(own.map(({ name: each, parentPath }) => [each, parentPath])).toEqual([
        ['Outer', null],
        ['Inner', outer.path],
        ['Inner', inner.path],
        ['Outer two', null],
      ])
      expect(innermost.name).toBe('Inner')
    })

    it('refuses a name that exists, in any Unicode form, and INBOX in any case', async () => {
      await changes.create(null, 'Café')
      for (const taken of ['Café', 'Archive', 'inbox']) {
        await expect(changes.create(null, taken)).rejects.toSatisfy(problem('folder-exists'))
      }
      const other = await changes.create(null, 'Other')
      await expect(changes.change(other.path, { name: 'Café' })).rejects.toSatisfy(problem('folder-exists'))
    })

    it('refuses the separator in a name, and paths beyond measure', async () => {
      await expect(changes.create(null, 'a/b')).rejects.toSatisfy(refusedName('wrong-form'))
      let parent = await changes.create(null, 'long')
      const refusal = async () => {
        for (let depth = 0; depth < 30; depth += 1) parent = await changes.create(parent.path, 'x'.repeat(100))
      }
      await expect(refusal()).rejects.toSatisfy(isProblem)
      expect(await folderAt(parent.path)).toEqual(parent)
    })

    it('makes nothing in a folder that is not there', async () => {
      await expect(changes.create('No such folder', 'Inside')).rejects.toSatisfy(problem('folder-gone'))
      await expect(changes.change('No such folder', { name: 'x' })).rejects.toSatisfy(problem('folder-gone'))
      await expect(changes.remove('No such folder', { withSubfolders: true })).rejects.toSatisfy(problem('folder-gone'))
      await expect(changes.markRead('No such folder')).rejects.toSatisfy(problem('folder-gone'))
      await expect(changes.empty('No such folder')).rejects.toSatisfy(problem('folder-gone'))
    })

    it('renames a folder with its mail and subfolders, also while it is open', async () => {
      const outer = await changes.create(null, 'Old')
      const inner = await changes.create(outer.path, 'Inner')
      await put(inner.path, 'One')
      expect(await subjects(inner.path)).toEqual(['One'])
      const { folder, paths } = await changes.change(outer.path, { name: 'New & better' })
      expect(folder).toMatchObject({ name: 'New & better', subscribed: true })
      expect(paths.map(({ was }) => was)).toEqual(['Old', 'Old/Inner'])
      const now = paths.at(-1)?.now ?? ''
      expect(await subjects(now)).toEqual(['One'])
      expect(await folderAt(now)).toMatchObject({ parentPath: folder.path, subscribed: true })
      expect(await folderAt('Old')).toBeUndefined()
    })

    it('moves a folder into another and back to the top', async () => {
      const one = await changes.create(null, 'One')
      const two = await changes.create(null, 'Two')
      const inside = (await changes.change(two.path, { parent: one.path })).folder
      expect(inside).toMatchObject({ name: 'Two', parentPath: one.path })
      await expect(changes.change(one.path, { parent: inside.path })).rejects.toSatisfy(problem('not-allowed'))
      await expect(changes.change(one.path, { parent: one.path })).rejects.toSatisfy(problem('not-allowed'))
      expect((await changes.change(inside.path, { parent: null })).folder).toEqual(two)
    })

    it('changes nothing when everything stays', async () => {
      const one = await changes.create(null, 'One')
      expect(await changes.change(one.path, {})).toEqual({ folder: one, paths: [] })
      expect(await changes.change(one.path, { name: 'One', parent: null })).toEqual({ folder: one, paths: [] })
    })

    it('unsubscribes and subscribes', async () => {
      const { path } = await changes.create(null, 'One')
      expect((await changes.change(path, { subscribed: false })).folder.subscribed).toBe(false)
      expect((await folderAt(path))?.subscribed).toBe(false)
      // Twice is no failure.
      await changes.change(path, { subscribed: false })
      expect((await changes.change(path, { subscribed: true })).folder.subscribed).toBe(true)
    })

    it('leaves folders with a purpose where they are', async () => {
      for (const path of ['INBOX', 'Trash', 'Sent', 'Archive']) {
        await expect(changes.change(path, { name: 'Other' })).rejects.toSatisfy(problem('not-allowed'))
        await expect(changes.remove(path, { withSubfolders: true })).rejects.toSatisfy(problem('not-allowed'))
      }
    })

    it('deletes a folder with subfolders only when told to, all mail going to Trash', async () => {
      const outer = await changes.create(null, 'Outer')
      const inner = await changes.create(outer.path, 'Inner')
      await put(outer.path, 'One')
      await put(inner.path, 'Two', 'Three')
      await expect(changes.remove(outer.path)).rejects.toSatisfy(problem('folder-not-empty'))
      expect(await subjects(outer.path)).toEqual(['One'])
      const { gone, ...done } = await changes.remove(outer.path, { withSubfolders: true })
      expect(done).toEqual({ movedToTrash: 3, deletedForEver: 0 })
      expect(await folderAt(inner.path)).toBeUndefined()
      expect(await subjects('Trash')).toEqual(['One', 'Three', 'Two'])
      expect(gone.map(({ path, moved }) => [path, moved?.uids.length])).toEqual([
        [inner.path, 2],
        [outer.path, 1],
      ])
      await changes.create(null, 'Outer')
      const back = gone[1]?.moved
      for (const uid of back?.uids ?? []) if (back) await account.move([{ ...back, uid }], 'Outer')
      expect(await subjects('Outer')).toEqual(['One'])
    })

    it('takes a folder back only while nothing is in it', async () => {
      const outer = await changes.create(null, 'Outer')
      const inner = await changes.create(outer.path, 'Inner')
      await put(inner.path, 'One')
      for (const { path } of [outer, inner]) {
        await expect(changes.remove(path, { onlyEmpty: true })).rejects.toSatisfy(problem('folder-not-empty'))
      }
      expect(await subjects(inner.path)).toEqual(['One'])
      const empty = await changes.create(null, 'Empty')
      expect(await changes.remove(empty.path, { onlyEmpty: true })).toMatchObject({ movedToTrash: 0 })
      expect(await folderAt(empty.path)).toBeUndefined()
    })

    it('deletes a folder inside Trash for ever', async () => {
      const one = await changes.create('Trash', 'Old things')
      await put(one.path, 'One', 'Two')
      await put('Trash', 'Stays')
      expect(await changes.remove(one.path)).toMatchObject({ movedToTrash: 0, deletedForEver: 2 })
      expect(await subjects('Trash')).toEqual(['Stays'])
    })

    it('empties Trash and Junk, and nothing else', async () => {
      for (const path of ['Trash', 'Junk', 'Archive']) await put(path, 'One', 'Two')
      expect(await changes.empty('Trash')).toBe(2)
      expect(await changes.empty('Junk')).toBe(2)
      expect(await changes.empty('Junk')).toBe(0)
      await expect(changes.empty('Archive')).rejects.toSatisfy(problem('not-allowed'))
      expect([await subjects('Trash'), await subjects('Junk')]).toEqual([[], []])
      expect(await subjects('Archive')).toEqual(['One', 'Two'])
    })

    it('marks everything as read and says what was not', async () => {
      await put('INBOX', 'One', 'Two', 'Three')
      const [three, two, one] = (await account.window('INBOX', 0, 50)).items.map(({ reference }) => reference)
      if (!one || !two || !three) throw new Error('Not there')
      await account.changeFlags([two], ['seen'], [])
      expect(await changes.markRead('INBOX')).toEqual([one, three])
      expect(await changes.markRead('INBOX')).toEqual([])
      expect((await account.window('INBOX', 0, 50)).unread).toBe(0)
    })

    it('tells whoever watches that the folders are others now', async () => {
      const told: MailChange['type'][] = []
      const stop = account.watch(({ type }) => told.push(type))
      const { path } = await changes.create(null, 'One')
      const after = [told.includes('folders')]
      for (const change of [() => changes.change(path, { subscribed: false }), () => changes.remove(path)]) {
        told.length = 0
        await change()
        after.push(told.includes('folders'))
      }
      stop()
      expect(after).toEqual([true, true, true])
    })

    it('tells of changes by another program', async () => {
      const told: MailChange[] = []
      const news = new EventEmitter()
      const stop = account.watch((change) => {
        told.push(change)
        news.emit('change')
      })
      const until = async (fits: (change: MailChange) => boolean) => {
        while (!told.some(fits)) await once(news, 'change')
      }
      const other = await harness.open()
      try {
        // What has arrived is told only once changes of every kind are.
        await put('INBOX', 'One')
        await until((change) => change.type === 'arrived' && change.items.length > 0)
        await other.folderChanges.create(null, 'By another')
        await until(({ type }) => type === 'folders')
      } finally {
        other.close()
        stop()
      }
    })
  })
}
