import { type CDPSession, type Page } from 'playwright-core'
import { rowOf } from '../figures/row.ts'
import { openInbox, otherMessageShown, pointOfRow, rowsShown, scrollToFraction } from '../instruments/mail-page.ts'
import { untilShown } from '../instruments/screen-clock.ts'
import { type Part } from '../part.ts'

const few = 20
const many = 200
/** Time for the app to fetch the next message, in ms. */
const glanceMs = 150

/** What the page holds on to while a person reads on and on. */
export const memory: Part = {
  name: 'memory',
  async measure({ app, browser, ...stage }) {
    const page = await openInbox({ app, browser, ...stage })
    try {
      const session = await page.context().newCDPSession(page)
      const scrolled = await mostElements(page)
      await openFirst(page)
      await readOn(page, few - 1)
      const afterFew = { bytes: await heapBytes(session), elements: await countElements(page) }
      await readOn(page, many - few)
      const afterMany = { bytes: await heapBytes(session), elements: await countElements(page) }
      const floor = afterFew.bytes / 1_000_000
      const heap = { value: afterMany.bytes / 1_000_000, unit: 'MB', floor } as const
      const elements = { unit: 'elements' } as const
      return [
        rowOf({ name: `Browser heap after ${few} messages`, value: floor, unit: 'MB' }, { atMost: 10 }),
        rowOf({ ...heap, name: `Browser heap after ${many} messages` }, { atMost: 10, ratioAtMost: 1.1 }),
        rowOf(
          { ...elements, name: `Elements after ${many} messages`, value: afterMany.elements, floor: afterFew.elements },
          { atMost: 1_500, ratioAtMost: 1.1 },
        ),
        rowOf({ ...elements, name: 'Elements, most at any scroll position', value: scrolled }, { atMost: 1_500 }),
      ]
    } finally {
      await page.context().close()
    }
  },
}

async function mostElements(page: Page): Promise<number> {
  const counts = [await countElements(page)]
  for (const fraction of [0.1, 0.25, 0.5, 0.75, 0.9, 1, 0]) {
    await untilShown(page, () => page.evaluate(scrollToFraction, fraction), rowsShown())
    counts.push(await countElements(page))
  }
  return Math.max(...counts)
}

async function openFirst(page: Page): Promise<void> {
  const point = await pointOfRow(page, 1)
  if (!point) throw new Error('The first row is not on the screen.')
  await untilShown(page, () => page.mouse.click(point.x, point.y), await otherMessageShown(page))
}

async function readOn(page: Page, messages: number): Promise<void> {
  for (let read = 0; read < messages; read += 1) {
    await page.waitForTimeout(glanceMs)
    await untilShown(page, () => page.keyboard.press('n'), await otherMessageShown(page))
  }
}

/** What the page still needs, after the rest has been thrown away. */
async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

const countElements = (page: Page) => page.evaluate(() => document.querySelectorAll('*').length)
