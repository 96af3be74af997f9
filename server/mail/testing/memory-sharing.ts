import { Problem } from '#server/problem.ts'
import type { FolderPath } from '../mail-account.ts'
import type { Access, MailSharing } from '../mail-sharing.ts'
import type { MemoryMailbox } from './memory-mailbox.ts'

/** Access lists in memory; nobody else sees the folders for that. */
export class MemorySharing implements MailSharing {
  readonly #box: () => Promise<MemoryMailbox>

  constructor(box: () => Promise<MemoryMailbox>) {
    this.#box = box
  }

  async isOffered(): Promise<boolean> {
    return (await this.#box()).isShareable
  }

  async access(folders: readonly FolderPath[]): Promise<Map<FolderPath, Access>> {
    const box = await this.#box()
    return new Map(folders.map((path) => [path, new Map(box.folders.get(path)?.access)]))
  }

  async give(path: FolderPath, user: string, rights: string): Promise<void> {
    const box = await this.#box()
    const folder = box.folder(path)
    if (folder.owner !== null || box.refusesSharing.has(path)) throw new Problem('not-allowed')
    if (rights === '') folder.access.delete(user)
    else folder.access.set(user, rights)
  }
}
