import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { type AppPlace, writeAppConfig } from '../scripts/app-config.ts'
import { freePort } from '../scripts/free-port.ts'
import { startServer } from '../scripts/server-process.ts'
import { freshPage } from './chromium.ts'
import { type Scene } from './journey.ts'

interface Settings extends Pick<AppPlace, 'secondStep' | 'passkeyIsEnough' | 'addressApprovers'> {
  /** The name of a second host for downloads; `files.localhost` is this machine to a browser. */
  filesHost?: string
  /** Stands between the browser and the server, whose port it is told, and says at which port. */
  between?: (port: number) => Promise<number>
}

/** A page of a server beside the usual one, with a storage and rules of its own, so that nobody else is asked for codes. */
export async function withServerBeside(
  scene: Scene,
  { filesHost, between, ...settings }: Settings,
  walk: (page: Page, url: string) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'second-step-'))
  const port = await freePort()
  const publicPort = (await between?.(port)) ?? port
  const ends: (() => Promise<void>)[] = []
  try {
    const home = join(directory, 'server')
    mkdirSync(home, { mode: 0o700 })
    const files = filesHost === undefined ? {} : { filesUrl: `http://${filesHost}:${publicPort}` }
    const configFile = writeAppConfig(scene.app.platform, { directory: home, port, publicPort, ...settings, ...files })
    const server = await startServer({
      configFile,
      url: `http://localhost:${port}`,
      logFile: join(directory, 'server.log'),
    })
    ends.push(() => server.stop())
    const page = await freshPage(scene.page.context().browser()!)
    ends.push(() => page.context().close())
    await walk(page, `http://localhost:${publicPort}`)
  } finally {
    for (const end of ends.reverse()) await end()
    rmSync(directory, { recursive: true })
  }
}
