import { type listMessages } from '#contract/messages.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { collectGarbage, residentBytes } from '../instruments/garbage.ts'
import { existsIn, fetchWindow, inboxCounts, uidsIn } from '../instruments/imap-commands.ts'
import { processorTimeOf } from '../instruments/processor-time.ts'
import { timed } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const sessions = 100
const windowSize = 50
const pairsEach = 8
/** A server that has been asked for a while: V8 has compiled what it does often. */
const warmingPairsEach = 24
/** The same of one person, before memory is looked at: what V8 compiles belongs to no session. */
const warmingTurns = 600

/** One of the crowd: looks at a window of the list, then opens a message of it. Two requests. */
type ListAndOpen = (turn: number) => Promise<void>

/** A hundred sessions at once, and what each costs while it is open. */
export const crowd: Part = {
  name: 'crowd',
  async measure(stage) {
    await stage.app.restartServer()
    const bytesBefore = await settledBytes(stage)
    const visitors = await arrive(stage)
    try {
      const rows = [memoryRow(bytesBefore, await settledBytes(stage))]
      const floor = await measureFloor(stage)
      return [...rows, ...(await measureCrowd(stage, visitors, floor))]
    } finally {
      for (const visitor of visitors) visitor.close()
    }
  },
}

/** The first session warms the server up and is not counted. */
async function settledBytes(stage: Stage): Promise<number> {
  const { app } = stage
  const visitor = await stage.visit(main)
  const open = await listAndOpen(visitor)
  for (let turn = 0; turn < warmingTurns; turn += 1) await open(turn)
  visitor.close()
  const pid = await app.serverPid()
  await collectGarbage(pid, app.serverLog)
  return residentBytes(pid)
}

/** Everybody signs in, listens for news as an open page does, sees the list and opens a message. */
async function arrive(stage: Stage): Promise<Visitor[]> {
  const others = stage.app.platform.people.filter(({ uid }) => uid !== main)
  const visitors: Visitor[] = []
  for (let number = 0; number < sessions; number += 1) {
    const visitor = await stage.visit(others[number % others.length]?.uid ?? main)
    visitors.push(visitor)
    await visitor.listen()
    await (
      await listAndOpen(visitor)
    )(number)
  }
  return visitors
}

function memoryRow(before: number, after: number): Row {
  const value = (after - before) / sessions / 1_000_000
  return rowOf({ name: 'Memory of the server per live session', value, unit: 'MB' }, { atMost: 0.5 })
}

async function measureCrowd(stage: Stage, visitors: readonly Visitor[], floor: Load): Promise<Row[]> {
  const pid = await stage.app.serverPid()
  const crowd = await Promise.all(visitors.map(listAndOpen))
  await load(crowd, warmingPairsEach, [pid, stage.dovecotPid])
  const { requestsPerSecond, msPerRequest } = await load(crowd, pairsEach, [pid, stage.dovecotPid])
  const cost = rowOf(
    {
      name: 'CPU per request of 100 people, server and Dovecot',
      value: msPerRequest,
      unit: 'ms',
      floor: floor.msPerRequest,
    },
    { atMost: 2 },
  )
  const rate = { name: 'List and open, 100 people', value: requestsPerSecond, unit: 'requests/s' } as const
  return [cost, rowOf({ ...rate, floor: floor.requestsPerSecond }, { atLeast: 880, orElse: cost })]
}

async function measureFloor(stage: Stage): Promise<Load> {
  const others = stage.app.platform.people.filter(({ uid }) => uid !== main)
  const raws = await Promise.all(
    Array.from({ length: sessions }, (_, number) => stage.raw(others[number % others.length]?.uid ?? main)),
  )
  try {
    const crowd = await Promise.all(raws.map(rawListAndOpen))
    await load(crowd, 1, [stage.dovecotPid])
    return await load(crowd, pairsEach, [stage.dovecotPid])
  } finally {
    for (const raw of raws) raw.close()
  }
}

interface Load {
  requestsPerSecond: number
  msPerRequest: number
}

/** All at once, each one request after the other. */
async function load(crowd: readonly ListAndOpen[], pairs: number, pids: readonly number[]): Promise<Load> {
  const spent = () => pids.reduce((sum, pid) => sum + processorTimeOf(pid), 0)
  const before = spent()
  const tookMs = await timed(() =>
    Promise.all(
      crowd.map(async (open, number) => {
        for (let pair = 0; pair < pairs; pair += 1) await open(number + pair)
      }),
    ),
  )
  const requests = crowd.length * pairs * 2
  return { requestsPerSecond: (requests / tookMs) * 1_000, msPerRequest: (spent() - before) / requests }
}

async function listAndOpen(visitor: Visitor): Promise<ListAndOpen> {
  const folder = await visitor.folderId('INBOX')
  return async (turn) => {
    const offset = (turn % 8) * windowSize
    const path = `/api/folders/${folder}/messages?offset=${offset}&limit=${windowSize}`
    const { items } = await visitor.json<typeof listMessages>(path)
    await visitor.get(`/api/messages/${items[turn % items.length]?.id}`)
  }
}

async function rawListAndOpen(raw: Awaited<ReturnType<Stage['raw']>>): Promise<ListAndOpen> {
  const total = existsIn(await raw.command('SELECT INBOX'))
  return async (turn) => {
    const rows = await raw.command(inboxCounts, fetchWindow(total, (turn % 8) * windowSize, windowSize))
    const uids = uidsIn(rows)
    await raw.command(`UID FETCH ${uids[turn % uids.length]} (FLAGS BODYSTRUCTURE ENVELOPE BODY.PEEK[1])`)
  }
}
