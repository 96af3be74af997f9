import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { existsIn, fetchWindow, inboxCounts } from '../instruments/imap-commands.ts'
import { processorTimeOf } from '../instruments/processor-time.ts'
import { takeTurns } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const windowSize = 50
const mostRounds = 100
/** A server that has been asked for a while: V8 has compiled what it does often. */
const warmingRounds = 500

/** A window of the big inbox over HTTP, against FETCH of the same rows. */
export const windows: Part = {
  name: 'windows',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      const total = existsIn(await raw.command('SELECT INBOX'))
      const folder = await visitor.folderId('INBOX')
      const app = (offset: number) =>
        visitor.get(`/api/folders/${folder}/messages?offset=${offset}&limit=${windowSize}`)
      const floor = (offset: number) => raw.command(inboxCounts, fetchWindow(total, offset, windowSize))
      checkAlike(await app(0), await floor(0))
      return [
        ...(await measureNew(stage, offsetsIn(total), app, floor)),
        ...(await measureKnown(stage, offsetsIn(total), app, floor)),
      ]
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

type Read = (offset: number) => Promise<unknown>

/** Windows nobody has looked at, for warming up, for the app and for raw IMAP each a third. */
async function measureNew(stage: Stage, offsets: number[], app: Read, floor: Read): Promise<Row[]> {
  const rounds = Math.min(mostRounds, Math.floor(offsets.length / 3))
  const [warm, apps, floors] = [0, 1, 2].map((part) => offsets.filter((_, index) => index % 3 === part))
  for (const offset of warm ?? []) await app(offset)
  const series = await seriesOf(
    stage,
    rounds,
    (round) => app(apps?.[round] ?? 0),
    (round) => floor(floors?.[round] ?? 0),
  )
  return rowsOf('A window of 50 rows, new to the server', series)
}

/** The same window again and again. */
async function measureKnown(stage: Stage, offsets: number[], app: Read, floor: Read): Promise<Row[]> {
  const offset = offsets[0] ?? 0
  for (let round = 0; round < warmingRounds; round += 1) await app(offset)
  const series = await seriesOf(
    stage,
    mostRounds,
    () => app(offset),
    () => floor(offset),
  )
  return rowsOf('A window of 50 rows, known to the server', series)
}

interface Series {
  app: number[]
  raw: number[]
  serverMs: number
}

async function seriesOf(stage: Stage, rounds: number, app: Read, raw: Read): Promise<Series> {
  const pid = await stage.app.serverPid()
  const before = processorTimeOf(pid)
  const times = await takeTurns(rounds, app, raw)
  return { ...times, serverMs: (processorTimeOf(pid) - before) / rounds }
}

function rowsOf(name: string, { app, raw, serverMs }: Series): Row[] {
  return [
    rowOf({ name, value: median(app), unit: 'ms', floor: median(raw) }, { ratioAtMost: 1.5 }),
    rowOf({ name: `${name}: CPU of the server`, value: serverMs, unit: 'ms' }, { atMost: 2 }),
  ]
}

/** Where windows begin all over the folder, each once, in an order in which neighbours lie far apart. */
function offsetsIn(total: number): number[] {
  const count = Math.floor(total / windowSize)
  const step = Math.max(1, Math.floor(count * 0.618) | 1)
  const order = Array.from({ length: count }, (_, index) => (index * step) % count)
  return [...new Set(order)].map((place) => place * windowSize)
}

/** Both must give the same rows, or the comparison means nothing. */
function checkAlike(answer: Buffer, raw: Buffer): void {
  const { items } = JSON.parse(answer.toString()) as { items: unknown[] }
  const rows = raw.toString('latin1').match(/^\* \d+ FETCH/gm)?.length
  if (items.length !== rows) throw new Error(`The app gave ${items.length} rows and the mail server ${rows}.`)
}
