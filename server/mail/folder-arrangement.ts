import type { FolderDescription, FolderPath } from './mail-account.ts'

/** How a person arranges the folders for themselves. Paths may be of folders that are gone, or not to be seen for a while. */
export interface FolderArrangement {
  favourites: readonly FolderPath[]
  /** Folders beside each other in the person's own order, by what they are in (`placeOf`). */
  order: Readonly<Record<string, readonly FolderPath[]>>
  /** Taken out of the list, with all that is inside. */
  hidden: readonly FolderPath[]
}

/** Stands for what a folder is in: another folder, or the top of a mailbox. */
export function placeOf({ parentPath, owner }: Pick<FolderDescription, 'parentPath' | 'owner'>): string {
  return parentPath === null ? `top ${owner ?? ''}` : `in ${parentPath}`
}

/** Folders as listed, those with an order of the person's own in that order; what it does not name comes after, as listed. */
export function inOwnOrder(
  folders: readonly FolderDescription[],
  order: FolderArrangement['order'],
): readonly FolderDescription[] {
  if (Object.keys(order).length === 0) return folders
  const beside = new Map(
    [...Map.groupBy(folders, placeOf)].map(([place, some]) => [place, ordered(some, order[place])]),
  )
  const withInside = (folder: FolderDescription): FolderDescription[] => [
    folder,
    ...(beside.get(`in ${folder.path}`) ?? []).flatMap(withInside),
  ]
  return [...beside]
    .filter(([place]) => place.startsWith('top '))
    .flatMap(([, some]) => some)
    .flatMap(withInside)
}

function ordered(some: FolderDescription[], wished: readonly FolderPath[] = []): FolderDescription[] {
  const places = new Map(wished.map((path, index) => [path, index]))
  const placeIn = ({ path }: FolderDescription) => places.get(path) ?? wished.length
  return [...some].sort((a, b) => placeIn(a) - placeIn(b))
}

/** The same arrangement after folders were renamed or moved. */
export function afterMove(
  { favourites, order, hidden }: FolderArrangement,
  paths: readonly { was: FolderPath; now: FolderPath }[],
): FolderArrangement {
  const nowOf = new Map(paths.map(({ was, now }) => [was, now]))
  const now = (path: FolderPath) => nowOf.get(path) ?? path
  const moved = Object.entries(order).map(([place, some]) => [
    place.startsWith('in ') ? `in ${now(place.slice(3))}` : place,
    some.map(now),
  ])
  return {
    favourites: favourites.map(now),
    order: Object.fromEntries(moved) as FolderArrangement['order'],
    hidden: hidden.map(now),
  }
}

/**
 * Those of the folders that are hidden: noted as such, unless another program has subscribed to it since, or it has a purpose
 * by now. Being unsubscribed alone hides nothing: nobody need ever have subscribed to it.
 */
export function hiddenAmong(
  folders: readonly FolderDescription[],
  { hidden }: Pick<FolderArrangement, 'hidden'>,
): ReadonlySet<FolderPath> {
  const noted = new Set(hidden)
  if (noted.size === 0) return noted
  const kept = withPurpose(folders)
  const isHidden = ({ path, subscribed }: FolderDescription) => noted.has(path) && !subscribed && !kept.has(path)
  return new Set(folders.filter(isHidden).map(({ path }) => path))
}

/** Folders with a purpose, and those around them: they are never hidden. */
export function withPurpose(folders: readonly FolderDescription[]): ReadonlySet<FolderPath> {
  const byPath = new Map(folders.map((folder) => [folder.path, folder]))
  const found = new Set<FolderPath>()
  for (const folder of folders) {
    let at = folder.role === null ? undefined : folder
    while (at && !found.has(at.path)) {
      found.add(at.path)
      at = byPath.get(at.parentPath ?? '')
    }
  }
  return found
}
