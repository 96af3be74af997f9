import { vi } from 'vitest'
import { type Folder, type FolderList } from '#contract/folders.ts'
import { messageSort } from '#contract/message-order.ts'
import { type Label } from '#contract/labels.ts'
import { type Colleague } from '#contract/teamwork.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type Flag, type LabelChange, type Message, type MessageSummary } from '#contract/messages.ts'
import { type JobAction } from '#contract/jobs.ts'
import { type ProblemType, problems } from '#contract/problem.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { type readWelcome, type Session } from '#contract/session.ts'
import { answerArrangement } from './fake-arrangement.ts'
import { yearFolder } from './fake-folder.ts'
import { plainIdentities } from './fake-identities.ts'
import { answerFolderChange } from './fake-folders.ts'
import { withLabels } from '../labels/apply-labels.ts'
import { answerLabels } from './fake-labels.ts'
import { fakeJobs } from './fake-jobs.ts'
import { noFacts } from './whole-message.ts'

type Welcome = ResponseOf<typeof readWelcome>

/** A server in memory for tests of the client: answers by the contract, and fails when told to. */
export interface FakeServer {
  session: Session | null
  welcome: Welcome
  folders: Folder[]
  favourites: FolderId[]
  /** The person has put folders into an order of their own. */
  isOrdered: boolean
  /** Newest first, per folder. */
  messages: Map<string, MessageSummary[]>
  /** The next calls to a path that begins like this answer this problem. */
  failNext(path: string, type: ProblemType, times?: number): void
  /** Of the own mailbox. */
  labels: Label[]
  /** Who works in the mailboxes there are. */
  colleagues: Colleague[]
  /** Colleagues who are writing an answer. */
  writing: { name: string; sinceMs: number }[]
  /** Folders begin in conversations. */
  allInConversations: boolean
  /** More messages than these are told as a set, not by their ids. */
  mostIds: number
  /** The person may not touch these messages. */
  refuse: Set<string>
  /** What muting says of itself. */
  worksWhileSignedOut: boolean
  /** While set, nothing is answered. */
  hold(): () => void
  /** "POST /api/messages/move" with what was sent. */
  readonly calls: { call: string; body: unknown }[]
  /** Changes of many messages stand still until a test lets them work. */
  readonly jobs: ReturnType<typeof fakeJobs>
}

export const ada: Session = {
  person: { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov', addresses: ['ada.lindqvist@example.gov'] },
  organisation: 'Department of Public Works',
  idleEndsAtMs: 0,
  endsAtMs: 0,
}

const welcome: Welcome = {
  organisation: ada.organisation,
  supportAddress: 'help@example.gov',
  idleMinutes: 45,
  passwordSignIn: true,
  passkeySignIn: false,
  providers: [],
  straightTo: null,
}

export type Answer = [status: number, body: unknown]

export function startFakeServer(): FakeServer {
  const failures: { path: string; type: ProblemType; times: number }[] = []
  let held: Promise<void> = Promise.resolve()
  const server: FakeServer = {
    session: ada,
    welcome,
    folders: [],
    favourites: [],
    isOrdered: false,
    messages: new Map(),
    calls: [],
    labels: [],
    colleagues: [],
    writing: [],
    allInConversations: false,
    mostIds: 500,
    refuse: new Set(),
    worksWhileSignedOut: true,
    jobs: fakeJobs(
      {
        get messages() {
          return server.messages
        },
      },
      (action, id) => change(server, action, id),
    ),
    failNext: (path, type, times = 1) => failures.push({ path, type, times }),
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return resolve
    },
  }
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    server.calls.push({ call: `${init.method ?? 'GET'} ${pathname}`, body })
    await held
    if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError')
    const failure = failures.find(({ path, times }) => pathname.startsWith(path) && times > 0)
    if (failure) {
      failure.times -= 1
      return respond([problems[failure.type].status, { type: failure.type, status: 0, requestId: 'r-17' }])
    }
    return respond(answer(server, init.method ?? 'GET', pathname, searchParams, body as never))
  })
  return server
}

const respond = ([status, body]: Answer) =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'text/json' } })

function answer(server: FakeServer, method: string, path: string, query: URLSearchParams, body: never): Answer {
  const parts = path.split('/').slice(2).map(decodeURIComponent)
  if (path === '/api/welcome') return [200, server.welcome]
  if (path === '/api/session' && method === 'POST') return signIn(server, body)
  if (!server.session) return [401, { type: 'not-signed-in', status: 401, requestId: 'r-1' }]
  if (path === '/api/session') return method === 'DELETE' ? [204, undefined] : [200, server.session]
  const arranged = answerArrangement(server, method, parts, body)
  if (arranged) return arranged
  if (parts[0] === 'folders') {
    const [, id = '', action] = parts
    const changed = answerFolderChange(server, { method, id, action, body, query })
    if (changed) return changed
  }
  if (path === '/api/identities') return [200, plainIdentities(server.session.person.addresses)]
  if (path === '/api/folders') return [200, folderList(server)]
  if (parts[2] === 'writing') return [200, { others: server.writing }]
  if (parts[2] === 'colleagues') return [200, { items: server.colleagues }]
  if (parts[0] === 'folders' && parts[2] === 'position') return position(server, parts[1] ?? '', query)
  if (parts[0] === 'folders') return window(server, parts[1] ?? '', query)
  if (parts[0] === 'jobs') return server.jobs.answer(method, parts.slice(1), body)
  const labelled = answerLabels(server.labels, { method, parts, body, query })
  if (labelled) return labelled
  if (path.endsWith('/file-reading')) return [404, {}]
  if (path === '/api/messages/flags') return changeFlags(server, body)
  if (path === '/api/messages/mute') return mute(server, body)
  if (path === '/api/messages/move') return move(server, body)
  if (path === '/api/snoozed') return [200, { folderId: null, items: [], returnsWhileSignedOut: true }]
  if (path === '/api/messages/snooze')
    return move(server, { ...(body as { ids: string[] }), toFolderId: 'Snoozed' as FolderId })
  if (path === '/api/messages/unsnooze')
    return move(server, { ...(body as { ids: string[] }), toFolderId: 'inbox' as FolderId })
  if (path === '/api/messages/delete-forever') return deleteForEver(server, body)
  if (parts[2] === 'source') return [200, 'Received: from harbour']
  if (parts[2] === 'conversation') return conversation(server, parts[1] ?? '')
  if (parts[0] === 'messages') return message(server, parts[1] ?? '')
  return [404, { type: 'not-found', status: 404, requestId: 'r-1' }]
}

function signIn(server: FakeServer, { password }: { password: string }): Answer {
  if (password !== 'right') return [401, { type: 'wrong-credentials', status: 401, requestId: 'r-1' }]
  server.session = ada
  return [200, ada]
}

const isUnread = (row: MessageSummary) => !row.flags.includes('seen')
const rowsIn = (server: FakeServer, folderId: string) => server.messages.get(folderId) ?? []

function folderList(server: FakeServer): FolderList {
  const items = server.folders.map((folder) => {
    const rows = rowsIn(server, folder.id)
    return { ...folder, total: rows.length, unread: rows.filter(isUnread).length }
  })
  return {
    items,
    favourites: [...server.favourites],
    quota: { usedBytes: 3_100_000_000, limitBytes: 5_000_000_000 },
    sorts: [...messageSort.options],
    groups: true,
    ...(server.allInConversations ? { allInConversations: true as const } : {}),
  }
}

function window(server: FakeServer, folderId: string, query: URLSearchParams): Answer {
  const rows = sortedRows(server, folderId, query)
  const offset = Number(query.get('offset') ?? 0)
  const items = rows.slice(offset, offset + Number(query.get('limit') ?? 50))
  return [
    200,
    {
      folderId,
      sort: 'arrived',
      reverse: false,
      offset,
      total: rows.length,
      unread: rows.filter(isUnread).length,
      items,
    },
  ]
}

/** In the order they arrived or by subject; the others are the real server's to prove. */
function sortedRows(server: FakeServer, folderId: string, query: URLSearchParams): MessageSummary[] {
  const rows = [...rowsIn(server, folderId)]
  if (query.get('sort') === 'subject') rows.sort((one, other) => one.subject.localeCompare(other.subject))
  return query.get('reverse') === 'true' ? rows.reverse() : rows
}

function position(server: FakeServer, folderId: string, query: URLSearchParams): Answer {
  const [messageId, dateMs] = [query.get('messageId'), Number(query.get('dateMs'))]
  const isFound = ({ id, receivedAtMs }: MessageSummary) => (messageId ? id === messageId : receivedAtMs <= dateMs)
  const offset = sortedRows(server, folderId, query).findIndex(isFound)
  return [200, { offset: offset === -1 ? null : offset }]
}

function placeOf(server: FakeServer, id: string): { rows: MessageSummary[]; index: number } | undefined {
  for (const rows of server.messages.values()) {
    const index = rows.findIndex((row) => row.id === id)
    if (index !== -1) return { rows, index }
  }
  return undefined
}

const outcomeOf = (server: FakeServer, id: string) =>
  server.refuse.has(id) ? 'refused' : placeOf(server, id) ? 'done' : 'gone'

interface Marks {
  ids: string[]
  add: Flag[]
  remove: Flag[]
  labels?: LabelChange | undefined
}

function changeFlags(server: FakeServer, { ids, add, remove, labels }: Marks): Answer {
  const items = ids.map((id) => {
    const outcome = outcomeOf(server, id)
    const place = placeOf(server, id)
    const row = place?.rows[place.index]
    if (outcome === 'done' && place && row) {
      const flags = [...row.flags.filter((flag) => !remove.includes(flag) && !add.includes(flag)), ...add]
      const marked = labels ? withLabels(row.labels, labels) : row.labels
      place.rows[place.index] = { ...row, flags, labels: marked }
    }
    return { id, outcome }
  })
  return [200, { items }]
}

/** Each message is a conversation of its own. */
function mute(server: FakeServer, { ids, muted }: { ids: string[]; muted: boolean }): Answer {
  const had = new Set(ids.filter((id) => placeOf(server, id)?.rows.some((row) => row.id === id && isMuted(row))))
  const [, body] = changeFlags(server, { ids, add: muted ? ['muted'] : [], remove: muted ? [] : ['muted'] })
  const { items } = body as { items: { id: string; outcome: string }[] }
  const done = items.filter(({ outcome }) => outcome === 'done').map(({ id }) => id)
  const changedIds = done.filter((id) => had.has(id) !== muted)
  const { worksWhileSignedOut } = server
  return [200, { items, changedIds, conversations: done.length, worksWhileSignedOut }]
}

const isMuted = ({ flags }: MessageSummary) => flags.includes('muted')

let moves = 0

interface Move {
  ids: string[]
  toFolderId: FolderId
  byYearIn?: string | undefined
}

function move(server: FakeServer, { ids, toFolderId, byYearIn }: Move): Answer {
  const items = ids.map((id) => {
    const outcome = outcomeOf(server, id)
    const place = placeOf(server, id)
    if (outcome !== 'done' || !place) return { id, outcome, movedId: null }
    const [row] = place.rows.splice(place.index, 1)
    moves += 1
    const movedId = `moved-${moves}` as MessageId
    if (row) {
      const to = byYearIn === undefined ? toFolderId : yearFolder(server.folders, toFolderId, row.receivedAtMs)
      server.messages.set(to, [{ ...row, id: movedId, folderId: to }, ...rowsIn(server, to)])
    }
    return { id, outcome, movedId }
  })
  return [200, { items }]
}

function deleteForEver(server: FakeServer, { ids }: { ids: string[] }): Answer {
  const items = ids.map((id) => {
    const outcome = outcomeOf(server, id)
    const place = placeOf(server, id)
    if (outcome === 'done') place?.rows.splice(place.index, 1)
    return { id, outcome }
  })
  return [200, { items }]
}

/** A copy without files comes where the message was. */
function detach(server: FakeServer, place: ReturnType<typeof placeOf>, row: MessageSummary | undefined) {
  if (!place || !row) return { outcome: 'gone' as const, undo: () => undefined }
  const put = (now: MessageSummary) => server.messages.set(row.folderId, place.rows.with(place.index, now))
  put({ ...row, id: `${row.id}'` as MessageId, hasAttachment: false })
  return { outcome: 'done' as const, undo: () => void put(row) }
}

/** One message of a job; `undo` puts its row back as and where it was. */
function change(server: FakeServer, action: JobAction, id: MessageId) {
  const place = placeOf(server, id)
  const row = place?.rows[place.index]
  if (action.kind === 'detach-files') return detach(server, place, row)
  const [, body] =
    action.kind === 'move'
      ? move(server, { ids: [id], ...action })
      : action.kind === 'flags'
        ? changeFlags(server, { ids: [id], ...action })
        : deleteForEver(server, { ids: [id] })
  const [item] = (body as { items: { outcome: 'done' | 'gone' | 'refused'; movedId?: string }[] }).items
  function undo() {
    const now = placeOf(server, item?.movedId ?? id)
    now?.rows.splice(now.index, 1)
    if (place && row) server.messages.set(row.folderId, rowsIn(server, row.folderId).toSpliced(place.index, 0, row))
  }
  return { outcome: item?.outcome ?? ('gone' as const), undo }
}

/** All in one folder belong together. */
function conversation(server: FakeServer, id: string): Answer {
  const items = (placeOf(server, id)?.rows ?? []).toReversed()
  return [200, { items: items.slice(-200), messageIds: items.map((row) => row.id) }]
}

function message(server: FakeServer, id: string): Answer {
  const place = placeOf(server, id)
  const row = place?.rows[place.index]
  if (!row) return [404, { type: 'message-gone', status: 404, requestId: 'r-1' }]
  const whole: Message = {
    ...row,
    sender: [],
    replyTo: [],
    cc: [],
    bcc: [],
    sentAtMs: row.receivedAtMs,
    text: { content: row.preview, cut: false },
    html: null,
    attachments: [],
    pictureMark: `mark-of-${id}`,
    pictureConsent: null,
    facts: noFacts,
  }
  return [200, whole]
}
