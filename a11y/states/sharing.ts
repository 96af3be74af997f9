import { type Share, type Sharing, type UnseenShares } from '#contract/sharing.ts'
import { type FolderList } from '#contract/folders.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox } from './reaching.ts'

const screens = ['SettingsScreen']
const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

/** Shares as they are after some use: a whole mailbox for a while, two folders to come, rights of another program. */
async function withShares(visit: Visit, changes: Partial<Sharing> = {}): Promise<void> {
  const { page, app } = visit
  await openInbox(visit)
  const { items } = (await (await page.request.get(`${app.url}/api/folders`)).json()) as FolderList
  const folders = items
    .filter(({ owner, holdsMessages }) => owner === null && holdsMessages)
    .map(({ id }) => ({ folderId: id, rights: 'lrsw' }))
  const plain: Share = {
    ...{
      id: 'YmVu',
      kind: 'person',
      name: 'Ben Okafor',
      address: 'ben.okafor@example.gov',
      level: 'mark',
      folders,
      isWhole: true,
    },
    ...{ writes: 'on-behalf', manages: 'absence', lastUsedAtMs: Date.UTC(2026, 9, 1, 12), givenBy: null, isNew: false },
    ...{ startsAtMs: null, endsAtMs: Date.UTC(2030, 5, 2), purpose: 'While I am on parental leave' },
  }
  const shares: Share[] = [
    plain,
    {
      ...plain,
      manages: 'filters',
      id: 'Y2FybWVu',
      name: 'Carmen Ruiz Ortega',
      address: 'carmen.ruiz@example.gov',
      isWhole: false,
      folders: folders.slice(0, 2),
      endsAtMs: null,
      purpose: '',
    },
    { ...plain, id: 'JHBs', kind: 'group', name: 'City Planning team', address: 'planning@example.gov' },
    {
      ...plain,
      id: 'eA',
      isNew: true,
      lastUsedAtMs: null,
      writes: 'none',
      name: 'former.colleague',
      address: null,
      level: null,
      isWhole: false,
      folders: folders.slice(1, 2),
    },
  ]
  const json: Sharing = {
    ...{
      isOffered: true,
      offersGroups: true,
      offersWriting: true,
      offersManaging: true,
      actsWhileSignedOut: true,
      items: shares,
    },
    writers: [
      { name: 'Ben Okafor', address: 'ben.okafor@example.gov', right: 'as' },
      { name: 'Emi Tanaka', address: 'emi.tanaka@example.gov', right: 'on-behalf' },
    ],
    ...changes,
  }
  await page.route('**/api/sharing', (route) => route.fulfill({ json }))
}

const button = ({ page, words }: Visit, key: 'add' | 'save') =>
  page.getByRole('button', { name: words(`sharing.${key}`), exact: true })

async function openSettings(visit: Visit): Promise<void> {
  await withShares(visit)
  await openAt(visit, '/settings/sharing', button(visit, 'add'))
}

const shown = ({ page, words }: Visit, key: string) => page.getByText(words(key)).first().waitFor()

const unseen: UnseenShares = {
  items: [
    { id: 'aGFuYQ', name: 'Hana Sato', givenBy: 'Grace Mbeki' },
    { id: 'eA', name: 'former.colleague', givenBy: null },
  ],
}

/** With whom the mailbox is shared. */
export const sharingStates: readonly State[] = [
  {
    name: 'settings with people the mailbox is shared with',
    screens,
    reach: openSettings,
    holds: (visit) => button(visit, 'add').waitFor(),
    leave,
  },
  {
    name: 'mailbox being shared with somebody, with what is wrong',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await openSettings(visit)
      await button(visit, 'add').click()
      await page.getByRole('radio', { name: words('sharing.where.some'), exact: true }).click()
      await page.getByRole('textbox', { name: words('sharing.endDay'), exact: true }).fill('2001-01-01')
      await button(visit, 'save').click()
      await page.getByText(words('sharing.nobody')).waitFor()
    }),
    holds: (visit) => button(visit, 'save').waitFor(),
    leave,
  },
  {
    name: 'something done for somebody who is away, with what is wrong',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await page.route('**/api/hand-over', (route) => route.fulfill({ json: { isOffered: true } }))
      await openSettings(visit)
      await page.getByRole('button', { name: words('hand-over.open'), exact: true }).click()
      await page.getByRole('radio', { name: words('hand-over.act.share'), exact: true }).click()
      await page.getByRole('button', { name: words('hand-over.save'), exact: true }).click()
      await page.getByText(words('hand-over.noReason')).first().waitFor()
    }),
    holds: ({ page, words }) =>
      page.getByRole('button', { name: words('hand-over.save'), exact: true }).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'inbox while others may use the mailbox whom the person did not let in',
    screens: ['MailScreen'],
    async reach(visit) {
      await visit.page.route('**/api/sharing/unseen', (route) => route.fulfill({ json: unseen }))
      await openInbox(visit)
      await shown(visit, 'unseen-shares.know')
    },
    holds: (visit) => shown(visit, 'unseen-shares.know'),
    leave,
  },
  {
    name: 'settings where no mailbox can be shared',
    screens,
    async reach(visit) {
      await withShares(visit, { isOffered: false, items: [], writers: [] })
      await openAt(visit, '/settings/sharing', visit.page.getByText(visit.words('sharing.notOffered')))
    },
    holds: ({ page, words }) => page.getByText(words('sharing.notOffered')).waitFor(),
    leave,
  },
]
