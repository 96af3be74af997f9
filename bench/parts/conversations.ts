import { setTimeout as wait } from 'node:timers/promises'
import { type ConversationWindow } from '#contract/conversations.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median } from '../figures/statistics.ts'
import { existsIn, fetchWindow } from '../instruments/imap-commands.ts'
import { takeTurns, timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const windowSize = 50
const rounds = 7
/** The first window is read once the newest thousand are grouped; the rest follows. */
const newest = 1_000

/** The big inbox as conversations, against THREAD (RFC 5256) and FETCH of the same. */
export const conversations: Part = {
  name: 'conversations',
  async measure(stage) {
    // Nothing may be known of the folder from before.
    await stage.app.restartServer()
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      const total = existsIn(await raw.command('SELECT INBOX'))
      const inbox = await visitor.folderId('INBOX')
      const read = async (offset: number) => {
        const answer = await visitor.get(`/api/folders/${inbox}/conversations?offset=${offset}&limit=${windowSize}`)
        return JSON.parse(answer.toString()) as ConversationWindow
      }
      const first = await timed(() => read(0))
      const allGrouped = first + (await timed(() => untilGrouped(read)))
      const thread = (from: number) => raw.command(`UID THREAD REFS UTF-8 ${from}:${total}`)
      const rows = fetchWindow(total, 0, windowSize)
      const firstFloor = await timed(() => thread(Math.max(1, total - newest + 1)).then(() => raw.command(rows)))
      const wholeFloor = await timed(() => thread(1))
      const again = await takeTurns(
        rounds,
        () => read(0),
        () => raw.command(rows),
      )
      return [
        row('Conversations, first window', first, firstFloor),
        row('Conversations, all grouped', allGrouped, wholeFloor),
        row('Conversations, a window of 50 again', median(again.app), median(again.raw)),
        await measureWindowMeanwhile(stage),
      ]
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

const row = (name: string, value: number, floor: number) => rowOf({ name, value, unit: 'ms', floor }, {})

/** A person looks at conversations while all of them are still being put together: how long a window of the list takes. */
async function measureWindowMeanwhile(stage: Stage): Promise<Row> {
  await stage.app.restartServer()
  const visitor = await stage.visit(main)
  try {
    const inbox = await visitor.folderId('INBOX')
    await visitor.get(`/api/folders/${inbox}/conversations?limit=${windowSize}`)
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      times.push(await timed(() => visitor.get(`/api/folders/${inbox}/messages?offset=0&limit=${windowSize}`)))
    }
    const name = 'Conversations being grouped: a window of the list meanwhile'
    return rowOf({ name, value: Math.max(...times), unit: 'ms' }, { atMost: 300 })
  } finally {
    visitor.close()
  }
}

async function untilGrouped(read: (offset: number) => Promise<ConversationWindow>): Promise<void> {
  for (;;) {
    const { grouped, messages } = await read(0)
    if (grouped === messages) return
    await wait(20)
  }
}
