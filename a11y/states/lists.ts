import { type Page } from 'playwright-core'
import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { mailOf, openAt, openFolder, openInbox } from './reaching.ts'

const screens = ['MailScreen']

const moreForSelection = (visit: Visit) =>
  mailOf(visit).selectionTools.getByRole('button', { name: visit.words('actions.more') })

/** Folders and lists. */
export const listStates: readonly State[] = [
  {
    name: 'inbox with rows of every kind',
    screens,
    reach: async (visit) => {
      await openInbox(visit)
    },
    holds: (visit) => mailOf(visit).row(subjects.withAttachments).first().waitFor(),
  },
  {
    name: 'compact inbox',
    screens,
    density: 'compact',
    reach: async (visit) => {
      await openInbox(visit)
    },
    holds: (visit) => mailOf(visit).rows.first().waitFor(),
  },
  {
    name: 'two rows selected',
    screens,
    async reach(visit) {
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await visit.page.keyboard.press('Space')
      await visit.page.keyboard.press('Shift+ArrowDown')
    },
    holds: (visit) => mailOf(visit).selectionTools.waitFor(),
  },
  {
    name: 'select mode with nothing selected',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await visit.page.getByRole('button', { name: visit.words('message-list.selectMode') }).click()
    },
    holds: (visit) => mailOf(visit).selectionTools.waitFor(),
  },
  {
    name: 'menu of more actions for a selection',
    screens,
    async reach(visit) {
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await visit.page.keyboard.press('Space')
      await moreForSelection(visit).click()
    },
    reopen: (visit) => moreForSelection(visit).click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'drafts, with one from another program',
    screens,
    reach: (visit) => openFolder(visit, visit.words('mail.role.drafts')),
    holds: (visit) => mailOf(visit).row(subjects.draft).first().waitFor(),
  },
  {
    name: 'folders alone',
    screens,
    reach: (visit) => openAt(visit, '/folders', mailOf(visit).folders),
    holds: (visit) => mailOf(visit).folders.waitFor(),
  },
  {
    name: 'empty folder',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await answerWithEmptyWindow(visit.page)
      await openFolder(visit, visit.words('mail.role.junk'))
    },
    holds: ({ page, words }) => page.getByText(words('message-list.emptyJunk')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'folder that cannot be read',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await visit.page.route(/\/api\/folders\/[^/]+\/messages/, (route) =>
        route.fulfill({
          status: 503,
          contentType: 'application/problem+json',
          json: { type: 'mail-server-unavailable', status: 503, requestId: 'a11y' },
        }),
      )
      await openFolder(visit, visit.words('mail.role.archive'))
    },
    holds: ({ page, words }) => page.getByText(words('message-list.failed')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]

async function answerWithEmptyWindow(page: Page): Promise<void> {
  await page.route(/\/api\/folders\/[^/]+\/messages/, async (route) => {
    const response = await route.fetch()
    const window = (await response.json()) as object
    await route.fulfill({ response, json: { ...window, total: 0, unread: 0, items: [] } })
  })
}
