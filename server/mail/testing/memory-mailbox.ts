import type { FolderRole } from '#contract/folders.ts'
import { Problem } from '#server/problem.ts'
import { type ChosenRoles, withChosenRoles } from '../chosen-roles.ts'
import type { FolderDescription, MailChange } from '../mail-account.ts'
import { MemoryFolder } from './memory-folder.ts'

/** The mailbox of one person in memory; every account opened on it sees the same. */
export class MemoryMailbox {
  readonly folders = new Map<string, MemoryFolder>()
  /** Messages larger than this find no room. */
  quotaBytes: number | null = null
  /** False to be a server on which nobody shares folders. */
  isShareable = true
  /** Folders whose access lists the server lets nobody change. */
  readonly refusesSharing = new Set<string>()
  /** False to be a server that keeps no notes. */
  keepsNotes = true
  /** The folders the person chose for purposes. */
  chosenRoles: ChosenRoles = {}
  readonly listeners = new Set<(change: MailChange) => void>()

  constructor() {
    const roles = {
      INBOX: 'inbox',
      Drafts: 'drafts',
      Sent: 'sent',
      Archive: 'archive',
      Junk: 'junk',
      Trash: 'trash',
    } as const
    for (const [path, role] of Object.entries(roles)) this.folders.set(path, new MemoryFolder(path, role))
  }

  folder(path: string): MemoryFolder {
    const folder = this.folders.get(path)
    if (!folder) throw new Problem('folder-gone')
    return folder
  }

  /** Those with a role first, then by path, which puts children after their parent. */
  describe(): FolderDescription[] {
    const listed = [...this.folders.values()].map((folder) => folder.describe())
    const all = withChosenRoles(listed, this.chosenRoles)
    const key = ({ path }: FolderDescription) => path.replaceAll('/', '\0')
    const others = all.filter(({ role }) => role === null).sort((a, b) => (key(a) < key(b) ? -1 : 1))
    return [...all.filter(({ role }) => role !== null), ...others]
  }

  roleOf({ path }: MemoryFolder): FolderRole | null {
    return this.describe().find((folder) => folder.path === path)?.role ?? null
  }

  tell(change: MailChange): void {
    for (const listener of this.listeners) listener(change)
  }
}
