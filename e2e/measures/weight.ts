import { gzipSync } from 'node:zlib'
import { type Browser, type Response } from 'playwright-core'
import { type AppUnderTest } from '../../scripts/app-under-test.ts'
import { freshPage } from '../chromium.ts'
import { keyboard } from '../hands.ts'
import { signedIn } from '../people.ts'

/** What a browser that has never been here fetches from the address to the inbox. */
export interface Weight {
  requests: number
  /** All bytes on the wire, headers too. */
  bytes: number
  /** The scripts, compressed with gzip whatever the server used. */
  scriptGzipBytes: number
  files: { path: string; bytes: number }[]
}

/** What the first issue promises. */
export const mostWeight = { requests: 10, bytes: 200_000, scriptGzipBytes: 120_000 } as const

/** Signs in with an empty cache and weighs what came. The stream of live events counts as a request; its news do not. */
export async function weigh(app: AppUnderTest, browser: Browser): Promise<Weight> {
  const page = await freshPage(browser)
  try {
    const responses: Response[] = []
    page.on('response', (response) => responses.push(response))
    await signedIn(app, page, keyboard(page), 'ada')
    await page.evaluate(() => document.fonts.ready.then(() => undefined))
    const seen = [...responses]
    const files = (await Promise.all(seen.map(fileOf))).filter(({ bytes }) => bytes > 0)
    const scripts = await Promise.all(seen.filter(isScript).map((response) => response.body()))
    return {
      requests: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      scriptGzipBytes: scripts.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0),
      files,
    }
  } finally {
    await page.context().close()
  }
}

const isScript = (response: Response) => (response.headers()['content-type'] ?? '').includes('javascript')

async function fileOf(response: Response): Promise<{ path: string; bytes: number }> {
  const path = `${response.request().method()} ${new URL(response.url()).pathname}`
  // A stream that does not end has no size yet; asking for it would wait for ever.
  if ((response.headers()['content-type'] ?? '').includes('event-stream')) return { path, bytes: 1 }
  await response.finished()
  // What came out of the browser's own cache has no bytes and was no request.
  const { responseBodySize, responseHeadersSize } = await response.request().sizes()
  return { path, bytes: responseBodySize + responseHeadersSize }
}
