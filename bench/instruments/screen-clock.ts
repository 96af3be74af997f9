import { type Page } from 'playwright-core'

/** Something seen on the page: runs there, at each frame, until it holds. */
export interface Sight<T> {
  what: string
  test: (argument: T) => boolean
  argument: T
}

export function sight<T>(what: string, test: (argument: T) => boolean, argument: T): Sight<T> {
  return { what, test, argument }
}

/** Kept on the page between the moment it is set and the moment it has stopped. */
interface Clock {
  startedAt: number | null
  /** Ms from the gesture to the end of the first frame that shows what was waited for. */
  stopped: Promise<number>
}

declare global {
  interface Window {
    benchClock?: Clock
  }
}

/**
 * Ms from a person's gesture to the first frame that shows its result, on the browser's own clock. The gesture begins with the
 * time stamp of the next key press or release of the pointer; one made by script calls `startClock`.
 */
export async function untilShown<T>(page: Page, gesture: () => Promise<unknown>, shown: Sight<T>): Promise<number> {
  // As text: the page's policy forbids making code of text, the debugger may.
  await page.evaluate(`(${setClock.toString()})(${shown.test.toString()}, ${JSON.stringify(shown.argument)})`)
  await gesture()
  const ms = await page.evaluate(() => window.benchClock?.stopped)
  if (ms === undefined || ms < 0) throw new Error(`Never shown: ${shown.what}`)
  return ms
}

/** Waits until the page shows it, without measuring. */
export async function seen<T>(page: Page, shown: Sight<T>): Promise<void> {
  await untilShown(page, () => page.evaluate(startClock), shown)
}

/** Runs in the page: the gesture is what the script does next. */
export function startClock(): void {
  if (window.benchClock) window.benchClock.startedAt = performance.now()
}

/** Runs in the page. */
function setClock(test: (argument: unknown) => boolean, argument: unknown): void {
  const givesUpAt = performance.now() + 20_000
  const ended = new AbortController()
  const clock: Clock = {
    startedAt: null,
    stopped: new Promise((resolve) => {
      const look = () => {
        if (performance.now() > givesUpAt) resolve(-1)
        else if (clock.startedAt === null || !test(argument)) requestAnimationFrame(look)
        else {
          ended.abort()
          // A message to oneself comes after the frame that is being made has been painted.
          const channel = new MessageChannel()
          channel.port1.onmessage = () => resolve(performance.now() - (clock.startedAt ?? 0))
          channel.port2.postMessage(null)
        }
      }
      requestAnimationFrame(look)
    }),
  }
  window.benchClock = clock
  for (const type of ['keydown', 'pointerup']) {
    // None of them may stay: what a page holds on to is measured as well.
    addEventListener(type, ({ timeStamp }) => (clock.startedAt ??= timeStamp), { capture: true, signal: ended.signal })
  }
}
