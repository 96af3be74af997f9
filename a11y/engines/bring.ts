import { type Page } from 'playwright-core'

/**
 * Brings an engine into the page, where it is known by this name. By the protocol of the browser: `page.evaluate` compiles
 * what it is given twice, and these are large.
 */
export async function bring(page: Page, name: string, source: string): Promise<void> {
  if (await page.evaluate((key) => key in globalThis, name)) return
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: source })
  await session.detach()
}
