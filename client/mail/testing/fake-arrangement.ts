import { type Folder, folderRole } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { type Answer, type FakeServer } from './fake-server.ts'

interface Body {
  role?: Folder['role']
  folderId?: FolderId | null
  before?: FolderId | null
  ids?: FolderId[]
  order?: ListOrder
  on?: boolean
}

/** The part of the server that keeps favourites, the person's own order of folders and those chosen for purposes. Null for what it does not know. */
export function answerArrangement(
  server: FakeServer,
  method: string,
  parts: string[],
  body: Body | undefined,
): Answer | null {
  const [what, id = ''] = parts as [string, FolderId?, string?]
  if (what === 'favourites') return favourite(server, method, id as FolderId, body ?? {})
  if (what === 'folder-roles') return choose(server, body ?? {})
  if (what === 'folder-order') return order(server, body?.ids ?? [])
  if (what === 'folders' && parts[2] === 'order') return sort(server)
  if (what === 'folders' && parts[2] === 'list-order') return keepListOrder(server, id as FolderId, body?.order)
  if (what === ('all-in-conversations' as string)) return allInConversations(server, body?.on ?? false)
  return null
}

function allInConversations(server: FakeServer, on: boolean): Answer {
  server.allInConversations = on
  server.folders = server.folders.map(({ order, ...each }) => {
    const kept = order === 'conversations' ? undefined : order
    const now = kept ?? (on ? 'conversations' : undefined)
    return now ? { ...each, order: now } : each
  })
  return [204, undefined]
}

function favourite(server: FakeServer, method: string, id: FolderId, { before = null }: Body): Answer {
  const others = server.favourites.filter((each) => each !== id)
  const at = before === null ? others.length : others.indexOf(before)
  server.favourites = method === 'DELETE' ? others : others.toSpliced(at, 0, id)
  return [204, undefined]
}

function choose(server: FakeServer, { role = null, folderId = null }: Body): Answer {
  const isTheOne = (each: Folder) => (folderId === null ? each.serverRole === role : each.id === folderId)
  const without = (each: Folder) => (each.role === role ? { ...each, role: null } : each)
  server.folders = server.folders.map((each) => (isTheOne(each) ? { ...each, role } : without(each)))
  return [204, undefined]
}

function order(server: FakeServer, ids: FolderId[]): Answer {
  const before = server.isOrdered ? server.folders.map(({ id }) => id).filter((id) => ids.includes(id)) : null
  const placeOf = (id: FolderId) => (ids.includes(id) ? ids.indexOf(id) : ids.length)
  server.folders = server.folders.toSorted((one, other) => placeOf(one.id) - placeOf(other.id))
  server.isOrdered = true
  return [200, { before }]
}

function sort(server: FakeServer): Answer {
  const before = server.isOrdered ? server.folders.map(({ id }) => id) : null
  server.isOrdered = false
  const rank = ({ role }: Folder) => (role ? folderRole.options.indexOf(role) : folderRole.options.length)
  server.folders = server.folders.toSorted(
    (one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name),
  )
  return [200, { before }]
}

function keepListOrder(server: FakeServer, id: FolderId, order: ListOrder = 'newest'): Answer {
  server.folders = server.folders.map((each) => (each.id === id ? { ...each, order } : each))
  return [204, undefined]
}
