import { type ResponseOf } from '#contract/endpoint.ts'
import { type startExport } from '#contract/mail-export.ts'
import { rowOf } from '../figures/row.ts'
import { median, percentile } from '../figures/statistics.ts'
import { type RawImap } from '../instruments/raw-imap.ts'
import { takeTurns, timed } from '../instruments/turns.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const cards = 10_000
const plansCount = 200
/** So many times slower than raw IMAP an export of 80 % of its throughput is. */
const exportRatio = 1 / 0.8

/** What takes room, first and again, what others wait meanwhile, taking mail along, and ten thousand contacts from a file. */
export const storage: Part = {
  name: 'storage',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      const folderId = await visitor.folderId('INBOX')
      const first = await whileAsking(visitor, folderId, () => look(visitor))
      const again = await timed(() => look(visitor))
      await raw.command('EXAMINE INBOX')
      const floor = await timed(() => raw.command('FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])'))
      const exported = await timed(() => takeAlong(visitor, folderId, 'mbox'))
      const asFiles = await timed(() => takeAlong(visitor, folderId, 'eml'))
      const plans = await largeFiles(visitor, raw)
      const brought = await timed(() => bring(visitor))
      return [
        rowOf({ name: 'What takes room, first', value: first.ms, unit: 'ms' }, { atMost: 20_000 }),
        rowOf({ name: 'What takes room, again', value: again, unit: 'ms' }, { atMost: 1_000 }),
        rowOf(
          { name: 'What takes room, first: a window meanwhile, p95', value: percentile(first.waits, 95), unit: 'ms' },
          { atMost: 300 },
        ),
        exportRow('The inbox exported, mbox', exported, floor),
        exportRow('The inbox exported, EML', asFiles, floor),
        exportRow(`${plansCount} messages of 500 KB exported, EML`, plans.app, plans.floor),
        rowOf({ name: '10,000 contacts imported', value: brought, unit: 'ms' }, { atMost: 10_000 }),
      ]
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

const exportRow = (name: string, value: number, floor: number) =>
  rowOf({ name, value, unit: 'ms', floor }, { ratioAtMost: exportRatio })

/** Mailboxes hold few messages of most of their bytes. */
async function largeFiles(visitor: Visitor, raw: RawImap): Promise<{ app: number; floor: number }> {
  const letter = `Subject: Plan\r\n\r\n${`${'x'.repeat(76)}\r\n`.repeat(500_000 / 78)}`
  await raw.command('CREATE Plans')
  for (let at = 0; at < plansCount; at += 1) await raw.append('Plans', letter)
  const folderId = await visitor.folderId('Plans')
  await raw.command('EXAMINE Plans')
  const { app, raw: floor } = await takeTurns(
    3,
    () => takeAlong(visitor, folderId, 'eml'),
    () => raw.command('FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])'),
  )
  return { app: median(app), floor: median(floor) }
}

const look = (visitor: Visitor) => visitor.until('/api/storage/survey', undefined, /"type":"done"/)

async function whileAsking(visitor: Visitor, folderId: string, work: () => Promise<unknown>) {
  const waits: number[] = []
  const end = new AbortController()
  const over = timed(work).finally(() => end.abort())
  // What it fails with is thrown below, after the last window has come.
  over.catch(() => undefined)
  do waits.push(await timed(() => visitor.get(`/api/folders/${folderId}/messages?offset=0&limit=50`)))
  while (!end.signal.aborted)
  return { ms: await over, waits }
}

async function takeAlong(visitor: Visitor, folderId: string, format: 'mbox' | 'eml'): Promise<void> {
  const messages = { folderId, filter: {}, exceptIds: [] }
  const answer = await visitor.post('/api/exports', { messages, format })
  const { id } = JSON.parse(answer.toString()) as ResponseOf<typeof startExport>
  await visitor.drain(`/api/exports/${id}/file`)
}

async function bring(visitor: Visitor): Promise<void> {
  const file = Array.from({ length: cards }, (_, at) =>
    [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `UID:bench-${at}`,
      `FN:Person ${at}`,
      `EMAIL:p${at}@bench.example`,
      'END:VCARD',
      '',
    ].join('\r\n'),
  ).join('')
  const answer = await visitor.upload('/api/contacts/import?preview=false', Buffer.from(file))
  if (!answer.includes(`"added":${cards},`)) throw new Error(`Not all of ${cards} contacts came.`)
}
