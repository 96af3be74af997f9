import { type Page, type Request } from 'playwright-core'
import { settle } from '../renderings.ts'

const printable = 'abcdefghijklmnopqrstuvwxyz!#./?0189'.split('')

/**
 * Presses every character that could be a shortcut while single keys are off and nothing has the focus. Nothing may happen
 * (WCAG 2.1.4): no other address, no dialog, no change on the server, nothing said. Gives what happened.
 */
export async function pressCharacters(page: Page): Promise<string[]> {
  const changes: string[] = []
  const onRequest = (request: Request) => {
    if (request.method() !== 'GET') changes.push(`${request.method()} ${new URL(request.url()).pathname}`)
  }
  page.on('request', onRequest)
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  })
  await settle(page)
  const before = await snapshot(page)
  await Promise.all(printable.map((key) => page.keyboard.press(key)))
  const after = await snapshot(page)
  page.off('request', onRequest)
  const differs = (Object.keys(before) as (keyof typeof before)[]).filter((part) => before[part] !== after[part])
  return [...changes, ...differs.map((part) => `${part} was ${before[part]}, is ${after[part]}`)]
}

function snapshot(page: Page) {
  return page.evaluate(() => ({
    address: location.href,
    // Those that are seen: a menu left by the walk before stays a moment longer, out of sight.
    dialogs: [...document.querySelectorAll('[role="dialog"], dialog[open], [role="menu"]')].filter((element) =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    ).length,
    // Not their rows: mail may come in meanwhile.
    lists: document.querySelectorAll('[role="listbox"], [role="tree"]').length,
    selected: document.querySelectorAll('[aria-selected="true"], [aria-pressed="true"], :checked').length,
    heading: document.querySelector('h1')?.textContent ?? '',
  }))
}
