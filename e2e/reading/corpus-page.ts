import { join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { closePage, freshPage } from '../chromium.ts'
import { serveFolder } from '../static-server.ts'

const root = join(import.meta.dirname, '../..')

/** A message of the corpus as it was sent, and as the frame shows it rebuilt. */
export interface ShownMessage {
  name: string
  outline: readonly string[]
  before: string
  after: string
}

/** The page with the corpus; `stop` closes it. */
export interface CorpusPage {
  page: Page
  stop: () => Promise<void>
}

/** Builds the page that makes the corpus into documents, and opens it. */
export async function openCorpusPage(browser: Browser): Promise<CorpusPage> {
  const output = join(root, 'dist/reading')
  await build({
    root: join(root, 'client'),
    configFile: join(root, 'client/vite.config.ts'),
    mode: 'gallery',
    logLevel: 'error',
    build: { outDir: output, rolldownOptions: { input: join(root, 'client/gallery/reading/reading.html') } },
  })
  const served = await serveFolder(output)
  const page = await freshPage(browser)
  await page.goto(`${served.url}/gallery/reading/reading.html`)
  await page.waitForFunction(() => 'readingCorpus' in globalThis)
  const stop = async () => {
    await closePage(page)
    await served.stop()
  }
  return { page, stop }
}

export async function corpusIn(page: Page): Promise<ShownMessage[]> {
  return page.evaluate(() => (globalThis as unknown as { readingCorpus: () => ShownMessage[] }).readingCorpus())
}
