import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { type PictureSite } from '#platform/picture-site.ts'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { resultsFolder, runningApp } from './app.ts'
import { lastLines } from '../scripts/server-process.ts'
import { hasChosen } from './choices.ts'
import { closePage, freshPage } from './chromium.ts'
import { announced } from './focus.ts'
import { type Hands, keyboard, mouse } from './hands.ts'
import { register } from './registry.ts'

export interface Scene {
  app: AppUnderTest
  /** Stands for every site that mail takes pictures from. */
  pictures: PictureSite
  page: Page
  hands: Hands
  /** Opens another browser profile, as another person or another device; closed at the end. */
  anotherPage(): Promise<Page>
}

/** What is sent goes the same way as with the usual ten seconds, in which a journey would do nothing but wait. */
const shortestWait = 1

type Walk = (scene: Scene) => Promise<void>

/** A journey walked twice: by keyboard only, then by mouse. */
export function journey(promise: string, walk: Walk, options: SceneOptions = {}): void {
  inScene(`${promise}, by keyboard`, (page) => keyboard(page), walk, options)
  inScene(`${promise}, by mouse`, () => mouse(), walk, options)
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
  /** How many times as long as most it takes; 1 if not said. */
  weight?: number
  /** What was sent waits as long as it does for people who have chosen nothing, because the journey is about that. */
  waitsAsUsual?: boolean
}

function inScene(
  name: string,
  makeHands: (page: Page) => Hands,
  walk: Walk,
  { policySpeaks = false, waitsAsUsual = false, weight = 1 }: SceneOptions = {},
): void {
  register(
    name,
    async () => {
      const { app, browser, pictures } = await runningApp()
      const pages: Page[] = []
      const anotherPage = async () => {
        const another = await freshPage(browser)
        pages.push(another)
        if (!waitsAsUsual) await hasChosen(another, { undoSendSeconds: shortestWait })
        return another
      }
      const page = await anotherPage()
      const faults = watchForFaults(page)
      const deathsBefore = app.serverDeaths.length
      try {
        await walk({ app, pictures, page, hands: makeHands(page), anotherPage })
        if (faults.length > 0 && !policySpeaks) throw new Error(`The page had faults of its own:\n${faults.join('\n')}`)
        refuseDeaths(app.serverDeaths.slice(deathsBefore))
      } catch (error) {
        await keepEvidence(name, pages)
        const scene = { app, pages, deaths: app.serverDeaths.slice(deathsBefore) }
        throw new Error(`The journey was not finished:\n${await describeScene(scene)}`, { cause: error })
      } finally {
        await Promise.allSettled(pages.map(closePage))
        // Whatever became of this journey, the next one begins with a server.
        await app.startServer()
      }
    },
    { weight },
  )
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

function refuseDeaths(deaths: readonly string[]): void {
  if (deaths.length > 0) throw new Error(`The server ended by itself.\n${deaths.join('\n')}`)
}

/** What a person who was not there needs to find out why: the address, what was said, and what the server wrote. */
async function describeScene(scene: { app: AppUnderTest; pages: Page[]; deaths: readonly string[] }): Promise<string> {
  const pages = await Promise.all(
    scene.pages.map(async (page) => {
      const said = await announced(page).catch(() => 'nothing that can be read, for the page does not answer')
      return `  page at ${page.url()}, which said last: ${said}\n  ${await whatIsOpen(page)}`
    }),
  )
  const wrote = lastLines(scene.app.serverLog, 15).split('\n')
  return [...pages, ...scene.deaths, ...wrote.map((line) => `  server: ${line}`)].join('\n')
}

/** Where the person is: what has the focus, and the words of a dialog or menu that stands over the page. */
function whatIsOpen(page: Page): Promise<string> {
  return page
    .evaluate(() => {
      const shorten = (text: string | null | undefined) => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 400)
      const at = document.activeElement
      const name = at?.ariaLabel ?? (at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : at?.textContent)
      const over = [...document.querySelectorAll<HTMLElement>('dialog, [role$="dialog"], [role="menu"]')]
        .filter((one) => one.checkVisibility())
        .map((one) => `${one.role ?? one.localName}: ${shorten(one.innerText)}`)
      return [`with the focus on ${at?.localName}: ${shorten(name)}`, ...over].join('\n  ')
    })
    .catch(() => 'which shows nothing that can be read')
}

async function keepEvidence(name: string, pages: Page[]): Promise<void> {
  for (const page of pages) {
    const file = join(resultsFolder('e2e'), `${name.replace(/\W+/g, '-').slice(0, 80)}-${randomUUID().slice(0, 4)}`)
    await page.screenshot({ path: `${file}.png` }).catch(() => null)
    writeFileSync(`${file}.html`, await page.content().catch(() => ''))
  }
}
