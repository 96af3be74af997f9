// `node bench/list-cpu.ts`: what one request for 50 rows costs the server in CPU time, by the kernel's accounting, against the
// real mail platform. `--profile FOLDER` also writes a CPU profile of the server there.
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { MessageWindow } from '#contract/messages.ts'
import { startPlatform } from '#platform/platform.ts'
import { writeAppConfig } from '../scripts/app-config.ts'
import { freePort } from '../scripts/free-port.ts'
import { startServer } from '../scripts/server-process.ts'

const goalMs = 2
const requests = 400
const windowRows = 50
/** The kernel counts in hundredths of a second (`getconf CLK_TCK`). */
const tickMs = 10

const { values } = parseArgs({ options: { profile: { type: 'string' } } })
if (values.profile) process.env.NODE_OPTIONS = `--cpu-prof --cpu-prof-dir=${values.profile}`
const directory = mkdtempSync(join(tmpdir(), 'bench-'))
const platform = await startPlatform({ directory: join(directory, 'platform'), ports: 'free', seed: 'full' })
try {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const home = join(directory, 'server')
  mkdirSync(home)
  const configFile = writeAppConfig(platform, { directory: home, port })
  appendFileSync(configFile, 'limits: { readPerMinute: 100000 }\n')
  const server = await startServer({ configFile, url, logFile: join(directory, 'server.log') })
  try {
    const cookie = await signIn(url)
    const get = (path: string) => fetch(`${url}${path}`, { headers: { cookie, 'x-curbcut': '1' } })
    const { inbox } = (await (await get('/api/start')).json()) as { inbox: MessageWindow }
    const { folderId, total } = inbox
    const ask = async (offset: number) => {
      const answer = await get(`/api/folders/${folderId}/messages?offset=${offset}&limit=${windowRows}`)
      await answer.text()
      return answer
    }
    const offsets = Array.from({ length: Math.floor(total / windowRows) }, (_, index) => index * windowRows).slice(1)
    const fresh = await cpuPerRequest(server.pid, offsets, ask)
    console.log(`rows never seen before: ${fresh.toFixed(2)} ms of CPU a request (${offsets.length} requests)`)
    const again = Array.from({ length: requests }, (_, index) => (index % (offsets.length + 1)) * windowRows)
    await cpuPerRequest(server.pid, again, ask)
    const seen = await cpuPerRequest(server.pid, again, ask)
    console.log(
      `rows seen before: ${seen.toFixed(2)} ms of CPU a request (${requests} requests; goal: at most ${goalMs})`,
    )
  } finally {
    await server.stop()
  }
} finally {
  await platform.stop()
  rmSync(directory, { recursive: true, force: true })
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-curbcut': '1', origin: url },
    body: JSON.stringify({ name: 'ada', password: 'ada-demo-pass' }),
  })
  if (!answer.ok) throw new Error(`Signing in was answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** User and system time of the process over the requests, divided by their number. */
async function cpuPerRequest(
  pid: number,
  offsets: readonly number[],
  ask: (offset: number) => Promise<{ status: number }>,
) {
  const before = cpuMs(pid)
  for (const offset of offsets) {
    const { status } = await ask(offset)
    if (status !== 200) throw new Error(`Answered ${status}`)
  }
  return (cpuMs(pid) - before) / offsets.length
}

/** proc(5), fields 14 and 15 of `stat`, counted after the name, which may contain blanks. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tickMs
}
