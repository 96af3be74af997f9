import { type Locator, type Page } from 'playwright-core'

/** The two ways through the app. Each journey is walked with both. */
export interface Hands {
  kind: 'keyboard' | 'mouse'
  /** Presses a button, link, row or menu item. */
  press(target: Locator): Promise<void>
  /** Goes to a control without pressing it. */
  reach(target: Locator): Promise<void>
  /** Puts text into a field, replacing what it holds. */
  write(target: Locator, text: string): Promise<void>
}

export function mouse(): Hands {
  return {
    kind: 'mouse',
    press: (target) => target.click(),
    reach: (target) => target.focus(),
    async write(target, text) {
      await target.click()
      await target.fill(text)
    },
  }
}

/** Nothing but keys: Tab to get there, arrows inside what is one Tab stop, Enter to press. */
export function keyboard(page: Page): Hands {
  return {
    kind: 'keyboard',
    reach: (target) => reach(page, target),
    async press(target) {
      await reach(page, target)
      await page.keyboard.press('Enter')
    },
    async write(target, text) {
      await reach(page, target)
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
  }
}

/** More stops than any page of the app has. */
const mostPresses = 120

/** Roles with one Tab stop for many things, and the keys that go through them. */
const arrowKeys: Record<string, string[]> = {
  listbox: ['ArrowDown'],
  tree: ['ArrowDown'],
  menu: ['ArrowDown'],
  radiogroup: ['ArrowDown'],
  toolbar: ['ArrowRight'],
}

/** Moves the focus to the target by Tab and arrows; fails when no number of presses gets there. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  for (let presses = 0; presses < mostPresses; presses += 1) {
    const where = await target.evaluate(whereIsFocus)
    if (where === 'there') return
    const keys = where === 'outside' ? undefined : arrowKeys[where]
    await page.keyboard.press(keys?.[0] ?? 'Tab')
  }
  throw new Error(`The keyboard does not reach ${target.toString()}`)
}

/** Runs in the page: at the target, outside its group, or in the group (named by its role) but at another member. */
function whereIsFocus(target: Element): string {
  const active = document.activeElement
  if (active === target) return 'there'
  const group = target.closest('[role="listbox"], [role="tree"], [role="menu"], [role="radiogroup"], [role="toolbar"]')
  return group?.contains(active) === true && active !== group ? (group.getAttribute('role') ?? 'outside') : 'outside'
}
