import type { FolderDescription, FolderPath, MessageReference, MessageSet } from './mail-account.ts'

/** What to change about a folder; what is left out stays. `parent: null` is the top. */
export interface FolderChange {
  name?: string | undefined
  parent?: FolderPath | null | undefined
  subscribed?: boolean | undefined
}

/** A folder that was deleted with so many messages, and where these are in Trash; null where the server did not tell that of each. */
export interface GoneFolder {
  path: FolderPath
  name: string
  parentPath: FolderPath | null
  count: number
  moved: MessageSet | null
}

export interface Removal {
  movedToTrash: number
  deletedForEver: number
  /** The innermost first. */
  gone: GoneFolder[]
}

/**
 * Making, moving and clearing a person's folders. Names come checked by the contract (`folderName`). Every method throws
 * `folder-gone` and `not-allowed` beside what it names.
 */
export interface FolderChanges {
  /** Makes a folder and subscribes it. Throws `folder-exists`, and `invalid-request` for a name the server cannot hold. */
  create(parent: FolderPath | null, name: string): Promise<FolderDescription>
  /** Answers also what became of each path, that of subfolders included. Throws as `create`. */
  change(
    folder: FolderPath,
    change: FolderChange,
  ): Promise<{ folder: FolderDescription; paths: { was: FolderPath; now: FolderPath }[] }>
  /**
   * Moves the messages to Trash, or deletes them where the folder lies in Trash; then the folder. Throws `folder-not-empty`:
   * of a folder that holds others without `withSubfolders`, and of one that holds anything with `onlyEmpty`.
   */
  remove(folder: FolderPath, options?: { withSubfolders?: boolean; onlyEmpty?: boolean }): Promise<Removal>
  /** Deletes every message of Trash or Junk for ever; gives how many. */
  empty(folder: FolderPath): Promise<number>
  /** Marks everything as read; gives what was not. */
  markRead(folder: FolderPath): Promise<MessageReference[]>
}
