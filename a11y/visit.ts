import { setTimeout as wait } from 'node:timers/promises'
import { type Page } from 'playwright-core'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { type Words, wordsOf } from '#e2e/words.ts'
import { lightUp, type Rendering, settle, show } from './renderings.ts'

/** Whose mailbox is seen: Ada has the seed's mail and nothing of hers is changed; Ben's is for changes. */
export type Person = 'ada' | 'ben'

/** A page on its way through states and renderings. */
export interface Visit {
  readonly app: AppUnderTest
  readonly page: Page
  /** Who signs in where nobody is, also when the session a page began with has ended. */
  readonly person: Person
  readonly rendering: Rendering
  /** What the app calls things in the language of the rendering. */
  readonly words: Words
}

/** A condition of the app in which it is checked. */
export interface State {
  name: string
  /** Screens it shows, as their files in client/screens are called without ending: for the coverage test. */
  screens: string[]
  /** Nobody is signed in. */
  isOutside?: boolean
  density?: 'compact'
  /** How much longer than most states it takes, for giving each lane as much to do: 1 if not said. */
  weight?: number
  /** Only in these renderings, by name, because the others are seen in a state that differs in nothing else. */
  renderings?: string[]
  /** The page is not the app: how it takes on a rendering in which it was not reached. */
  showIn?(visit: Visit): Promise<void>
  /** From anywhere in the app to the state, in the first rendering. */
  reach(visit: Visit): Promise<void>
  /**
   * Waits for what makes the state; called in every rendering. Where it is gone after a switch (a menu that closed when Tab
   * went through it or the window changed), the state is reached anew in that rendering.
   */
  holds(visit: Visit): Promise<void>
  /** A shorter way than `reach` to open it again where only it has closed and the page is as it was. */
  reopen?(visit: Visit): Promise<void>
  /** Takes back what reaching it changed in the mailbox or the page. */
  leave?(visit: Visit): Promise<void>
  /** Each landmark and heading rule that does not hold here, with the reason; none unless the page is not the app's own. */
  without?: ('headings' | 'landmarks' | 'page')[]
  /** Rules of engines that are about a whole page of the app, where this is none. */
  withoutRules?: string[]
}

export function visitIn(visit: Visit, rendering: Rendering): Visit {
  return { ...visit, rendering, words: wordsOf(rendering.locale) }
}

/** Switches an open state to another rendering; reaches it anew where it did not survive that. */
export async function switchTo(state: State, visit: Visit, rendering: Rendering): Promise<Visit> {
  const next = visitIn(visit, rendering)
  if (state.showIn) {
    await lightUp(visit.page, rendering)
    await state.showIn(next)
    await settle(visit.page)
    return next
  }
  await show(visit.page, rendering, state.density)
  if (await stillHolds(state, next)) return next
  if (await isOpenAgain(state, next)) return next
  await state.leave?.(next)
  await state.reach(next)
  await state.holds(next)
  await settle(visit.page)
  return next
}

/** How long something may take to be there again once the page has settled after a switch. */
const patienceMs = 600

function stillHolds(state: State, visit: Visit): Promise<boolean> {
  const holds = state.holds(visit).then(
    () => true,
    () => false,
  )
  return Promise.race([holds, wait(patienceMs, false, { ref: false })])
}

async function isOpenAgain(state: State, visit: Visit): Promise<boolean> {
  if (!state.reopen) return false
  try {
    await state.reopen(visit)
    await state.holds(visit)
    await settle(visit.page)
    return true
  } catch {
    return false
  }
}
