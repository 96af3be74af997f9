import { PiniaColada } from '@pinia/colada'
import { getActivePinia, type Pinia } from 'pinia'
import { vi } from 'vitest'
import { createApp } from 'vue'
import { carryOutDeleteForEver, carryOutFlags, carryOutMove } from '#client/mail/carry-out.ts'
import { rowsFromWindow } from '#client/mail/merge-rows.ts'
import { windowSize } from '#client/mail/load-rows.ts'
import { useListOrder } from '#client/mail/list-order.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { type Chance, chanceOf, holdRequests, ToldFolder } from '#client/mail/testing/model-server.ts'
import { useFolderRows } from '#client/mail/use-folder-rows.ts'
import { type LiveEvent } from '#contract/events.ts'
import { type FolderId, type MessageId } from '#contract/ids.ts'
import { type ListOrder } from '#contract/list-orders.ts'
import { type Flag, type MessageSummary } from '#contract/messages.ts'
import { useLiveMail } from '../use-live-mail.ts'

/** The events of the server, which come when the test says so. */
class Stream {
  static latest: Stream
  onmessage?: (message: { data: string }) => void
  addEventListener = vi.fn()
  close = vi.fn()
  constructor() {
    Stream.latest = this
  }
}

export const rowsOnScreen = 8

/** A folder that is read here while others work in it: what comes of it must not hang on what is quicker than what. */
export function startWork(seed: number, order: ListOrder) {
  const chance = chanceOf(seed)
  const count = chance(3) === 0 ? 60 + chance(100) : chance(12)
  const ids = Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + at))
  const { server } = startMailbox(ids.join(''), ids.filter(() => chance(3) === 0).join(''))
  server.messages.set(
    inbox,
    (server.messages.get(inbox) ?? []).map((row) => ({ ...row, subject: subjectBy(chance) })),
  )
  useListOrder().choose(inbox, order)
  const told = new ToldFolder(server, inbox, chance)
  const held = holdRequests(() => told.note({ isSeen: true }))
  const first = { folderId: inbox, sort: 'arrived' as const, reverse: false, offset: 0, total: count }
  const items = atServer().slice(0, windowSize)
  const rows = rowsFromWindow({ ...first, unread: unreadAtServer(), items }, order)
  mailboxCache().cache.setQueryData(keys.rows(inbox), rows)
  const view = useMailView()
  view.folderId = inbox
  let list!: ReturnType<typeof useFolderRows>
  vi.stubGlobal('EventSource', Stream)
  const app = createApp({
    setup() {
      useLiveMail()
      list = useFolderRows(inbox)
      return () => null
    },
  })
  app
    .use(getActivePinia() as Pinia)
    .use(PiniaColada)
    .mount(document.createElement('div'))

  function atServer(): MessageSummary[] {
    const all = server.messages.get(inbox) ?? []
    return order === 'subject' ? all.toSorted((one, other) => one.subject.localeCompare(other.subject)) : all
  }
  function unreadAtServer(): number {
    return atServer().filter(({ flags }) => !flags.includes('seen')).length
  }
  let delivered = 0
  const fresh = () => `n${(delivered += 1)}` as MessageId
  return { order, chance, server, told, held, view, list, atServer, unreadAtServer, fresh, end: () => app.unmount() }
}

export type Work = ReturnType<typeof startWork>

/** Some are the same. */
const subjectBy = (chance: Chance) => String.fromCharCode(97 + chance(20))

const archive = 'archive' as FolderId

/** The person, at a row on the screen; what the server says to it comes later. */
export function personDoes({ chance, server }: Work, at: number): string {
  const { ids } = known()
  const chosen = ids.slice(at + chance(4), at + 4 + chance(2)).filter((id): id is MessageId => id !== '.')
  server.refuse = new Set(chance(5) === 0 ? chosen.slice(1) : [])
  if (chance(12) === 0) server.failNext('/api/messages', 'mail-server-unavailable')
  const kind = chance(6)
  const flag: Flag = kind === 0 ? 'seen' : 'flagged'
  if (kind === 5 || chosen.length === 0) {
    void useOutcome().undoLatest()
    return 'undoes'
  }
  if (kind < 2) void carryOutFlags(chosen, { add: [flag], remove: [] }, 'actions.done.flag')
  else if (kind < 4) void carryOutMove(chosen, archive, 'actions.done.archive')
  else void carryOutDeleteForEver(chosen)
  return `${['marks', 'flags', 'archives', 'archives', 'deletes'][kind]} ${chosen.join(' ')}`
}

/** Another program of the same person, or the world. */
export function othersDo({ chance, server, told, fresh }: Work): string {
  const rows = [...(server.messages.get(inbox) ?? [])]
  const what = ['deliver', 'delete', 'flag'][chance(3)]
  for (let times = 1 + chance(3); times > 0; times -= 1) {
    const at = chance(rows.length)
    const row = rows[at]
    if (what === 'deliver')
      rows.unshift(messageRow({ id: fresh(), folderId: inbox, flags: [], subject: subjectBy(chance) }))
    else if (row && what === 'delete') rows.splice(at, 1)
    else if (row) {
      const flag: Flag = chance(2) === 0 ? 'seen' : 'flagged'
      const flags = row.flags.includes(flag) ? row.flags.filter((other) => other !== flag) : [...row.flags, flag]
      rows[at] = { ...row, flags }
    }
  }
  server.messages.set(inbox, rows)
  told.note()
  return `others ${what}`
}

/** A request reaches the server, an answer comes back, or the server tells something. */
export async function networkDoes({ chance, held, told }: Work): Promise<string> {
  if (held.length > 0 && (chance(2) === 0 || !told.hasNews)) {
    const one = held[chance(held.length)]
    const was = one?.isAnswered ? 'an answer arrives' : 'the server answers'
    if (one?.isAnswered) one.arrive()
    else await one?.answer()
    return was
  }
  const event = told.tell()
  if (!event) return 'nothing'
  Stream.latest.onmessage?.({ data: JSON.stringify(event) })
  return `told ${wordsOf(event)}`
}

const wordsOf = (event: LiveEvent) => JSON.stringify(event, ['type', 'total', 'unread', 'ids', 'items', 'id', 'flags'])

/** The list as far as it is known here; a dot for a row that is not. */
export function known(): { ids: (MessageId | '.')[]; waiting: number; total: number } {
  const rows = mailboxCache().rowsOf(inbox)
  const total = rows?.total ?? 0
  const ids = Array.from({ length: total }, (_, at) => rows?.rows.get(at)?.id ?? ('.' as const))
  return { ids, waiting: rows?.waiting ?? 0, total }
}
