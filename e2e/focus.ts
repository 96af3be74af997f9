import { type Locator, type Page } from 'playwright-core'
import { eventually } from './eventually.ts'

/** Waits until the element has the focus; otherwise says what has. */
export async function hasFocus(page: Page, target: Locator, withinMs = 5000): Promise<void> {
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
