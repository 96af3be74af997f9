import { type Folder } from '#contract/folders.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type MessageSummary } from '#contract/messages.ts'
import { type ProblemType, problems } from '#contract/problem.ts'
import { fakeFolder } from './fake-folder.ts'
import { type FakeServer } from './fake-server.ts'

type Answer = [status: number, body: unknown]

const refuse = (type: ProblemType, more: object = {}): Answer => [
  problems[type].status,
  { type, status: problems[type].status, requestId: 'r-17', ...more },
]

interface Request {
  method: string
  id: string
  action: string | undefined
  body: { name?: string; parentId?: FolderId | null; hidden?: boolean }
  query: URLSearchParams
}

/** The part of the server that changes folders: ids are paths, and a slash stands between folders. Null for what it does not know. */
export function answerFolderChange(server: FakeServer, { method, id, action, body, query }: Request): Answer | null {
  if (method === 'GET') return null
  if (id === '') return create(server, body.name ?? '', body.parentId ?? null)
  const folder = server.folders.find((one) => one.id === id)
  if (!folder) return refuse('folder-gone')
  if (method === 'PATCH') return change(server, folder, body)
  if (method === 'DELETE') {
    const isInUse = query.get('onlyEmpty') === 'true' && rowsIn(server, id).length > 0
    return isInUse ? refuse('folder-not-empty') : remove(server, folder, query.get('withSubfolders') === 'true')
  }
  if (action === 'empty') return empty(server, folder)
  if (action === 'mark-read') return markRead(server, folder)
  return null
}

const rowsIn = (server: FakeServer, id: string) => server.messages.get(id) ?? []
const inside = (server: FakeServer, { id }: Folder) => server.folders.filter((one) => one.id.startsWith(`${id}/`))

function idFor(server: FakeServer, name: string, parentId: FolderId | null): FolderId | Answer {
  if (name.includes('/'))
    return refuse('invalid-request', { fields: [{ field: 'name', code: 'wrong-form', characters: '/' }] })
  const parent = server.folders.find(({ id }) => id === parentId)
  if (parent && !parent.mayHoldFolders) return refuse('not-allowed')
  const id = (parentId === null ? name : `${parentId}/${name}`) as FolderId
  return server.folders.some((one) => one.id === id) ? refuse('folder-exists') : id
}

function create(server: FakeServer, name: string, parentId: FolderId | null): Answer {
  const id = idFor(server, name, parentId)
  if (typeof id !== 'string') return id
  const made = { ...fakeFolder(id), name, parentId }
  server.folders.push(made)
  return [200, made]
}

function change(server: FakeServer, folder: Folder, { name, parentId, hidden }: Request['body']): Answer {
  if (folder.role !== null) return refuse('not-allowed')
  if (hidden !== undefined) {
    const changed = { ...folder, hidden }
    server.folders = server.folders.map((one) => (one.id === folder.id ? changed : one))
    return [200, { folder: changed, ids: [] }]
  }
  const parent = parentId === undefined ? folder.parentId : parentId
  const now = idFor(server, name ?? folder.name, parent)
  if (typeof now !== 'string') return now
  const ids = [folder, ...inside(server, folder)].map(({ id }) => ({
    was: id,
    now: (now + id.slice(folder.id.length)) as FolderId,
  }))
  const nowOf = new Map(ids.map((one) => [one.was, one.now]))
  server.folders = server.folders.map((one) => ({
    ...one,
    id: nowOf.get(one.id) ?? one.id,
    parentId: one.id === folder.id ? parent : one.parentId && (nowOf.get(one.parentId) ?? one.parentId),
    name: one.id === folder.id ? (name ?? one.name) : one.name,
  }))
  for (const { was, now: place } of ids) {
    const rows = rowsIn(server, was)
    server.messages.delete(was)
    server.messages.set(
      place,
      rows.map((row) => renamed(row, place)),
    )
  }
  return [200, { folder: server.folders.find(({ id }) => id === now), ids }]
}

/** Ids of messages are made of the place, too. */
const renamed = (row: MessageSummary, folderId: FolderId): MessageSummary => ({
  ...row,
  id: `${folderId}:${row.id.split(':').at(-1)}` as MessageId,
  folderId,
})

function remove(server: FakeServer, folder: Folder, withSubfolders: boolean): Answer {
  const below = inside(server, folder)
  if (folder.role !== null) return refuse('not-allowed')
  if (below.length > 0 && !withSubfolders) return refuse('folder-not-empty')
  const gone = [folder, ...below]
  const told = gone.map(({ id, name, parentId }) => {
    return { id, name, parentId, messages: changed(server, rowsIn(server, id)) }
  })
  const rows = gone.flatMap(({ id }) => rowsIn(server, id))
  server.folders = server.folders.filter((one) => !gone.includes(one))
  for (const { id } of gone) server.messages.delete(id)
  server.messages.set('trash', [...rows, ...rowsIn(server, 'trash')])
  return [200, { movedToTrash: rows.length, deletedForEver: 0, gone: told }]
}

function changed({ mostIds }: FakeServer, rows: readonly MessageSummary[]) {
  const ids = rows.map(({ id }) => id)
  return ids.length > mostIds ? { sets: [ids.join('-')] } : { ids }
}

function empty(server: FakeServer, folder: Folder): Answer {
  if (folder.role !== 'trash' && folder.role !== 'junk') return refuse('not-allowed')
  const count = rowsIn(server, folder.id).length
  server.messages.set(folder.id, [])
  return [200, { deletedForEver: count }]
}

function markRead(server: FakeServer, folder: Folder): Answer {
  const rows = rowsIn(server, folder.id)
  const unread = rows.filter(({ flags }) => !flags.includes('seen'))
  server.messages.set(
    folder.id,
    rows.map((row) => (unread.includes(row) ? { ...row, flags: [...row.flags, 'seen'] } : row)),
  )
  return [200, { changed: unread.length, ids: unread.map(({ id }) => id) }]
}
