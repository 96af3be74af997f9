import { type Browser, type Page } from 'playwright-core'
import { deal } from '../scripts/deal.ts'
import { freshPage } from '#e2e/chromium.ts'

/** One piece of a run. */
export interface Job {
  /** How long it takes, as far as anybody knows; the states of most screens are 1. */
  weight: number
  run(lane: Lane): Promise<void>
}

/** What does one job after the other. */
export interface Lane {
  /** A page that stays signed in from job to job, and keeps no draft from one document to the next. */
  inside(): Promise<Page>
}

/** One more than the cores of the smallest machine we promise: each lane waits for the browser part of its time. */
const laneCount = 3

/** Does all jobs, several at a time. */
export async function inLanes(jobs: readonly Job[], browser: Browser): Promise<void> {
  const work = async (own: readonly Job[]) => {
    let page: Promise<Page> | null = null
    const lane: Lane = { inside: () => (page ??= openInside(browser)) }
    for (const job of own) await job.run(lane)
    await (await (page as Promise<Page> | null))?.context().close()
  }
  await Promise.all(deal(jobs, laneCount).map(work))
}

async function openInside(browser: Browser): Promise<Page> {
  const page = await freshPage(browser)
  // What one state left unfinished is not to stand in the folder pane of the next.
  await page.addInitScript(() => {
    if (sessionStorage.getItem('a11y.keeps-drafts')) {
      // As a new tab finds them.
      sessionStorage.removeItem('curbcut.tab-drafts')
      return
    }
    for (const name of Object.keys(localStorage)) if (name.startsWith('curbcut.draft.')) localStorage.removeItem(name)
  })
  return page
}
