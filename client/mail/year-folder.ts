import { type Folder } from '#contract/folders.ts'
import { mailboxCache } from './mailbox-cache.ts'

/** A folder such as `Archive/2026`: what lies there is archived. */
export function isYearFolder(folder: Folder | undefined): boolean {
  if (!folder || !/^\d{4}$/.test(folder.name)) return false
  return mailboxCache()
    .folders()
    .some(({ id, role }) => id === folder.parentId && role === 'archive')
}
