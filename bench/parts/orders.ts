import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { type RawImap } from '../instruments/raw-imap.ts'
import { takeTurns } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const windowSize = 50
const rounds = 7

/** Orders of a list with the key the mail server sorts by (RFC 5256). */
const orders = [
  { sort: 'from', key: 'FROM', name: 'from' },
  { sort: 'subject', key: 'SUBJECT', name: 'subject' },
  { sort: 'size', key: 'REVERSE SIZE', name: 'size' },
  { sort: 'sent', key: 'REVERSE DATE', name: 'date' },
] as const

/** Windows of the big inbox in other orders than its own, against a partial SORT (RFC 5267) alone, without the rows. */
export const otherOrders: Part = {
  name: 'orders',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      await raw.command('SELECT INBOX')
      const inbox = await visitor.folderId('INBOX')
      const rows: Row[] = []
      for (const order of orders) rows.push(...(await measureOrder(visitor, raw, inbox, order)))
      return rows
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

async function measureOrder(
  visitor: Visitor,
  raw: RawImap,
  inbox: string,
  { sort, key, name }: (typeof orders)[number],
): Promise<Row[]> {
  const app = (offset: number) =>
    visitor.get(`/api/folders/${inbox}/messages?sort=${sort}&offset=${offset}&limit=${windowSize}`)
  const floor = (offset: number) =>
    raw.command(`UID SORT RETURN (PARTIAL ${offset + 1}:${offset + windowSize} COUNT) (${key}) UTF-8 ALL`)
  const first: { app: number[]; raw: number[] } = { app: [], raw: [] }
  for (let round = 0; round < rounds; round += 1) {
    // A message more, so that no order kept from the round before is still good.
    await raw.append('INBOX', `From: Bench <bench@example.org>\r\nSubject: Order ${sort} ${round}\r\n\r\nHello.\r\n`)
    await visitor.get(`/api/folders/${inbox}/messages?limit=1`)
    const times = await takeTurns(
      1,
      () => app(0),
      () => floor(0),
    )
    first.app.push(...times.app)
    first.raw.push(...times.raw)
  }
  const further = await takeTurns(
    rounds,
    (round) => app((round + 1) * windowSize),
    (round) => floor((round + 1) * windowSize),
  )
  const row = (what: string, times: typeof first) =>
    rowOf({ name: what, value: median(times.app), unit: 'ms', floor: median(times.raw) }, { ratioAtMost: 1.3 })
  return [row(`By ${name}: first window after a change`, first), row(`By ${name}: the windows after it`, further)]
}
