import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IdentityProvider, startIdentityProvider } from '#platform/identity-provider/identity-provider.ts'
import { startPlatform, type Platform } from '#platform/platform.ts'
import { type AppPlace, identityProviderId, writeAppConfig } from './app-config.ts'
import { buildClient } from './client-build.ts'
import { freePort } from './free-port.ts'
import { logFolder } from './prepare.mjs'
import { lastLines, type ServerOptions, type ServerProcess, startServer } from './server-process.ts'

export interface AppOptions {
  /** `small`: a few messages each, ready soon; `full`: the demo's mail. */
  seed: 'small' | 'full'
  /** Another build than dist/client, such as one with a fault in it; then nothing is built here. */
  clientDirectory?: string
  /** Other limits than the usual ones. */
  limits?: NonNullable<AppPlace['limits']>
  /** Pictures from any site are taken from this port of loopback. */
  picturePort?: number
  /** Parameters for the Node the server runs in. */
  nodeParameters?: readonly string[]
}

/** A whole app of its own: mail platform, storage, server, built client. Nothing is shared with a running demo. */
export interface AppUnderTest {
  /** `http://localhost:PORT`; stays the same over restarts of the server. */
  url: string
  platform: Platform
  /** Where the people of the platform may sign in as well. */
  identityProvider: IdentityProvider
  /** The file with what the server wrote. */
  serverLog: string
  /** Another number after each restart. */
  serverPid(): Promise<number>
  /** What the server said last, each time it ended without being told to. */
  serverDeaths: readonly string[]
  /** Does nothing while it runs. */
  startServer(): Promise<void>
  stopServer(): Promise<void>
  /** Stop and start; open sessions outlive it, connections do not. */
  restartServer(): Promise<void>
  /** Ends everything and removes its data. May be called again. */
  stop(): Promise<void>
}

/**
 * Starts an app for a runner of tests. When the runner is told to end (SIGINT, SIGTERM) the app ends first.
 * @throws {Error} when a part does not start; then nothing is left running
 */
export async function startAppUnderTest(options: AppOptions): Promise<AppUnderTest> {
  const { seed, clientDirectory } = options
  const directory = mkdtempSync(join(tmpdir(), 'app-'))
  // The mail servers run as other users and must reach their part of it.
  chmodSync(directory, 0o711)
  const parts: { platform?: Promise<Platform>; server?: RestartableServer } = {}
  let isStopping = false
  const stop = once(async () => {
    isStopping = true
    await parts.server?.stop()
    parts.server?.identityProvider.stop()
    await stopStarted(parts.platform)
    rmSync(directory, { recursive: true, force: true })
    forget()
  })
  const forget = whenToldToEnd(stop)
  try {
    parts.platform = startPlatform({ directory: join(directory, 'platform'), ports: 'free', seed })
    const building = clientDirectory === undefined ? buildClient(join(logFolder(), 'client-build.log')) : undefined
    const [started, built] = await Promise.allSettled([parts.platform, building])
    if (started.status === 'rejected') throw started.reason
    const platform = started.value
    if (built.status === 'rejected') throw built.reason
    // Its value may have changed while this waited, which the compiler does not see.
    if (isStopping as boolean) throw new Error('Told to end while the app was starting.')
    const server = (parts.server = await prepareServer(platform, directory, options))
    await server.start()
    return {
      url: server.url,
      platform,
      identityProvider: server.identityProvider,
      serverLog: server.log,
      serverPid: () => server.pid(),
      serverDeaths: server.deaths,
      startServer: () => server.start(),
      stopServer: () => server.stop(),
      restartServer: () => server.stop().then(() => server.start()),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

interface RestartableServer {
  identityProvider: IdentityProvider
  url: string
  log: string
  deaths: readonly string[]
  pid(): Promise<number>
  start(): Promise<void>
  stop(): Promise<void>
}

async function prepareServer(
  platform: Platform,
  directory: string,
  { clientDirectory, limits, picturePort, nodeParameters = [] }: AppOptions,
): Promise<RestartableServer> {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const log = join(directory, 'server.log')
  const home = join(directory, 'server')
  mkdirSync(home, { mode: 0o700 })
  const place = { directory: home, appUrl: url, id: identityProviderId }
  const identityProvider = await startIdentityProvider(platform, { ...place, port: await freePort() })
  const { issuer, clientId, clientSecretFile } = identityProvider
  const configFile = writeAppConfig(platform, {
    identityProvider: { issuer, clientId, clientSecretFile },
    directory: home,
    port,
    ...(clientDirectory !== undefined && { clientDirectory }),
    ...(limits !== undefined && { limits }),
  })
  const server = restartable({
    configFile,
    url,
    logFile: log,
    nodeParameters,
    ...(picturePort !== undefined && { picturePort }),
  })
  return { ...server, identityProvider }
}

function restartable(options: ServerOptions): Omit<RestartableServer, 'identityProvider'> {
  const { url, logFile } = options
  const deaths: string[] = []
  let running: Promise<ServerProcess> | undefined
  const forget = (ended: Promise<ServerProcess>) => {
    if (running === ended) running = undefined
  }
  /** So that the next start is one, and whoever tests is told. */
  const noteDeath = (started: Promise<ServerProcess>, code: number) => {
    if (running === started) deaths.push(`It ended with code ${code}, having said:\n${lastLines(logFile)}`)
    forget(started)
  }
  return {
    url,
    log: logFile,
    deaths,
    async pid() {
      if (!running) throw new Error('The server does not run.')
      return (await running).pid
    },
    async start() {
      if (running) {
        await running
        return
      }
      const starting = (running = startServer(options))
      const { ended } = await starting.catch((error: unknown) => {
        forget(starting)
        throw error
      })
      void ended.then((code) => noteDeath(starting, code))
    },
    async stop() {
      const stopping = running
      running = undefined
      await stopStarted(stopping)
    },
  }
}

/** Stops what has started. What is still starting cannot be stopped half-way; what could not start ended by itself. */
function stopStarted(part: Promise<{ stop(): Promise<void> }> | undefined): Promise<void> | undefined {
  return part?.then(
    (started) => started.stop(),
    () => undefined,
  )
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}

/** Ends the process after `work` when a signal asks for it. Gives what takes that promise back. */
function whenToldToEnd(work: () => Promise<void>): () => void {
  const end = () => void work().finally(() => process.exit(130))
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  return () => {
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
  }
}
