import { type Page } from 'playwright-core'
import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { chooseInPalette, mailOf, messageOf, openFolder, openInbox, openMessage } from './reaching.ts'

const screens = ['MailScreen']

const accountButton = ({ page, words }: Visit) => page.getByRole('button', { name: words.like('app.accountOf') })

/** What lies over the page. */
export const dialogStates: readonly State[] = [
  {
    name: 'palette',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await visit.page.keyboard.press('Control+k')
    },
    holds: (visit) => mailOf(visit).palette.waitFor(),
  },
  {
    name: 'palette without a hit',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await visit.page.keyboard.press('Control+k')
      await mailOf(visit).palette.waitFor()
      await visit.page.keyboard.type('zzzz')
    },
    holds: ({ page, words }) => page.getByText(words('ui.noResults')).first().waitFor(),
  },
  {
    name: 'account menu',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await accountButton(visit).click()
    },
    reopen: (visit) => accountButton(visit).click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'dialog for moving',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await visit.page.keyboard.press('Control+Shift+m')
    },
    holds: (visit) => mailOf(visit).moveDialog.waitFor(),
  },
  {
    name: 'dialog for redirecting',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await chooseInPalette(visit, visit.words('actions.redirect'))
      const dialog = visit.page.getByRole('dialog', { name: visit.words.like('redirect.title') })
      await dialog.getByRole('combobox', { name: visit.words('compose.field.to') }).fill('ben.okafor@example.gov')
      await visit.page.keyboard.press('Enter')
    },
    holds: ({ page, words }) =>
      page
        .getByRole('dialog', { name: words.like('redirect.title') })
        .getByRole('option', { name: 'ben.okafor@example.gov' })
        .waitFor(),
  },
  {
    name: 'dialog before deleting for ever',
    screens,
    async reach(visit) {
      await openFolder(visit, visit.words('mail.role.trash'))
      await mailOf(visit).rows.first().focus()
      await visit.page.keyboard.press('Shift+Delete')
    },
    holds: ({ page, words }) => page.getByRole('alertdialog', { name: words.like('outcomes.deleteTitle') }).waitFor(),
  },
  {
    name: 'log of what was announced',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.forwarded)
      await messageOf(visit)
        .tool('flag')
        .or(messageOf(visit).tool('unflag'))
        .first()
        .click()
        .catch(() => undefined)
      await visit.page.keyboard.press('Control+Shift+l')
    },
    holds: ({ page, words }) => page.getByRole('dialog', { name: words('app.log') }).waitFor(),
  },
  {
    name: 'dialog before the session ends',
    screens,
    async reach(visit) {
      await tellBySession(visit.page, { type: 'session-ending', endsAtMs: Date.now() + 120_000, canExtend: true })
      await openInbox(visit)
    },
    holds: ({ page, words }) => page.getByText(words('session.endingTitle')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'dialog for signing in again',
    screens,
    async reach(visit) {
      await tellBySession(visit.page, { type: 'session-ended', reason: 'idle' })
      await openInbox(visit)
    },
    holds: ({ page, words }) => page.getByText(words('session.againTitle')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'undo offered after a change',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.windows1252)
      await chooseInPalette(visit, visit.words('actions.mark-unread'))
    },
    holds: (visit) => mailOf(visit).undo.waitFor(),
  },
]

/** Answers the stream of live events with one event of the contract. */
export async function tellBySession(page: Page, event: object): Promise<void> {
  await page.route('**/api/events', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: `retry: 600000\ndata: ${JSON.stringify(event)}\n\n` }),
  )
}
