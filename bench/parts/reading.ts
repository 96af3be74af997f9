import { type Page } from 'playwright-core'
import { openCorpusPage } from '#e2e/reading/corpus-page.ts'
import { type Row, rowOf } from '../figures/row.ts'
import { median, percentile } from '../figures/statistics.ts'
import { fetchWindow, existsIn, uidsIn } from '../instruments/imap-commands.ts'
import { openInbox, otherMessageShown, pointOfRow, scrollTo } from '../instruments/mail-page.ts'
import { untilShown } from '../instruments/screen-clock.ts'
import { timed } from '../instruments/turns.ts'
import { type Part } from '../part.ts'
import { main, type Stage } from '../stage.ts'

const messages = 11
/** Messages that were fetched ahead; enough that one in twenty means something. */
const nextMessages = 40
const frameMs = 1_000 / 60
/** Long enough to glance at a message, and for the app to fetch the next one. */
const glanceMs = 700

/** Opening messages of the big inbox on the screen. */
export const reading: Part = {
  name: 'reading',
  async measure(stage) {
    const page = await openInbox(stage)
    try {
      const floor = await measureFloor(stage)
      return [await measureFresh(page, floor), ...(await measureNext(page, floor)), await measureRebuilding(stage)]
    } finally {
      await page.context().close()
    }
  },
}

/** Presses rows far from each other, so that none has been fetched ahead. The first brings the code for reading along. */
async function measureFresh(page: Page, floor: number): Promise<Row> {
  const times: number[] = []
  for (let number = 0; number <= messages; number += 1) {
    const place = 20 + number * 25
    await scrollTo(page, place)
    const point = await pointOfRow(page, place)
    if (!point) throw new Error(`Row ${place} is not on the screen.`)
    const ms = await untilShown(page, () => page.mouse.click(point.x, point.y), await otherMessageShown(page))
    if (number > 0) times.push(ms)
    await page.waitForTimeout(glanceMs)
  }
  // What raw IMAP needs for the same parts, and three frames.
  const atMost = Math.round(floor + 3 * frameMs)
  return rowOf({ name: 'Open a message, fresh', value: median(times), unit: 'ms', floor }, { atMost })
}

async function measureNext(page: Page, floor: number): Promise<Row[]> {
  const times: number[] = []
  for (let number = 0; number < nextMessages; number += 1) {
    times.push(await untilShown(page, () => page.keyboard.press('n'), await otherMessageShown(page)))
    await page.waitForTimeout(glanceMs)
  }
  return [
    rowOf({ name: 'Next message', value: median(times), unit: 'ms', floor }, { atMost: 33 }),
    rowOf({ name: 'Next message, p95', value: percentile(times, 95), unit: 'ms', floor }, { atMost: 33 }),
  ]
}

/** A large newsletter, cleaned already, rebuilt on the main thread in steps. The first few times the engine is still getting to know the code. */
async function measureRebuilding({ browser }: Stage): Promise<Row> {
  const { page, stop } = await openCorpusPage(browser)
  try {
    const times: number[] = []
    for (let number = 0; number < messages; number += 1) {
      times.push(
        await page.evaluate((kilobytes) => {
          interface Corpus {
            largeNewsletter: (size: number) => { longestMs: number }
          }
          return (globalThis as unknown as Corpus).largeNewsletter(kilobytes).longestMs
        }, 300),
      )
    }
    return rowOf(
      { name: 'Reading view of a newsletter of 300 KB, longest task', value: median(times), unit: 'ms' },
      { atMost: 60 },
    )
  } finally {
    await stop()
  }
}

/** One message as IMAP gives it, its text and what stands above. */
async function measureFloor(stage: Stage): Promise<number> {
  const raw = await stage.raw(main)
  const total = existsIn(await raw.command('SELECT INBOX'))
  const uids = uidsIn(await raw.command(fetchWindow(total, 500, messages)))
  const times: number[] = []
  for (const uid of uids) {
    times.push(await timed(() => raw.command(`UID FETCH ${uid} (FLAGS ENVELOPE BODYSTRUCTURE BODY.PEEK[1])`)))
  }
  raw.close()
  return median(times)
}
