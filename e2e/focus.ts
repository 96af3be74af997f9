import { type Locator, type Page } from 'playwright-core'
import { eventually, patienceMs } from './eventually.ts'

/** Waits until the element has the focus; otherwise says what has. */
export async function hasFocus(page: Page, target: Locator, withinMs = patienceMs): Promise<void> {
  const isThere = async () => (await target.and(page.locator(':focus')).count()) > 0
  await eventually(`focus on ${target.toString()}`, isThere, { withinMs }).catch(async (error: unknown) => {
    throw new Error(`The focus is not on ${target.toString()} but on ${await focusedName(page)}`, { cause: error })
  })
}

/** Chromium's own idea of an element (switched on in chromium.ts). */
interface Named extends Element {
  computedName?: string
  computedRole?: string
}

/** What has the focus, as a reader would name it. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element: Named | null = document.activeElement
    return element ? `${element.computedRole ?? element.localName} "${element.computedName ?? ''}"` : 'nothing'
  })
}

/** What both live regions of the page hold now. */
export function announced(page: Page): Promise<string> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[aria-live]')]
      .map((region) => region.textContent.trim())
      .filter(Boolean)
      .join(' | '),
  )
}

/**
 * Gathers from now on what the live regions of the page hold, for where something else may be said right after; what it gives back
 * tells whether a text was among it.
 */
export async function listens(page: Page): Promise<(text: string) => Promise<boolean>> {
  const heard = await page.evaluateHandle(() => {
    const texts: string[] = []
    const note = () => {
      for (const region of document.querySelectorAll('[aria-live]')) texts.push(region.textContent)
    }
    new MutationObserver(note).observe(document.body, { childList: true, characterData: true, subtree: true })
    return texts
  })
  return (text) => heard.evaluate((texts, wanted) => texts.some((one) => one.includes(wanted)), text)
}
