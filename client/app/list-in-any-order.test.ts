import { PiniaColada } from '@pinia/colada'
import { getActivePinia, type Pinia } from 'pinia'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from 'vue'
import { rowsFromWindow } from '#client/mail/folder-rows.ts'
import { windowSize } from '#client/mail/load-rows.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { chanceOf, holdRequests, ToldFolder } from '#client/mail/testing/model-server.ts'
import { useFolderRows } from '#client/mail/use-folder-rows.ts'
import { type LiveEvent } from '#contract/events.ts'
import { type MessageId } from '#contract/ids.ts'
import { type Flag, type MessageSummary } from '#contract/messages.ts'
import { useLiveMail } from './use-live-mail.ts'

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

const rowsOnScreen = 8
const steps = 40
const seeds = 300

/** A folder that is read here while others work in it: what comes of it must not hang on what is quicker than what. */
function startWork(seed: number) {
  const chance = chanceOf(seed)
  const count = chance(3) === 0 ? 60 + chance(100) : chance(12)
  const ids = Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + at))
  const { server } = startMailbox(ids.join(''), ids.filter(() => chance(3) === 0).join(''))
  const told = new ToldFolder(server, inbox, chance)
  const held = holdRequests(() => told.note({ isSeen: true }))
  const first = { folderId: inbox, sort: 'arrived' as const, reverse: false, offset: 0, total: count }
  const items = atServer().slice(0, windowSize)
  mailboxCache().cache.setQueryData(keys.rows(inbox), rowsFromWindow({ ...first, unread: unreadAtServer(), items }))
  const view = useMailView()
  view.folderId = inbox
  let list!: ReturnType<typeof useFolderRows>
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
    return server.messages.get(inbox) ?? []
  }
  function unreadAtServer(): number {
    return atServer().filter(({ flags }) => !flags.includes('seen')).length
  }
  return { chance, server, told, held, view, list, atServer, unreadAtServer, end: () => app.unmount() }
}

type Work = ReturnType<typeof startWork>

/** Another program of the same person, or the world. */
function othersDo({ chance, server, told, atServer }: Work, fresh: () => MessageId): string {
  const rows = [...atServer()]
  const what = ['deliver', 'delete', 'flag'][chance(3)]
  for (let times = 1 + chance(3); times > 0; times -= 1) {
    const at = chance(rows.length)
    const row = rows[at]
    if (what === 'deliver') rows.unshift(messageRow({ id: fresh(), folderId: inbox, flags: [] }))
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

async function networkDoes({ chance, held, told }: Work): Promise<string> {
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

function known(): { ids: (MessageId | '.')[]; waiting: number; total: number } {
  const rows = mailboxCache().rowsOf(inbox)
  const total = rows?.total ?? 0
  const ids = Array.from({ length: total }, (_, at) => rows?.rows.get(at)?.id ?? ('.' as const))
  return { ids, waiting: rows?.waiting ?? 0, total }
}

describe('The list of a folder', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal('EventSource', Stream)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('is what the server has, and moves no row under the reader, whatever overtakes what', async () => {
    for (let seed = 0; seed < seeds; seed += 1) expect(await problemOf(seed)).toBeUndefined()
  })
})

async function problemOf(seed: number): Promise<string | undefined> {
  vi.stubGlobal('EventSource', Stream)
  const work = startWork(seed)
  const story: string[] = []
  try {
    await walk(work, story)
    return undefined
  } catch (error) {
    return `seed ${seed}: ${(error as Error).message}\n${story.slice(-25).join('\n')}`
  } finally {
    work.end()
    vi.clearAllTimers()
  }
}

async function settle(): Promise<void> {
  await turn()
  vi.advanceTimersByTime(1)
  await turn()
}

async function walk(work: Work, story: string[]): Promise<void> {
  const { chance, view, list, held, told } = work
  let delivered = 0
  const fresh = () => `n${(delivered += 1)}` as MessageId
  let at = 0
  let places = new Map<MessageId, number>()
  for (let step = 0; step < steps; step += 1) {
    const dice = chance(10)
    const wasReading = view.isReading
    let what: string
    if (dice < 3) what = othersDo(work, fresh)
    else if (dice < 8) what = await networkDoes(work)
    else if (dice === 8) {
      view.isInList = !view.isInList
      what = view.isInList ? 'enters the list' : 'leaves the list'
    } else {
      at = chance(Math.max(known().total - rowsOnScreen, 1))
      what = `scrolls to ${at}`
    }
    await settle()
    void list.need(at, at + rowsOnScreen - 1)
    await settle()
    const now = known()
    story.push(`${what}: ${now.ids.slice(0, 20).join(' ')} + ${now.waiting}`)
    checkOnce(now.ids)
    const reads = wasReading && view.isReading
    if (!reads) places = new Map()
    checkPlaces(now.ids, places)
  }
  while (held.length > 0 || told.hasNews) {
    story.push(await networkDoes(work))
    await settle()
    checkOnce(known().ids)
  }
  list.letWaitingIn()
  for (let from = 0; from < known().total || held.length > 0; from += 20) {
    void list.need(from, from + 20)
    await settle()
    while (held.length > 0) {
      await networkDoes(work)
      await settle()
    }
  }
  story.push(`in the end: ${known().ids.slice(0, 20).join(' ')} + ${known().waiting}`)
  checkEnd(work)
}

function checkOnce(ids: readonly (MessageId | '.')[]): void {
  const rows = ids.filter((id) => id !== '.')
  expect(rows, 'each message once').toEqual([...new Set(rows)])
}

/** Rows go up where others have left, and never down. */
function checkPlaces(ids: readonly (MessageId | '.')[], places: Map<MessageId, number>): void {
  ids.forEach((id, place) => {
    if (id === '.') return
    expect(place, `${id} moved down`).toBeLessThanOrEqual(places.get(id) ?? place)
    places.set(id, place)
  })
}

function checkEnd({ atServer, unreadAtServer }: Work): void {
  const rows = mailboxCache().rowsOf(inbox)
  const words = ({ id, flags }: MessageSummary) => `${id} ${[...flags].sort().join('+')}`
  const mine = Array.from({ length: rows?.total ?? 0 }, (_, at) => rows?.rows.get(at)).map((row) => row && words(row))
  expect(mine, 'the rows of the server').toEqual(atServer().map(words))
  expect(rows?.unread, 'unread').toBe(unreadAtServer())
  const folder = mailboxCache()
    .folders()
    .find(({ id }) => id === inbox)
  expect(folder, 'counts of the folder').toMatchObject({ total: atServer().length, unread: unreadAtServer() })
}
