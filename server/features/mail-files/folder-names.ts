import { cleanFileName } from '#server/mail/mime/file-names.ts'
import { uniqueNames } from '#server/mail/packed/write-zip.ts'

/** What folders are called in an archive, side by side. */
export const folderNames = (folders: readonly { folder: string }[]) =>
  uniqueNames(folders.map(({ folder }) => cleanFileName(folder.replaceAll(/[/\\]/g, '-'), 'folder')))
