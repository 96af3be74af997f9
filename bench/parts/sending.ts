import { readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { type listOutbox } from '#contract/outbox.ts'
import { person } from '#e2e/people.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { collectGarbage, residentBytes } from '../instruments/garbage.ts'
import { takeTurns, timed } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const rounds = 15
const megabyte = 1_000_000
/** The most that goes encoded into a message of 30 MB, which is what servers take unless they are told otherwise. */
const largeMegabytes = 20
/** In so many files the same bytes are the floor of memory, which shows whether it hangs on the size of a file. */
const smaller = 10
const ways = ['come in', 'are sent', 'are sent from the outbox'] as const
const lookEveryMs = 20
const text = 'The ramp at the harbour is closed on Monday.\n'.repeat(90)

/** Sending: until it is safe, until it is delivered, and what a large file costs the server. */
export const sending: Part = {
  name: 'sending',
  async measure(stage) {
    const visitor = await stage.visit(main)
    try {
      return [
        await measureAccepted(stage, visitor),
        await measureDelivered(stage, visitor),
        ...(await measureLarge(stage, visitor)),
      ]
    } finally {
      visitor.close()
    }
  },
}

const letter = ({ app }: Stage, changes: object = {}) => ({
  ...{ idempotencyKey: randomUUID(), from: person(app, main).address, cc: [], bcc: [] },
  ...{ to: [{ name: '', address: person(app, 'ben').address }], subject: 'Bench', text, answering: null },
  ...changes,
})

/** Until it is on disk, to be undone for two minutes. */
async function measureAccepted(stage: Stage, visitor: Visitor): Promise<Row> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const body = letter(stage, { undoSeconds: 120, composer: JSON.stringify({ text }) })
    times.push(await timed(() => visitor.post('/api/send', body)))
  }
  return rowOf({ name: 'Send, accepted with undo', value: median(times), unit: 'ms' }, { atMost: 50 })
}

/** Handed over and kept in Sent; the floor is a raw submission of as many bytes and an APPEND of them. */
async function measureDelivered(stage: Stage, visitor: Visitor): Promise<Row> {
  const { host, ports, caFile } = stage.app.platform
  const { uid, password, address } = person(stage.app, main)
  const raw = await stage.raw(main)
  const to = person(stage.app, 'ben').address
  const message = `From: ${address}\r\nTo: ${to}\r\nSubject: Bench\r\n\r\n${text.replaceAll('\n', '\r\n')}`
  const transport = () =>
    createTransport({
      ...{ host, port: ports.submission, secure: true, auth: { user: uid, pass: password } },
      tls: { ca: readFileSync(caFile) },
    })
  try {
    const { app, raw: floor } = await takeTurns(
      rounds,
      () => visitor.post('/api/send', letter(stage)),
      async () => {
        await transport().sendMail({ envelope: { from: address, to: [to] }, raw: message })
        await raw.append('Sent', message)
      },
    )
    const measured = { value: median(app), floor: median(floor), unit: 'ms' } as const
    return rowOf({ ...measured, name: 'Send, delivered and kept' }, { ratioAtMost: 1.3 })
  } finally {
    raw.close()
  }
}

/**
 * By how much the server grows while a file comes in, while it goes out, and while it goes by way of the outbox; the floor is
 * what as many bytes in small files cost.
 */
async function measureLarge(stage: Stage, visitor: Visitor): Promise<Row[]> {
  // The first of each gets the server to know its own code; that is no growth.
  await growths(stage, visitor, 1)
  const small = await growths(stage, visitor, smaller)
  const large = await growths(stage, visitor, 1)
  return ways.map((way) => {
    const name = `Memory of the server: ${largeMegabytes} MB ${way}`
    const measured = { name, value: large[way] / megabyte, floor: small[way] / megabyte, unit: 'MB' } as const
    return rowOf(measured, { atMost: largeMegabytes })
  })
}

/** In bytes, for the same bytes in so many files. */
async function growths(stage: Stage, visitor: Visitor, count: number): Promise<Record<(typeof ways)[number], number>> {
  const bytes = Buffer.alloc((largeMegabytes * megabyte) / count, 'All work and no play. ')
  const each = async (work: (file: object) => Promise<void>, files: object[]) => {
    for (const file of files) await work(file)
  }
  const bring = async () => {
    const made = await visitor.post('/api/uploads', { name: 'plan.txt', sizeBytes: bytes.length })
    const { uploadId } = JSON.parse(made.toString()) as { uploadId: string }
    await visitor.upload(`/api/uploads/${uploadId}/content`, bytes)
    return { uploadId, part: null }
  }
  const bringAll = async () => {
    const files: object[] = []
    while (files.length < count) files.push(await bring())
    return files
  }
  const send = async (file: object) => {
    await visitor.post('/api/send', letter(stage, { files: [file] }))
  }
  const sendLater = async (file: object) => {
    const made = await visitor.post('/api/send', letter(stage, { files: [file], undoSeconds: 0, composer: '{}' }))
    await isSent(visitor, (JSON.parse(made.toString()) as { outboxId: string }).outboxId)
  }
  let files: object[] = []
  const coming = await growthDuring(stage, async () => {
    files = await bringAll()
  })
  const going = await growthDuring(stage, () => each(send, files))
  files = await bringAll()
  const waiting = await growthDuring(stage, () => each(sendLater, files))
  return { 'come in': coming, 'are sent': going, 'are sent from the outbox': waiting }
}

async function isSent(visitor: Visitor, outboxId: string): Promise<void> {
  const look = async () => (await visitor.json<typeof listOutbox>('/api/outbox')).items
  while ((await look()).some(({ id, state }) => id === outboxId && state !== 'sent')) await pause(100)
}

async function growthDuring({ app }: Stage, work: () => Promise<unknown>): Promise<number> {
  const pid = await app.serverPid()
  await collectGarbage(pid, app.serverLog)
  const before = residentBytes(pid)
  let most = before
  const looking = setInterval(() => {
    most = Math.max(most, residentBytes(pid))
  }, lookEveryMs)
  await work().finally(() => clearInterval(looking))
  return most - before
}
