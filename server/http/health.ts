import express, { type Router } from 'express'

/** One thing the server needs: named for the operator, resolving when it answers. */
export interface Probe {
  name: string
  check: () => Promise<void>
}

const probeTimeoutMs = 5_000
/** Load balancers may ask often; the servers behind are asked at most this often. */
const keptForMs = 2_000

/** `/health/live`: the process runs. `/health/ready`: every server it needs answers over verified TLS; else 503 and which not. */
export function healthRoutes(probes: readonly Probe[]): Router {
  const router = express.Router()
  let last: { atMs: number; result: Promise<Record<string, boolean>> } | null = null
  const results = () => {
    if (!last || Date.now() - last.atMs > keptForMs) last = { atMs: Date.now(), result: runProbes(probes) }
    return last.result
  }
  router.get('/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ live: true })
  })
  router.get('/ready', async (_request, response) => {
    const checks = await results()
    const ready = Object.values(checks).every(Boolean)
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ ready, checks })
  })
  return router
}

async function runProbes(probes: readonly Probe[]): Promise<Record<string, boolean>> {
  const entries = probes.map(async ({ name, check }) => {
    const answered = await withinTime(check()).then(
      () => true,
      () => false,
    )
    return [name, answered] as const
  })
  return Object.fromEntries(await Promise.all(entries))
}

function withinTime(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No answer in time')), probeTimeoutMs)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
