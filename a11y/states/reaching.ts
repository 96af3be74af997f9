import { type Locator, type Page } from 'playwright-core'
import { keyboard } from '#e2e/hands.ts'
import { signedIn } from '#e2e/people.ts'
import { MailScreen } from '#e2e/screens/mail-screen.ts'
import { MessageScreen } from '#e2e/screens/message-screen.ts'
import { type Visit } from '../visit.ts'

export const mailOf = ({ page, words }: Visit): MailScreen => new MailScreen(page, words)
export const messageOf = ({ page, words }: Visit): MessageScreen => new MessageScreen(page, words)

/** Loads the inbox anew, so that no state leans on the one before. Signs in where nobody is. */
export async function openInbox(visit: Visit): Promise<MailScreen> {
  const mail = mailOf(visit)
  await openAt(visit, '/', mail.rows.first())
  return mail
}

/** Loads the app anew at a path, and waits for what is there. Signs in where nobody is. */
export async function openAt({ page, app, person }: Visit, path: string, isThere: Locator): Promise<void> {
  await page.goto(app.url + path)
  const isSignedOut = await Promise.race([
    isThere.waitFor().then(() => page.url().includes('/sign-in')),
    page.waitForURL(/\/sign-in/).then(() => true),
  ])
  if (!isSignedOut) return
  await signedIn(app, page, keyboard(page), person)
  await page.goto(app.url + path)
  await isThere.waitFor()
}

/** Opens a message of the inbox by its address, with its row in the list beside it. */
export async function openMessage(visit: Visit, subject: string): Promise<void> {
  const address = (await addressOf(visit, subject)) ?? (await openInbox(visit).then(() => addressOf(visit, subject)))
  if (address === null) throw new Error(`no message "${subject}" among the newest`)
  await openAt(visit, address, messageOf(visit).article(subject))
}

/** The page's own address of a message of the inbox, asked of the server as the page would; null while nobody is signed in. */
async function addressOf({ page, app }: Visit, subject: string): Promise<string | null> {
  const ask = async (path: string): Promise<unknown> => (await page.request.get(app.url + path)).json()
  const { folders } = (await ask('/api/start')) as { folders?: { items: { id: string; role: string | null }[] } }
  const inbox = folders?.items.find(({ role }) => role === 'inbox')?.id
  if (inbox === undefined) return null
  const { items } = (await ask(`/api/folders/${inbox}/messages?limit=200`)) as {
    items: { id: string; subject: string }[]
  }
  const message = items.find((one) => one.subject === subject)
  return message ? `/mail/${inbox}/${message.id}` : null
}

/** Waits for an open message in whatever language the app speaks. */
export async function messageShown(visit: Visit, subject: string): Promise<void> {
  await messageOf(visit).article(subject).waitFor()
  await bodyLoaded(visit)
}

async function bodyLoaded({ page }: Visit): Promise<void> {
  await page.waitForFunction(() => {
    const article = document.querySelector('article')
    const frame = article?.querySelector('iframe')
    return article?.ariaBusy !== 'true' && (!frame || frame.contentDocument?.readyState === 'complete')
  })
}

/** Chooses in the command palette by what the action or folder is called. */
export async function chooseInPalette(visit: Visit, label: string): Promise<void> {
  const { page } = visit
  await page.keyboard.press('Control+k')
  await mailOf(visit).palette.waitFor()
  await page.keyboard.type(label)
  await page.keyboard.press('Enter')
  await mailOf(visit).palette.waitFor({ state: 'detached' })
}

/** Goes to a folder of the person's own, at any width. */
export async function openFolder(visit: Visit, name: string): Promise<void> {
  await openInbox(visit)
  await chooseInPalette(visit, visit.words.with('palette.goTo', { folder: name }))
  await visit.page.getByRole('heading', { name, exact: true }).first().waitFor()
}

/** As a person finds the page at first: what is above the window could not be reached by the engines' own looks. */
export function fromTheTop(reach: (visit: Visit) => Promise<void>): (visit: Visit) => Promise<void> {
  return async (visit) => {
    await reach(visit)
    await scrollToTop(visit.page)
  }
}

export async function scrollToTop(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector('.app > .content')?.scrollTo(0, 0))
}
