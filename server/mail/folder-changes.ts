import type { FolderDescription, FolderPath, MessageReference } from './mail-account.ts'

/** What to change about a folder; what is left out stays. `parent: null` is the top. */
export interface FolderChange {
  name?: string | undefined
  parent?: FolderPath | null | undefined
  subscribed?: boolean | undefined
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
  /** Moves the messages to Trash, or deletes them where the folder lies in Trash; then the folder. Throws `folder-not-empty`. */
  remove(folder: FolderPath, withSubfolders: boolean): Promise<{ movedToTrash: number; deletedForEver: number }>
  /** Deletes every message of Trash or Junk for ever; gives how many. */
  empty(folder: FolderPath): Promise<number>
  /** Marks everything as read; gives what was not. */
  markRead(folder: FolderPath): Promise<MessageReference[]>
}
