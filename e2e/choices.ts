import { type Page } from 'playwright-core'

/**
 * What the person of this page has chosen before the page is opened, by the names in `client/accessibility/preferences.ts`. What
 * they choose there later stays.
 */
export async function hasChosen(page: Page, choices: Record<string, unknown>): Promise<void> {
  await page.addInitScript((chosen) => {
    // Frames of mail, and a page that is not there yet, have no storage.
    if (self !== top || !location.protocol.startsWith('http')) return
    const key = 'curbcut.preferences'
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as object
    localStorage.setItem(key, JSON.stringify({ ...chosen, ...kept }))
  }, choices)
}
