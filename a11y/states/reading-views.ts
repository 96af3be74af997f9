import { subjects } from '#platform/seed/fixtures.ts'
import { type Message } from '#contract/messages.ts'
import { type State, type Visit } from '../visit.ts'
import { messageShown, openAt, openInbox, openMessage } from './reaching.ts'

const subject = subjects.htmlNewsletter

/** Opens it as somebody who chose the original for its sender; the server is not told, for other lanes read the same mailbox. */
async function openAsSent(visit: Visit): Promise<void> {
  await openInbox(visit)
  await visit.page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    const message = (await response.json()) as Message
    await route.fulfill({ response, json: { ...message, chosenView: 'original' } })
  })
  await visit.page.reload()
  await openMessage(visit, subject)
}

/** Clicking may have scrolled; what stands above the window cannot be judged. */
async function scrollUp({ page }: Visit): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('*')) element.scrollTop = 0
  })
}

const sender = 'notes@walking-club.example'

async function changeChoice({ page, app }: Visit, path: string, data: unknown): Promise<void> {
  await page.request.post(`${app.url}/api/view-choices${path}`, {
    data,
    headers: { 'x-curbcut': '1', origin: app.url },
  })
}

/** The views of a formatted message, besides those that other states open. */
export const readingViewStates: readonly State[] = [
  {
    name: 'reading view with what was changed',
    screens: ['MailScreen'],
    async reach(visit) {
      await openMessage(visit, subject)
      await visit.page.locator('summary', { hasText: visit.words('view-changes.changed') }).click()
      await scrollUp(visit)
    },
    holds: ({ page, words }) => page.getByRole('button', { name: words('views.ask'), exact: true }).waitFor(),
  },
  {
    name: 'reading view with everything unfolded',
    screens: ['MailScreen'],
    async reach(visit) {
      await openMessage(visit, subject)
      const frame = visit.page.frameLocator('article iframe')
      await frame.locator('summary').first().waitFor()
      for (const summary of await frame.locator('summary').all()) await summary.click()
      await scrollUp(visit)
    },
    holds: ({ page }) => page.frameLocator('article iframe').locator('details[open]').first().waitFor(),
  },
  {
    name: 'newsletter as it was sent',
    screens: ['MailScreen'],
    reach: openAsSent,
    async holds(visit) {
      await messageShown(visit, subject)
      await visit.page.frameLocator('article iframe').locator('table').first().waitFor()
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'menu of views',
    screens: ['MailScreen'],
    async reach(visit) {
      await openMessage(visit, subject)
      // Only then it is known that there are several views.
      await messageShown(visit, subject)
      const name = visit.words('views.menu')
      const button = visit.page.getByRole('button', { name, exact: true })
      // Where there is little room the views are behind the button for more.
      const more = visit.page
        .getByRole('article')
        .getByRole('button', { name: visit.words('actions.more') })
        .first()
      await ((await button.isVisible()) ? button : more).click()
    },
    holds: ({ page }) => page.getByRole('menuitemradio').first().waitFor(),
  },
  {
    name: 'settings with views chosen',
    screens: ['SettingsScreen'],
    weight: 2,
    async reach(visit) {
      await openInbox(visit)
      await changeChoice(visit, '', { sender, view: 'text' })
      await openAt(
        visit,
        '/settings/views',
        visit.page.getByRole('heading', { name: visit.words('settings.views.title') }),
      )
    },
    holds: ({ page, words }) => page.getByRole('list', { name: words('view-settings.list') }).waitFor(),
    leave: (visit) => changeChoice(visit, '/forget', { sender }),
  },
]
