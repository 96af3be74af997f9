import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server, type ServerOptions } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createApp, type Adapters } from './app.ts'
import type { Config } from './config.ts'
import { openAdapters } from './adapters.ts'
import { errorFields } from './observability/logger.ts'

export interface RunningServer {
  /** The address people open, from the configuration. */
  url: string
  port: number
  /** Stops taking requests, lets sends finish (at most 30 s), then ends streams and connections. */
  stop(): Promise<void>
  /** Notes a failure nobody waited for. It harms one person's connection at most, so the server goes on. */
  noteStray(error: unknown): void
}

const stopWithinMs = 30_000

/** Bounds against slow and oversized requests (security.md 57), with `bodyDeadline`; Node itself refuses ambiguous framing. */
export const bounds: ServerOptions = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  // As long as a large file over a slow line takes.
  requestTimeout: 60 * 60_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000,
}

/** Starts the server; `adapters` are the real ones unless a test brings its own. */
export async function startServer(config: Config, adapters?: Adapters): Promise<RunningServer> {
  const opened = adapters ?? (await openAdapters(config))
  const app = createApp(config, opened)
  const { tls, host, port } = config.http
  const server: Server = tls
    ? createHttpsServer(
        {
          ...bounds,
          cert: readFileSync(tls.certificateFile),
          key: readFileSync(tls.keyFile),
          minVersion: 'TLSv1.2',
        },
        app.express,
      )
    : createHttpServer(bounds, app.express)
  await listen(server, host, port)
  const listening = (server.address() as AddressInfo).port
  opened.logger.info('listening', { port: listening })
  return {
    url: config.http.publicUrl,
    noteStray: (error) => opened.logger.error('stray-failure', errorFields(error)),
    port: listening,
    async stop() {
      const drained = new Promise<void>((resolve) => server.close(() => resolve()))
      app.live.endStreams()
      server.closeIdleConnections()
      await Promise.race([Promise.all([drained, app.outboxClock.stop()]), pause(stopWithinMs)])
      server.closeAllConnections()
      await app.close()
      opened.logger.info('stopped')
      opened.logger.flush()
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref())
