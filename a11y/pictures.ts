// `npm run pictures [part of a state's name …]`: a picture of every state at three widths in three themes, for looking at.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { freshPage } from '#e2e/chromium.ts'
import { resultsFolder, runningApp, stopRunningApp } from '#e2e/app.ts'
import { wordsOf } from '#e2e/words.ts'
import { galleryStates, openGallery } from './gallery.ts'
import { inLanes, type Lane } from './lanes.ts'
import { type Rendering, renderings, settle, show } from './renderings.ts'
import { states } from './states.ts'
import { type State, switchTo, type Visit } from './visit.ts'

/** The first is the one in which states are reached. */
const windows = [
  { width: 1280, height: 800 },
  { width: 768, height: 1024 },
  { width: 320, height: 640 },
]
const highestPx = 6000
const themes = ['light', 'dark', 'high contrast']

const print = (line: string) => process.stdout.write(`${line}\n`)
const asked = process.argv.slice(2)
const folder = resultsFolder('pictures')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const views: readonly Rendering[] = windows.flatMap(({ width, height }) =>
  renderings
    .filter(({ name }) => themes.includes(name))
    .map((theme) => ({ ...theme, width, height, name: `${width} ${theme.name}` })),
)

const [gallery, { app, browser }] = await Promise.all([openGallery(), runningApp()])
try {
  const chosen = [...galleryStates(gallery.url), ...states].filter(
    ({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)),
  )
  const jobs = chosen.map((state) => ({ weight: state.weight ?? 1, run: (lane: Lane) => takePictures(state, lane) }))
  await inLanes(jobs, browser)
} finally {
  await gallery.stop()
  await stopRunningApp()
}
print(`Pictures are in ${folder}`)
process.exit()

/** A page that scrolls as a whole is made as high as what is on it; panes keep the window they are made for. */
async function showWhole(page: Page): Promise<void> {
  const heightPx = await page.evaluate(() => {
    const main = document.querySelector('main.page')
    return main ? Math.ceil(main.getBoundingClientRect().top + scrollY + main.scrollHeight) : 0
  })
  const window = page.viewportSize()
  if (!window || heightPx <= window.height) return
  await page.setViewportSize({ width: window.width, height: Math.min(heightPx, highestPx) })
  await settle(page)
}

async function takePictures(state: State, lane: Lane): Promise<void> {
  const [first] = views
  if (!first) return
  const page = state.isOutside ? await freshPage(browser) : await lane.inside()
  let visit: Visit = { app, page, person: 'ada', rendering: first, words: wordsOf(first.locale) }
  try {
    await state.reach(visit)
    await state.holds(visit)
    await settle(page)
    for (const view of views) {
      visit = await switchTo(state, visit, view)
      await showWhole(page)
      await page.screenshot({ path: join(folder, `${`${state.name} ${view.name}`.replace(/\W+/g, '-')}.png`) })
    }
  } catch (error) {
    print(`✗ ${state.name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
  }
  await state.leave?.(visit).catch(() => undefined)
  if (state.isOutside) await page.context().close()
  else if (!state.showIn) await show(page, first).catch(() => undefined)
}
