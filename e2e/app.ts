import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser } from 'playwright-core'
import { type AppUnderTest, startAppUnderTest } from '../scripts/app-under-test.ts'
import { type PictureSite, startPictureSite } from '#platform/picture-site.ts'
import { launchChromium } from './chromium.ts'

/** What all tests of one run share: the real server on the real mail platform, and one browser. */
export interface Running {
  app: AppUnderTest
  /** Stands for every site that mail takes pictures from. */
  pictures: PictureSite
  browser: Browser
}

let running: Promise<Running> | null = null

/** Another build of the client than the one of this checkout, for trying a change on it. */
const clientDirectory = process.env.CURBCUT_CLIENT

async function startBoth(isForProbes: boolean): Promise<Running> {
  const pictures = await startPictureSite({ '/gone.png': (_, response) => void response.writeHead(404).end() })
  const options = {
    seed: 'small',
    picturePort: pictures.port,
    ...(clientDirectory !== undefined && { clientDirectory }),
  } as const
  const [app, browser] = await Promise.all([startAppUnderTest(options), launchChromium({ isForProbes })])
  return { app, browser, pictures }
}

/**
 * Started by the first who asks; a browser that has crashed is replaced.
 * @param isForProbes the browser keeps its tree of names and roles, for probes that ask for it
 */
export async function runningApp({ isForProbes = false } = {}): Promise<Running> {
  const { app, browser, pictures } = await (running ??= startBoth(isForProbes))
  if (browser.isConnected()) return { app, browser, pictures }
  running = launchChromium({ isForProbes }).then((another) => ({ app, browser: another, pictures }))
  return running
}

/** Ends what `runningApp` started, and only that. */
export async function stopRunningApp(): Promise<void> {
  if (!running) return
  const started = await running.catch(() => null)
  running = null
  if (!started) return
  await started.browser.close()
  await started.app.stop()
  started.pictures.stop()
}

/** Where pictures and pages of failures go. */
export function resultsFolder(name: string): string {
  const folder = join(import.meta.dirname, '../var/test-results', name)
  mkdirSync(folder, { recursive: true })
  return folder
}
