import { type Page } from 'playwright-core'
import { freshPage } from '#e2e/chromium.ts'
import { keyboard } from '#e2e/hands.ts'
import { person, signedIn } from '#e2e/people.ts'
import { SignInScreen } from '#e2e/screens/sign-in-screen.ts'
import { main, type Stage } from '../stage.ts'
import { seen, sight, type Sight } from './screen-clock.ts'

/** A page of the main person, signed in, with the inbox on the screen and single keys on. */
export async function openInbox(stage: Stage): Promise<Page> {
  const page = await freshPage(stage.browser)
  await page.addInitScript(() => localStorage.setItem('curbcut.preferences', JSON.stringify({ singleKeys: true })))
  await signedIn(stage.app, page, keyboard(page), main)
  await seen(page, rowsShown())
  return page
}

/** The sign-in page, filled in; Enter signs in. */
export async function fillSignIn(stage: Stage, page: Page): Promise<void> {
  const signIn = new SignInScreen(page)
  const { uid, password } = person(stage.app, main)
  await signIn.name.fill(uid)
  await signIn.password.fill(password)
}

/** The list is full of loaded rows, whose places are between two. */
export function rowsShown(first = 1, last = Number.MAX_SAFE_INTEGER): Sight<{ first: number; last: number }> {
  return sight(`rows ${first} to ${last}`, isListFilled, { first, last })
}

/** Runs in the page. Headings of days stand between rows, so that rows never fill a list to the last pixel. */
function isListFilled({ first, last }: { first: number; last: number }): boolean {
  const list = document.querySelector('#message-list')
  if (!list) return false
  const view = list.getBoundingClientRect()
  let filled = 0
  for (const row of list.querySelectorAll('[role="option"]')) {
    const { top, bottom } = row.getBoundingClientRect()
    const visible = Math.min(bottom, view.bottom) - Math.max(top, view.top)
    const place = Number(row.getAttribute('aria-posinset'))
    if (visible > 0 && place >= first && place <= last) filled += visible
  }
  return filled > 0.75 * view.height
}

/** Another message than before is open with its text. Call it before the gesture: it marks the one that is open. */
export async function otherMessageShown(page: Page): Promise<Sight<null>> {
  await page.evaluate(() => document.querySelector('article > header')?.setAttribute('data-bench', 'before'))
  return sight('another message', isOtherMessageOpen, null)
}

/** Runs in the page. The head of each message is an element of its own. */
function isOtherMessageOpen(): boolean {
  const article = document.querySelector('article:not(:has(> header[data-bench]))')
  const body = article?.querySelector('.body')
  if (!body || article?.getAttribute('aria-busy') === 'true') return false
  const frame = body.querySelector('iframe')
  if (!frame) return body.textContent.trim() !== ''
  return frame.contentDocument?.readyState === 'complete' && frame.contentDocument.body.textContent.trim() !== ''
}

/** Where to press for the row at this place of the list, which is on the screen; null when it is not. */
export function pointOfRow(page: Page, place: number): Promise<{ x: number; y: number } | null> {
  return page.evaluate((wanted) => {
    const row = document.querySelector(`#message-list [role="option"][aria-posinset="${wanted}"]`)
    if (!row) return null
    const { left, top, width, height } = row.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }, place)
}

/** Puts a row in the middle of the list, as the scroll bar does. */
export async function scrollTo(page: Page, place: number): Promise<void> {
  await page.evaluate(scrollToFraction, await fractionOf(page, place))
  await seen(page, sight(`row ${place}`, isRowThere, place))
}

/** How far down the list a row stands, from 0 to 1, near enough. */
export async function fractionOf(page: Page, place: number): Promise<number> {
  const total = await page.evaluate(() =>
    Number(document.querySelector('#message-list [role="option"]')?.getAttribute('aria-setsize')),
  )
  return (place - 1) / total
}

/** Runs in the page. */
export function scrollToFraction(fraction: number): void {
  const list = document.querySelector('#message-list')
  if (list) list.scrollTop = fraction * list.scrollHeight - list.clientHeight / 2
  if (window.benchClock) window.benchClock.startedAt = performance.now()
}

/** Runs in the page: the row is loaded and wholly in view. */
function isRowThere(place: number): boolean {
  const list = document.querySelector('#message-list')
  const row = list?.querySelector(`[role="option"][aria-posinset="${place}"]`)
  if (!list || !row) return false
  const [view, box] = [list.getBoundingClientRect(), row.getBoundingClientRect()]
  return box.top >= view.top && box.bottom <= view.bottom
}
