import type { ImapFlow, ListResponse } from 'imapflow'
import { folderRole, type FolderRole, type Quota } from '#contract/folders.ts'
import { type ChosenRoles, withChosenRoles } from '../chosen-roles.ts'
import type { FolderDescription } from '../mail-account.ts'
import { hasManyShared } from '../many-shared.ts'
import { withRights } from './rights.ts'

const roleOrder: readonly FolderRole[] = folderRole.options

const counts = { messages: true, unseen: true }

/** Every folder with its counts in one round trip where the server has LIST-STATUS (RFC 5819), in the order to show. */
export async function listFolders(client: ImapFlow, chosen: ChosenRoles): Promise<FolderDescription[]> {
  const listed = await client.list({ statusQuery: counts })
  return arranged(await withRights(client, described(client, listed)), chosen)
}

/**
 * The same; where very many are shared, with the counts of the person's own alone and without what is permitted in the others. How
 * many there are is only known from a list.
 */
export async function listFoldersSoon(client: ImapFlow, chosen: ChosenRoles): Promise<FolderDescription[]> {
  const { namespaces } = client
  // imapflow answers `false` for a kind the server has not.
  const mayBeShared = [namespaces?.other, namespaces?.shared].some((kind) => kind && kind.length > 0)
  if (!mayBeShared) return listFolders(client, chosen)
  const listed = await client.list()
  const ownerOf = (entry: ListResponse) => placeOf(entry, client).owner
  if (!hasManyShared(listed.map((entry) => ({ owner: ownerOf(entry) })))) return listFolders(client, chosen)
  for (const entry of listed) {
    if (!holdsMessages(entry) || ownerOf(entry) !== null) continue
    // One that has gone meanwhile is not worth the others.
    const status = await client.status(entry.path, counts).catch(() => false as const)
    if (status) entry.status = status
  }
  const isUncounted = ({ owner, holdsMessages: holds }: FolderDescription) => owner !== null && holds
  const folders = described(client, listed).map((folder) =>
    isUncounted(folder) ? { ...folder, total: null, unread: null } : folder,
  )
  return arranged(folders, chosen)
}

const arranged = (folders: readonly FolderDescription[], chosen: ChosenRoles) =>
  inOrder(withoutBareContainers(withChosenRoles(folders, chosen)))

function described(client: ImapFlow, listed: readonly ListResponse[]): FolderDescription[] {
  const paths = new Set(listed.map((entry) => entry.path))
  const places = listed.map((entry) => ({ entry, place: placeOf(entry, client) }))
  // The own mailbox first: the same names mean the same in those that are shared.
  const ownFirst = [...places].sort((a, b) => Number(a.place.owner !== null) - Number(b.place.owner !== null))
  const serverSays = listed.some(({ specialUseSource }) => specialUseSource === 'extension')
  const ownRoles = new Map<string, FolderRole>()
  const taken = new Set<string>()
  return ownFirst.map(({ entry, place }): FolderDescription => {
    const { owner, path, isRoot } = place
    const wanted = owner === null ? roleOf(entry, serverSays) : sharedRole(entry, place, ownRoles)
    const role = wanted !== null && !taken.has(`${wanted} ${owner ?? ''}`) ? wanted : null
    if (role !== null) taken.add(`${role} ${owner ?? ''}`)
    if (role !== null && owner === null) ownRoles.set(path, role)
    const isBelowInbox = owner !== null && (isRoot || !path.includes(entry.delimiter))
    return {
      path: entry.path,
      name: entry.name,
      parentPath: paths.has(entry.parentPath) && !isBelowInbox ? entry.parentPath : null,
      role,
      serverRole: role,
      holdsMessages: holdsMessages(entry),
      mayHoldFolders: Boolean(entry.delimiter) && !hasFlag(entry, '\\noinferiors'),
      subscribed: isSet(entry.subscribed),
      separator: entry.delimiter || null,
      total: entry.status?.messages ?? 0,
      unread: entry.status?.unseen ?? 0,
      owner,
    }
  })
}

const holdsMessages = ({ flags }: ListResponse) => !flags.has('\\Noselect') && !flags.has('\\NonExistent')

/** Whose mailbox a folder is in, and its path in there; the root of another person's mailbox is their inbox. */
interface Place {
  owner: string | null
  path: string
  isRoot: boolean
}

function placeOf({ path, delimiter }: ListResponse, { namespaces }: ImapFlow): Place {
  // imapflow answers `false` for a kind the server has not.
  const prefixOf = (kind: { prefix: string }[] | false | undefined) => {
    const namespace = kind ? kind.find(({ prefix }) => prefix !== '' && path.startsWith(prefix)) : undefined
    return namespace?.prefix
  }
  const other = prefixOf(namespaces?.other)
  if (other !== undefined) {
    const [owner = '', ...rest] = path.slice(other.length).split(delimiter)
    return { owner, path: rest.join(delimiter), isRoot: rest.length === 0 }
  }
  const shared = prefixOf(namespaces?.shared)
  if (shared === undefined) return { owner: null, path, isRoot: false }
  return { owner: shared.slice(0, -delimiter.length), path: path.slice(shared.length), isRoot: false }
}

/** Servers name no purpose for folders of others: what is called like an own folder with a purpose has the same. */
function sharedRole({ flags }: ListResponse, { path, isRoot }: Place, ownRoles: ReadonlyMap<string, FolderRole>) {
  if (isRoot) return flags.has('\\Noselect') || flags.has('\\NonExistent') ? null : 'inbox'
  return ownRoles.get(path) ?? null
}

/**
 * A folder with a role below one that holds nothing itself (`Virtual/All`) is shown at the top; a container left without any
 * folder is not shown at all.
 */
function withoutBareContainers(folders: readonly FolderDescription[]): FolderDescription[] {
  const containers = new Set(folders.filter((folder) => !folder.holdsMessages).map(({ path }) => path))
  const raised = folders.map((folder) =>
    folder.role && folder.parentPath !== null && containers.has(folder.parentPath)
      ? { ...folder, parentPath: null }
      : folder,
  )
  const parents = new Set(raised.map(({ parentPath }) => parentPath))
  return raised.filter((folder) => folder.holdsMessages || parents.has(folder.path))
}

/** imapflow leaves out what does not hold, whatever its types say. */
const isSet = (value: unknown) => value === true

const hasFlag = ({ flags }: ListResponse, name: string) => [...flags].some((flag) => flag.toLowerCase() === name)

/**
 * What the server says a folder is for (RFC 6154). imapflow guesses from names where it says nothing; where it says so of
 * some folder, a guess would only make a folder called "Starred" one that cannot be deleted.
 */
function roleOf({ specialUse, specialUseSource, path }: ListResponse, serverSays: boolean): FolderRole | null {
  if (path.toUpperCase() === 'INBOX') return 'inbox'
  if (serverSays && specialUseSource !== 'extension') return null
  const role = specialUse?.replace('\\', '').toLowerCase()
  return roleOrder.find((known) => known === role) ?? null
}

/** Mailbox by mailbox, the own one first; in each by role, then by name; children directly after their parent. */
function inOrder(folders: readonly FolderDescription[]): FolderDescription[] {
  const rank = ({ role }: FolderDescription) => (role ? roleOrder.indexOf(role) : roleOrder.length)
  const sorted = [...folders].sort(
    (a, b) => (a.owner ?? '').localeCompare(b.owner ?? '') || rank(a) - rank(b) || a.name.localeCompare(b.name),
  )
  const childrenOf = Map.groupBy(sorted, (folder) => folder.parentPath)
  const withChildren = (folder: FolderDescription): FolderDescription[] => [
    folder,
    ...(childrenOf.get(folder.path) ?? []).flatMap(withChildren),
  ]
  return (childrenOf.get(null) ?? []).flatMap(withChildren)
}

/** The storage that a folder, or the person's own mailbox, takes from (RFC 9208); null where the server sets or shows no limit. */
export async function readQuota(client: ImapFlow, folder = 'INBOX'): Promise<Quota | null> {
  if (!client.capabilities.has('QUOTA')) return null
  const quota = await client.getQuota(folder)
  const storage = quota === false ? undefined : quota.storage
  if (!storage?.limit) return null
  return { usedBytes: storage.usage ?? 0, limitBytes: storage.limit }
}
