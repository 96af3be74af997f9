import type { FolderDescription, FolderPath } from './mail-account.ts'

/** Each folder looked through costs a search; few conversations span more years. */
const mostYears = 3

/** Where other parts of a conversation lie: with the same owner, what was sent, received and kept, in the archive's newest years too. */
export function relatedFolders(folders: readonly FolderDescription[], folder: FolderPath): FolderPath[] {
  const owner = folders.find(({ path }) => path === folder)?.owner ?? null
  const others = folders.filter((other) => other.path !== folder && other.total !== 0 && other.owner === owner)
  const places = others.filter(({ role }) => role === 'sent' || role === 'inbox' || role === 'archive')
  const archive = folders.find((other) => other.role === 'archive' && other.owner === owner)?.path
  const years = others.filter(
    ({ parentPath, name }) => archive !== undefined && parentPath === archive && /^\d{4}$/.test(name),
  )
  const newest = years.sort((a, b) => Number(b.name) - Number(a.name)).slice(0, mostYears)
  return [...places, ...newest].map(({ path }) => path)
}
