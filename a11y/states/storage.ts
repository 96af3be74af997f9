import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const gigabyte = 1_000_000_000

/** The mailbox of 1 GB has so much room left. */
async function withRoom({ page }: Visit, freeBytes: number): Promise<void> {
  const quota = { usedBytes: gigabyte - freeBytes, limitBytes: gigabyte }
  await page.route('**/api/storage', (route) => route.fulfill({ json: { quota, warnAtPercent: [80, 95] } }))
}

const look = ({ page, words }: Visit) => page.getByRole('button', { name: words('storage.look'), exact: true })
const folderTable = ({ page, words }: Visit) => page.getByRole('table', { name: words('storage.table.folders') })
const others = ({ page, words }: Visit) => page.getByRole('region', { name: words('storage.others'), exact: true })

/** How full the mailbox is. */
export const storageStates: readonly State[] = [
  {
    name: 'inbox of a mailbox that is nearly full',
    screens: ['MailScreen'],
    reach: async (visit) => {
      await withRoom(visit, 42_000_000)
      await openInbox(visit)
      await visit.page.getByText(visit.words.like('storage.nearTitle')).first().waitFor()
    },
    holds: ({ page, words }) => page.getByText(words.like('storage.nearTitle')).first().waitFor(),
    leave,
  },
  {
    name: 'settings of the storage of a full mailbox',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await withRoom(visit, 0)
      await openAt(visit, '/settings/storage', look(visit))
    }),
    holds: ({ page, words }) => page.getByText(words('storage.stops')).waitFor(),
    leave,
  },
  {
    // No mail server of the platform shows how full the mailbox of another is, so it is answered here.
    name: 'settings of the storage with mailboxes of others',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await withRoom(visit, 400_000_000)
      const quota = { usedBytes: 960_000_000, limitBytes: gigabyte }
      await visit.page.route('**/api/folders/*/mailbox', (route) => route.fulfill({ json: { quota, readMarks: null } }))
      await openAt(visit, '/settings/storage', look(visit))
      await others(visit).waitFor()
    }),
    holds: (visit) => others(visit).waitFor(),
    leave,
  },
  {
    name: 'settings of the storage with what takes room',
    screens: ['SettingsScreen'],
    weight: 2,
    reach: fromTheTop(async (visit) => {
      await withRoom(visit, 400_000_000)
      await openAt(visit, '/settings/storage', look(visit))
      await look(visit).click()
      await folderTable(visit).waitFor()
    }),
    holds: async (visit) => {
      // Loading the page in another language forgets what was found.
      if (await look(visit).isVisible()) await look(visit).click()
      await folderTable(visit).waitFor()
    },
    leave,
  },
]
