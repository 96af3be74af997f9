import { join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { closePage, freshPage } from '#e2e/chromium.ts'
import { wordsOf } from '#e2e/words.ts'
import { checkState } from './check-state.ts'
import { fault } from './engines/findings.ts'
import { renderings, settle, show } from './renderings.ts'
import { type Report } from './report.ts'
import { type Job } from './lanes.ts'
import { type State, switchTo, type Visit } from './visit.ts'

export interface Run {
  app: AppUnderTest
  browser: Browser
  report: Report
  /** Where to keep a picture of every state in every rendering; null for none. */
  shots: string | null
}

/** The check of each state in all renderings. */
export function stateJobs(states: readonly State[], run: Run): Job[] {
  return states.map((state) => ({
    weight: state.weight ?? 1,
    async run(lane) {
      const page = state.isOutside ? await freshPage(run.browser) : await lane.inside()
      await checkOne(state, page, run)
      if (state.isOutside) await closePage(page)
    },
  }))
}

async function checkOne(state: State, page: Page, run: Run): Promise<void> {
  const { app, report, shots } = run
  const [first] = renderings
  if (!first) return
  let visit: Visit = { app, page, person: 'ada', rendering: first, words: wordsOf(first.locale) }
  let isReached = false
  let isLost = false
  const shown = renderings.filter(({ name }) => state.renderings?.includes(name) ?? true)
  for (const rendering of shown) {
    const name = `${state.name} – ${rendering.name}`
    await report.check(
      name,
      async () => {
        if (isLost) return [fault('state', 'was not reached in the first rendering')]
        isLost = !isReached
        if (!isReached) await reach(state, visit)
        isReached = true
        isLost = false
        visit = await switchTo(state, visit, rendering)
        if (shots) await page.screenshot({ path: join(shots, `${name.replace(/\W+/g, '-')}.png`) })
        return checkState(state, visit)
      },
      page,
    )
  }
  await state.leave?.(visit)
  if (!state.showIn) await show(page, first).catch(() => undefined)
}

/** The first time, in the first rendering, from whatever the page showed before. */
async function reach(state: State, visit: Visit): Promise<void> {
  await state.reach(visit)
  await state.holds(visit)
  await settle(visit.page)
}
