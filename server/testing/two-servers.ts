import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import {
  createServer as createHttpServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { join } from 'node:path'
import { inject, vi } from 'vitest'
import { stringify } from 'yaml'
import type { Platform } from '#platform/platform.ts'
import type { ConfigFile } from '../config.ts'
import { bounds } from '../server.ts'
import { freePort } from './free-port.ts'

const main = join(import.meta.dirname, '../main.ts')
const limits = { readPerMinute: 100_000, writePerMinute: 100_000, sendPerMinute: 10_000, signInPerMinute: 10_000 }

interface OneServer {
  port: number
  process: ChildProcess
  ended: Promise<unknown>
  isUp: boolean
}

/** Two server processes that share a PostgreSQL and a folder, behind a proxy that gives each request to the next of them. */
export class TwoServers {
  readonly url: string
  readonly #proxy: Server
  readonly #servers: OneServer[]
  #turn = 0

  private constructor(url: string, proxy: Server, servers: OneServer[]) {
    this.url = url
    this.#proxy = proxy
    this.#servers = servers
    proxy.on('request', (asked: IncomingMessage, answer: ServerResponse) => this.#pass(asked, answer))
  }

  static async start(platform: Platform, directory: string): Promise<TwoServers> {
    const proxy = createHttpServer(bounds).listen(0, '127.0.0.1')
    await once(proxy, 'listening')
    const url = `http://localhost:${(proxy.address() as AddressInfo).port}`
    const servers = await Promise.all([0, 1].map((number) => startServer(platform, url, directory, number)))
    return new TwoServers(url, proxy, servers)
  }

  /** Ends one without a warning, and whatever it was in the middle of. */
  async kill(): Promise<void> {
    const [server] = this.#servers
    server?.process.kill('SIGKILL')
    await server?.ended
  }

  async stop(): Promise<void> {
    this.#proxy.closeAllConnections()
    this.#proxy.close()
    for (const { process } of this.#servers) process.kill('SIGKILL')
    await Promise.all(this.#servers.map(({ ended }) => ended))
  }

  /** One that takes no connection, or broke one off, is passed over from then on; what broke off is the browser's to ask again. */
  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    this.#turn += 1
    const up = this.#servers.filter(({ isUp }) => isUp)
    const server = up[this.#turn % up.length]
    if (!server) {
      answer.destroy()
      return
    }
    const { port } = server
    const { method, headers } = asked
    const passed = request({ host: '127.0.0.1', port, method, path: asked.url, headers, agent: false })
    passed.once('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.once('error', () => answer.destroy())
      response.pipe(answer)
    })
    passed.once('error', (error: NodeJS.ErrnoException) => {
      server.isUp = false
      if (error.code === 'ECONNREFUSED') this.#pass(asked, answer)
      else answer.destroy()
    })
    passed.once('socket', (socket) => {
      socket.once('connect', () => asked.pipe(passed))
    })
  }
}

async function startServer(platform: Platform, publicUrl: string, shared: string, number: number): Promise<OneServer> {
  const own = join(shared, `server-${number}`)
  mkdirSync(own)
  const { host, ports, caFile, tokens, directoryAccess } = platform
  const postgres = inject('postgres')
  if (!postgres) throw new Error('There is no PostgreSQL in this run')
  const port = await freePort()
  const config: ConfigFile = {
    ...{ organisation: 'Department of Public Works', http: { port, publicUrl }, limits },
    storage: { directory: join(shared, 'storage'), postgres: { ...postgres, schema: 'two_servers' } },
    mail: {
      imap: { host, port: ports.imaps, caFile },
      submission: { host, port: ports.submission, caFile },
      tokens,
    },
    directory: { host, port: ports.ldaps, caFile, ...directoryAccess },
  }
  const file = join(own, 'config.yaml')
  writeFileSync(file, stringify(config), { mode: 0o600 })
  const child = spawn(process.execPath, [main, '--config', file], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
  await vi.waitFor(
    () => {
      if (!output.includes('ready at')) throw new Error(`The server is not ready: ${output}`)
    },
    { timeout: 30_000 },
  )
  return { port, process: child, ended: once(child, 'close'), isUp: true }
}
