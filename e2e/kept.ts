import { type Page } from 'playwright-core'

/** Does something whose effect is on the screen at once, and waits until the server has it, too: for what comes after loading the page again. */
export async function kept(page: Page, path: RegExp, change: () => Promise<unknown>): Promise<void> {
  const answer = page.waitForResponse((response) => {
    return response.request().method() !== 'GET' && path.test(new URL(response.url()).pathname)
  })
  await change()
  await answer
}
