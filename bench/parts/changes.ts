import { type listMessages } from '#contract/messages.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { existsIn, uidsIn } from '../instruments/imap-commands.ts'
import { type RawImap } from '../instruments/raw-imap.ts'
import { takeTurns } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const many = 50
const marks = 100
/** A server that has been asked for a while: V8 has compiled what it does often. */
const warmingMarks = 300
const moves = 7

/** Changes of 50 messages until the mail server has confirmed them. */
export const changes: Part = {
  name: 'changes',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      return [await markFifty(visitor, raw), await moveFifty(visitor, raw)]
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

async function markFifty(visitor: Visitor, raw: RawImap): Promise<Row> {
  const total = existsIn(await raw.command('SELECT INBOX'))
  const inbox = await visitor.folderId('INBOX')
  const ids = await idsAt(visitor, inbox, 0)
  // Other messages than the app's, so that neither finds its work done.
  const set = setOf(uidsIn(await raw.command(`FETCH ${total - 2 * many + 1}:${total - many} (UID)`)))
  const mark = (round: number) =>
    visitor.post(
      '/api/messages/flags',
      round % 2 === 0 ? { ids, add: ['flagged'], remove: [] } : { ids, add: [], remove: ['flagged'] },
    )
  for (let round = 0; round < warmingMarks; round += 1) await mark(round)
  const { app, raw: floor } = await takeTurns(marks, mark, (round) =>
    raw.command(`UID STORE ${set} ${round % 2 === 0 ? '+' : '-'}FLAGS (\\Flagged)`),
  )
  return rowOf({ name: 'Mark 50, confirmed', value: median(app), unit: 'ms', floor: median(floor) }, { ratioAtMost: 2 })
}

/** Each round moves other messages: the app from the top of the inbox, raw IMAP from its end. */
async function moveFifty(visitor: Visitor, raw: RawImap): Promise<Row> {
  const inbox = await visitor.folderId('INBOX')
  const archive = await visitor.folderId('Archive')
  const lots: string[][] = []
  for (let lot = 0; lot < moves; lot += 1) lots.push(await idsAt(visitor, inbox, lot * many))
  const oldest = uidsIn(await raw.command(`FETCH 1:${moves * many} (UID)`))
  const { app, raw: floor } = await takeTurns(
    moves,
    (round) => visitor.post('/api/messages/move', { ids: lots[round], toFolderId: archive }),
    (round) => raw.command(`UID MOVE ${setOf(oldest.slice(round * many, (round + 1) * many))} Archive`),
  )
  return rowOf({ name: 'Move 50, confirmed', value: median(app), unit: 'ms', floor: median(floor) }, { ratioAtMost: 2 })
}

async function idsAt(visitor: Visitor, folder: string, offset: number): Promise<string[]> {
  const window = await visitor.json<typeof listMessages>(
    `/api/folders/${folder}/messages?offset=${offset}&limit=${many}`,
  )
  return window.items.map(({ id }) => id)
}

const setOf = (uids: readonly number[]) => `${uids[0]}:${uids.at(-1)}`
