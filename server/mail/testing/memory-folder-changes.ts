import { Problem } from '#server/problem.ts'
import type { FolderChange, FolderChanges, Removal } from '../folder-changes.ts'
import { checkNoPurpose, folderAt, pathFor, pathsAfter, planRemoval } from '../folder-rules.ts'
import type { FolderDescription, MessageReference } from '../mail-account.ts'
import { MemoryFolder } from './memory-folder.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Folder changes in memory, by the same rules as on a server. */
export class MemoryFolderChanges implements FolderChanges {
  readonly #box: () => Promise<MemoryMailbox>

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async create(parent: string | null, name: string): Promise<FolderDescription> {
    const box = await this.#box()
    const folder = new MemoryFolder(pathFor(box.describe(), parent, name), null)
    box.folders.set(folder.path, folder)
    box.tell({ type: 'folders' })
    return folder.describe()
  }

  async change(path: string, { name, parent, subscribed }: FolderChange) {
    const box = await this.#box()
    const all = box.describe()
    const before = folderAt(all, path)
    const now = pathFor(all, parent === undefined ? before.parentPath : parent, name ?? before.name, before)
    if (now !== path) checkNoPurpose(all, before)
    const paths = now === path ? [] : pathsAfter(all, before, now)
    for (const step of paths) {
      const folder = box.folder(step.was)
      box.folders.delete(step.was)
      folder.path = step.now
      box.folders.set(step.now, folder)
    }
    const folder = box.folder(now)
    folder.subscribed = subscribed ?? folder.subscribed
    box.tell({ type: 'folders' })
    return { folder: folder.describe(), paths }
  }

  async remove(path: string, options: Parameters<FolderChanges['remove']>[1]): Promise<Removal> {
    const box = await this.#box()
    const { doomed, trash } = planRemoval(box.describe(), path, options)
    const done: Removal = { movedToTrash: 0, deletedForEver: 0, gone: [] }
    for (const { path: gone, name, parentPath } of doomed) {
      const { letters } = box.folder(gone)
      const to = trash === null ? null : box.folder(trash)
      const places = to ? letters.map((letter) => to.reference(to.add(letter))) : []
      const [first] = places
      const moved = first ? { ...first, uids: places.map(({ uid }) => uid) } : null
      done.gone.push({ path: gone, name, parentPath, count: letters.length, moved })
      done[trash === null ? 'deletedForEver' : 'movedToTrash'] += letters.length
      box.folders.delete(gone)
    }
    box.tell({ type: 'folders' })
    return done
  }

  async empty(path: string): Promise<number> {
    const box = await this.#box()
    const folder = box.folder(path)
    const role = box.roleOf(folder)
    if (role !== 'trash' && role !== 'junk') throw new Problem('not-allowed')
    const references = folder.letters.map((letter) => folder.reference(letter))
    folder.letters = []
    if (references.length > 0) box.tell({ type: 'removed', folder: path, references, ...folder.counts() })
    return references.length
  }

  async markRead(path: string): Promise<MessageReference[]> {
    const box = await this.#box()
    const folder = box.folder(path)
    const unread = folder.letters.filter(({ flags }) => !flags.includes('seen'))
    for (const letter of unread) letter.flags = [...letter.flags, 'seen']
    const items = unread.map((letter) => ({
      reference: folder.reference(letter),
      flags: letter.flags,
      labels: letter.labels,
    }))
    if (items.length > 0) box.tell({ type: 'flags', folder: path, items })
    return items.map(({ reference }) => reference)
  }
}
