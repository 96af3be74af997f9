import { type Page } from 'playwright-core'
import { type Row, rowOf } from '../figures/row.ts'
import { median, percentile } from '../figures/statistics.ts'
import { existsIn, fetchWindow, inboxCounts } from '../instruments/imap-commands.ts'
import { openInbox, rowsShown, scrollToFraction } from '../instruments/mail-page.ts'
import { sight, untilShown } from '../instruments/screen-clock.ts'
import { timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const jumps = 9
const ends = 5
const keyPresses = 100
const marks = 10

/** Going through the big inbox on the screen. */
export const listScreen: Part = {
  name: 'list',
  async measure(stage) {
    const page = await openInbox(stage)
    try {
      return [...(await measureJumps(stage, page)), await measureKeys(page), await measureMarks(page)]
    } finally {
      await page.context().close()
    }
  },
}

async function measureJumps(stage: Stage, page: Page): Promise<Row[]> {
  const raw = await stage.raw(main)
  const total = existsIn(await raw.command('SELECT INBOX'))
  const [middle, end, floor]: number[][] = [[], [], []]
  try {
    for (let jump = 0; jump < jumps; jump += 1) {
      // Around the middle, and each time where nobody has been yet.
      const fraction = 0.3 + (0.4 * (jump + 0.5)) / jumps
      const place = Math.round(fraction * total)
      middle?.push(
        await untilShown(page, () => page.evaluate(scrollToFraction, fraction), rowsShown(place - 200, place + 200)),
      )
      floor?.push(await timed(() => raw.command(inboxCounts, fetchWindow(total, place, 50))))
    }
    for (let jump = 0; jump < ends; jump += 1) {
      const fresh = await openInbox(stage)
      await fresh.locator('#message-list [role="option"][tabindex="0"]').focus()
      end?.push(await untilShown(fresh, () => fresh.keyboard.press('End'), rowsShown(total - 100, total + 100)))
      await fresh.context().close()
    }
  } finally {
    raw.close()
  }
  const row = (name: string, times: number[] | undefined) =>
    rowOf({ name, value: median(times ?? []), unit: 'ms', floor: median(floor ?? []) }, { atMost: 60 })
  return [row('Jump to the middle, painted', middle), row('End key, painted', end)]
}

async function measureKeys(page: Page): Promise<Row> {
  await page.evaluate(scrollToFraction, 0)
  await page.locator('#message-list [role="option"][tabindex="0"]').focus()
  const times: number[] = []
  for (let press = 0; press < keyPresses; press += 1) {
    const place = await page.evaluate(() => Number(document.activeElement?.getAttribute('aria-posinset')))
    times.push(
      await untilShown(page, () => page.keyboard.press('ArrowDown'), sight('the next row', hasFocus, place + 1)),
    )
  }
  const value = percentile(times, 95)
  return rowOf({ name: 'Key press to focus on the next row, p95', value, unit: 'ms' }, { atMost: 33 })
}

/** Runs in the page. */
function hasFocus(place: number): boolean {
  return document.activeElement?.getAttribute('aria-posinset') === String(place)
}

async function measureMarks(page: Page): Promise<Row> {
  await page.keyboard.press('Home')
  for (let row = 1; row < 50; row += 1) await page.keyboard.press('Shift+ArrowDown')
  const times: number[] = []
  let before = await rowsInView(page)
  for (let mark = 0; mark < marks; mark += 1) {
    times.push(await untilShown(page, () => page.keyboard.press('s'), sight('marked rows', haveChanged, before)))
    before = await rowsInView(page)
    // What the server says to it must not come into the next round.
    await page.waitForTimeout(300)
  }
  return rowOf({ name: 'Mark 50 on the screen', value: median(times), unit: 'ms' }, { atMost: 33 })
}

/** What the selected rows in view say, one text for each. */
function rowsInView(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('#message-list [aria-selected="true"]')].slice(-5).map((row) => row.textContent),
  )
}

/** Runs in the page: every row says something else than before. */
function haveChanged(before: string[]): boolean {
  const now = [...document.querySelectorAll('#message-list [aria-selected="true"]')].slice(-5)
  return now.length > 0 && now.every((row, index) => row.textContent !== before[index])
}
