import { type readJob, type startJob } from '#contract/jobs.ts'
import { type listMessages } from '#contract/messages.ts'
import { type ResponseOf } from '#contract/endpoint.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { percentile } from '../figures/statistics.ts'
import { uidsIn } from '../instruments/imap-commands.ts'
import { type Visitor } from '../instruments/visitor.ts'
import { type Part } from '../part.ts'
import { main } from '../stage.ts'

const many = 5_000
const atOnce = 200

/** Moving thousands of messages, and what other requests of the same session wait meanwhile. */
export const bulk: Part = {
  name: 'bulk',
  async measure(stage) {
    const visitor = await stage.visit(main)
    const raw = await stage.raw(main)
    try {
      const { total } = await listed(visitor, await visitor.folderId('INBOX'), 0, 1)
      const count = Math.min(many, Math.floor(total / 4))
      const { jobMs, waits } = await moveAndAsk(visitor, count)
      await raw.command('SELECT INBOX')
      const oldest = uidsIn(await raw.command(`FETCH 1:${count} (UID)`))
      const began = performance.now()
      await raw.command(`UID MOVE ${oldest[0]}:${oldest.at(-1)} Archive`)
      return rowsOf(count, { jobMs, waits, rawMs: performance.now() - began })
    } finally {
      visitor.close()
      raw.close()
    }
  },
}

function rowsOf(count: number, { jobMs, waits, rawMs }: { jobMs: number; waits: number[]; rawMs: number }): Row[] {
  const name = `Move ${count.toLocaleString('en')}`
  return [
    rowOf({ name: `${name}, to the end`, value: jobMs, unit: 'ms', floor: rawMs }, {}),
    rowOf({ name: `${name}: a window meanwhile, p95`, value: percentile(waits, 95), unit: 'ms' }, { atMost: 300 }),
  ]
}

async function moveAndAsk(visitor: Visitor, count: number): Promise<{ jobMs: number; waits: number[] }> {
  const [inbox, archive] = [await visitor.folderId('INBOX'), await visitor.folderId('Archive')]
  const ids: string[] = []
  for (let offset = 0; offset < count; offset += atOnce)
    ids.push(...(await listed(visitor, inbox, offset, Math.min(atOnce, count - offset))).items.map(({ id }) => id))
  const waits: number[] = []
  const began = performance.now()
  const answer = await visitor.post('/api/jobs', { messages: { ids }, action: { kind: 'move', toFolderId: archive } })
  const { jobId } = JSON.parse(answer.toString()) as ResponseOf<typeof startJob>
  for (;;) {
    const { state, done, failed } = await visitor.json<typeof readJob>(`/api/jobs/${jobId}`)
    if (state === 'done' && failed === 0 && done === count) return { jobMs: performance.now() - began, waits }
    if (state !== 'running') throw new Error(`The job is ${state}: ${done} done, ${failed} refused.`)
    const asked = performance.now()
    await listed(visitor, inbox, 0, 50)
    waits.push(performance.now() - asked)
  }
}

function listed(visitor: Visitor, folder: string, offset: number, limit: number) {
  return visitor.json<typeof listMessages>(`/api/folders/${folder}/messages?offset=${offset}&limit=${limit}`)
}
