import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { chooseInPalette, openInbox, openMessage } from './reaching.ts'

const screens = ['MailScreen']

/** Choosing labels or a time for a message, and changing the labels of the mailbox. */
export const labelStates: readonly State[] = [
  {
    name: 'labels of a message being chosen',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await visit.page.keyboard.press('Control+Shift+g')
      await visit.page.getByRole('option').first().waitFor()
      await visit.page.getByRole('dialog').getByRole('combobox').press('ArrowDown')
      await visit.page.keyboard.press('Enter')
    },
    holds: ({ page }) => page.getByRole('dialog').getByRole('option', { selected: true }).first().waitFor(),
  },
  {
    name: 'time being chosen for a message to come back',
    screens,
    async reach(visit) {
      await openMessage(visit, subjects.newestUnread)
      await visit.page.keyboard.press('Control+Shift+h')
    },
    holds: ({ page, words }) => page.getByRole('list', { name: words('snooze.choices') }).waitFor(),
  },
  {
    name: 'labels of the mailbox',
    screens,
    reach: openLabels,
    holds: ({ page, words }) => page.getByRole('dialog', { name: words('labels.manageTitle') }).waitFor(),
  },
  {
    name: 'label being changed',
    screens,
    async reach(visit) {
      await openLabels(visit)
      await visit.page.getByRole('button', { name: visit.words('labels.new'), exact: true }).click()
    },
    holds: ({ page, words }) => page.getByRole('combobox', { name: words('labels.shape') }).waitFor(),
  },
  {
    name: 'conversation that is muted',
    screens,
    async reach(visit) {
      const { words } = visit
      const mail = await openInbox(visit)
      await mail.rows.first().focus()
      await chooseInPalette(visit, words('actions.mute'))
      await mutedRow(visit).first().waitFor()
    },
    holds: (visit) => mutedRow(visit).first().waitFor(),
    async leave({ page }) {
      await page.keyboard.press('Control+z')
    },
  },
]

const mutedRow = ({ page, words }: Visit) =>
  page.getByRole('option', { name: new RegExp(`(^|, )${words('mail.state.muted')},`, 'i') })

/** Where there is room for one pane, the folders come first. */
async function openLabels(visit: Visit): Promise<void> {
  const { page, words } = visit
  await openInbox(visit)
  const manage = page.getByRole('button', { name: words('labels.manage'), exact: true })
  await manage.waitFor({ state: 'attached' })
  await manage.dispatchEvent('click')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words('labels.new'), exact: true })
    .waitFor()
}
