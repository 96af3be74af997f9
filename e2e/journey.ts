import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { resultsFolder, runningApp } from './app.ts'
import { freshPage } from './chromium.ts'
import { type Hands, keyboard, mouse } from './hands.ts'
import { register } from './registry.ts'

export interface Scene {
  app: AppUnderTest
  page: Page
  hands: Hands
  /** Opens another browser profile, as another person or another device; closed at the end. */
  anotherPage(): Promise<Page>
}

type Walk = (scene: Scene) => Promise<void>

/** A journey walked twice: by keyboard only, then by mouse. */
export function journey(promise: string, walk: Walk): void {
  inScene(`${promise}, by keyboard`, (page) => keyboard(page), walk)
  inScene(`${promise}, by mouse`, () => mouse(), walk)
}

/**
 * A journey in which the way of pressing plays no part. `policySpeaks`: the browser reports what its policy stopped, which
 * is what the journey is about.
 */
export function journeyByKeyboard(promise: string, walk: Walk, options: SceneOptions = {}): void {
  inScene(promise, (page) => keyboard(page), walk, options)
}

interface SceneOptions {
  /** The journey makes the Content-Security-Policy speak, which is no fault then. */
  policySpeaks?: boolean
}

function inScene(
  name: string,
  makeHands: (page: Page) => Hands,
  walk: Walk,
  { policySpeaks = false }: SceneOptions = {},
): void {
  register(name, async () => {
    const { app, browser } = await runningApp()
    const pages = [await freshPage(browser)]
    const page = pages[0]!
    const faults = watchForFaults(page)
    const anotherPage = async () => {
      const another = await freshPage(browser)
      pages.push(another)
      return another
    }
    try {
      await walk({ app, page, hands: makeHands(page), anotherPage })
      if (faults.length > 0 && !policySpeaks) throw new Error(`The page had faults of its own:\n${faults.join('\n')}`)
    } catch (error) {
      await keepEvidence(name, pages)
      throw error
    } finally {
      for (const one of pages) await one.context().close()
    }
  })
}

/** A script that throws, or that the Content-Security-Policy stops, is a fault even where nobody sees its effect. */
function watchForFaults(page: Page): string[] {
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.stack || `${error.name}: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && /Content Security Policy|Trusted|Vue warn/.test(text)) faults.push(text)
  })
  return faults
}

async function keepEvidence(name: string, pages: Page[]): Promise<void> {
  for (const page of pages) {
    const file = join(resultsFolder('e2e'), `${name.replace(/\W+/g, '-').slice(0, 80)}-${randomUUID().slice(0, 4)}`)
    await page.screenshot({ path: `${file}.png` }).catch(() => null)
    writeFileSync(`${file}.html`, await page.content().catch(() => ''))
  }
}
