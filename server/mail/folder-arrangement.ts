import { type ListOrder, listOrders } from '#contract/list-orders.ts'
import type { MessageSort } from '#contract/message-order.ts'
import type { FolderDescription, FolderPath } from './mail-account.ts'

/** How a person arranges the folders for themselves. Paths may be of folders that are gone, or not to be seen for a while. */
export interface FolderArrangement {
  favourites: readonly FolderPath[]
  /** Folders beside each other in the person's own order, by what they are in (`placeOf`). */
  order: Readonly<Record<string, readonly FolderPath[]>>
  /** Taken out of the list, with all that is inside. */
  hidden: readonly FolderPath[]
  /** Mailboxes of others that are taken out of it whole, by whose they are. */
  hiddenMailboxes: readonly string[]
  /** How the lists of folders are read, the latest choice last. */
  listOrders: readonly { path: FolderPath; order: ListOrder }[]
  /** Where nothing is chosen, lists are read in conversations. */
  allInConversations: boolean
}

/** How folders begin. */
export const firstOrder = ({ allInConversations }: Pick<FolderArrangement, 'allInConversations'>): ListOrder =>
  allInConversations ? 'conversations' : 'newest'

/** The orders of these folders, where they are not read as single messages, newest first; without those this mail server cannot give. */
export function ordersGiven(
  folders: readonly FolderDescription[],
  arrangement: Pick<FolderArrangement, 'listOrders' | 'allInConversations'>,
  { sorts, groups }: { sorts: readonly MessageSort[]; groups: boolean },
): ReadonlyMap<FolderPath, ListOrder> {
  const isGiven = (order: ListOrder) => (order === 'conversations' ? groups : sorts.includes(listOrders[order].sort))
  const chosen = new Map(arrangement.listOrders.map(({ path, order }) => [path, order]))
  const orders = folders.map(({ path }) => [path, chosen.get(path) ?? firstOrder(arrangement)] as const)
  return new Map(orders.filter(([, order]) => order !== 'newest' && isGiven(order)))
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
  { favourites, order, hidden, listOrders: orders, ...rest }: FolderArrangement,
  paths: readonly { was: FolderPath; now: FolderPath }[],
): FolderArrangement {
  const nowOf = new Map(paths.map(({ was, now }) => [was, now]))
  const now = (path: FolderPath) => nowOf.get(path) ?? path
  const moved = Object.entries(order).map(([place, some]) => [
    place.startsWith('in ') ? `in ${now(place.slice(3))}` : place,
    some.map(now),
  ])
  return {
    ...rest,
    favourites: favourites.map(now),
    order: Object.fromEntries(moved) as FolderArrangement['order'],
    hidden: hidden.map(now),
    listOrders: orders.map(({ path, order: chosen }) => ({ path: now(path), order: chosen })),
  }
}

/**
 * Those of the folders that are hidden: noted as such, unless another program has subscribed to it since, or it has a purpose
 * by now; or in a mailbox that is hidden whole. Being unsubscribed alone hides nothing: nobody need ever have subscribed to it.
 */
export function hiddenAmong(
  folders: readonly FolderDescription[],
  { hidden, hiddenMailboxes }: Pick<FolderArrangement, 'hidden' | 'hiddenMailboxes'>,
): ReadonlySet<FolderPath> {
  const noted = new Set(hidden)
  if (noted.size + hiddenMailboxes.length === 0) return noted
  const kept = withPurpose(folders)
  const isHidden = ({ path, subscribed, owner }: FolderDescription) =>
    (noted.has(path) && !subscribed && !kept.has(path)) || (owner !== null && hiddenMailboxes.includes(owner))
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
