import { type Page } from 'playwright-core'

/**
 * The copies of drafts in the browser, which nobody can read, once they hold all that was typed: a change may exist on the screen
 * alone for half a second, so that a copy that has not changed for longer is whole.
 */
export async function copiesAtRest(page: Page): Promise<string> {
  const found = await page.waitForFunction(
    (restMs) => {
      const now = JSON.stringify(Object.entries(localStorage))
      const seen = window as { copies?: { text: string; sinceMs: number } }
      if (seen.copies?.text !== now) seen.copies = { text: now, sinceMs: performance.now() }
      const isThere = now.includes('curbcut.draft.')
      return isThere && performance.now() - seen.copies.sinceMs > restMs && now
    },
    1_000,
    { polling: 100 },
  )
  return String(await found.jsonValue())
}
