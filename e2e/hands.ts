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

/** Roles with one Tab stop for many things, and the keys that go on and back through them. */
const arrowKeys: Record<string, { on: string; back: string }> = {
  listbox: { on: 'ArrowDown', back: 'ArrowUp' },
  tree: { on: 'ArrowDown', back: 'ArrowUp' },
  menu: { on: 'ArrowDown', back: 'ArrowUp' },
  radiogroup: { on: 'ArrowDown', back: 'ArrowUp' },
  // One row that goes round: on is enough, whichever way it is read.
  toolbar: { on: 'ArrowRight', back: 'ArrowRight' },
}

/** Moves the focus to the target by Tab and arrows; fails when no number of presses gets there. */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' })
  for (let presses = 0; presses < mostPresses; presses += 1) {
    const { group, way } = await target.evaluate(whereIsFocus)
    if (way === 'there') return
    await page.keyboard.press(way === 'outside' ? 'Tab' : (arrowKeys[group]?.[way] ?? 'Tab'))
  }
  throw new Error(`The keyboard does not reach ${target.toString()}`)
}

interface FocusPlace {
  /** The role of the group that the target is in; empty where it is in none. */
  group: string
  /** At the target, outside its group, or at another member: then the target is further on, or back. */
  way: 'there' | 'outside' | 'on' | 'back'
}

/** Runs in the page. */
function whereIsFocus(target: Element): FocusPlace {
  const active = document.activeElement
  const element = target.closest(
    '[role="listbox"], [role="tree"], [role="menu"], [role="radiogroup"], [role="toolbar"]',
  )
  const group = element?.getAttribute('role') ?? ''
  if (active === target) return { group, way: 'there' }
  if (!element?.contains(active) || active === element) return { group, way: 'outside' }
  const isBack = (target.compareDocumentPosition(active as Node) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
  return { group, way: isBack ? 'back' : 'on' }
}
