import { type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { type AppUnderTest } from '../scripts/app-under-test.ts'
import { closePage, freshPage } from '#e2e/chromium.ts'
import { keyboard } from '#e2e/hands.ts'
import { signedIn } from '#e2e/people.ts'
import { type Person } from './visit.ts'

/** An app with people signed in, from which any number of pages can be had. */
export interface Laboratory {
  app: AppUnderTest
  browser: Browser
  sessions: Record<Person, NonNullable<BrowserContextOptions['storageState']>>
}

export async function openLaboratory(app: AppUnderTest, browser: Browser): Promise<Laboratory> {
  const signIn = async (uid: Person) => {
    const page = await freshPage(browser)
    await signedIn(app, page, keyboard(page), uid)
    const session = await page.context().storageState()
    await closePage(page)
    return session
  }
  const [ada, ben] = await Promise.all([signIn('ada'), signIn('ben')])
  return { app, browser, sessions: { ada, ben } }
}

/** A page without a document yet, in the session of that person; null: nobody has signed in. */
export function pageOf({ browser, sessions }: Laboratory, uid: Person | null): Promise<Page> {
  return freshPage(browser, uid === null ? {} : { storageState: sessions[uid] })
}
