import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type Folder } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'

/** What arranges the folders for this person alone; nothing is asked before it. */
export type ArrangeCommand =
  'favourite' | 'unfavourite' | 'move-up' | 'move-down' | 'sort' | 'hide' | 'unhide' | 'hide-mailbox'

/** `hidden` is about all folders that are. */
export type FolderCommand = 'new' | 'rename' | 'move' | 'delete' | 'empty' | 'mark-read' | 'hidden'

/** How the folder pane takes part in changes of folders. */
export interface FolderPlaces {
  /** Shows a folder in its tree, opening what is around it; resolves once it is drawn. */
  reveal(id: FolderId): Promise<void>
  /** Takes the focus to a folder's line; nothing happens where the folders are out of sight. */
  focus(id: FolderId): void
  /** The same, but not among the favourites. */
  focusInTree(id: FolderId): void
  /** The focus is among the folders. */
  hasFocus(): boolean
  /** Opens a folder's list in place of the one that is shown, without moving the focus. */
  open(id: FolderId): Promise<void>
}

/** What the person wants to do with a folder and is being asked about. */
export const useFolderRequest = defineStore('folder-request', () => {
  const asked = shallowRef<{ readonly command: FolderCommand; readonly folder: Folder } | null>(null)
  let places: FolderPlaces | undefined

  /** The folder pane says how the focus goes on. */
  function placeWith(given: FolderPlaces | undefined): void {
    places = given
  }

  return { asked, placeWith, places: () => places }
})
