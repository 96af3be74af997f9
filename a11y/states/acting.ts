import { type Folder, type FolderList } from '#contract/folders.ts'
import { type FolderId } from '#contract/ids.ts'
import { type State, type Visit } from '../visit.ts'
import { mailOf, openAt, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const band = ({ page, words }: Visit) => page.getByRole('region', { name: words('acting.region') })

/** The inbox of the permit desk, which the seed shares with Ada. */
export async function deskInbox({ page, app }: Visit): Promise<FolderId> {
  const { items } = (await (await page.request.get(`${app.url}/api/folders`)).json()) as FolderList
  const inbox = items.find(({ owner, role }) => owner === 'Permit Desk' && role === 'inbox')
  if (!inbox) throw new Error('The permit desk is not shared with Ada')
  return inbox.id
}

export async function openDesk(visit: Visit): Promise<void> {
  await openInbox(visit)
  await openAt(visit, `/mail/${await deskInbox(visit)}`, mailOf(visit).rows.first())
}

/** Her rights as those of somebody who may only read, and the name as long as names get. */
async function withLittlePermitted({ page }: Visit): Promise<void> {
  const change = (folder: Folder): Folder =>
    folder.owner === null
      ? folder
      : {
          ...folder,
          owner: 'Interdepartmental Correspondence and Records',
          shared: { address: 'correspondence.records@example.gov', refuses: ['mark', 'add', 'remove', 'make-folders'] },
        }
  await page.route(/\/api\/(start|folders)$/, async (route) => {
    const response = await route.fetch()
    const json = (await response.json()) as FolderList | { folders: FolderList }
    const changed = (list: FolderList) => ({ ...list, items: list.items.map(change) })
    await route.fulfill({
      response,
      json: 'folders' in json ? { ...json, folders: changed(json.folders) } : changed(json),
    })
  })
}

async function openFirst(visit: Visit): Promise<void> {
  await mailOf(visit).rows.first().click()
  await visit.page.getByRole('article').first().waitFor()
}

const sender = ({ page, words }: Visit) =>
  page.getByRole('combobox', { name: words('compose.field.from'), exact: true })

async function answerFirst(visit: Visit): Promise<void> {
  const { page, words } = visit
  await openDesk(visit)
  await openFirst(visit)
  await page
    .getByRole('button', { name: words('actions.reply'), exact: true })
    .first()
    .click()
  await sender(visit).waitFor()
}

/** In the mailboxes of other people. */
export const actingStates: readonly State[] = [
  {
    name: 'mailbox of somebody else',
    screens,
    reach: openDesk,
    holds: (visit) => band(visit).waitFor(),
  },
  {
    name: 'message in a mailbox where little is permitted',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await withLittlePermitted(visit)
      await openAt(visit, `/mail/${await deskInbox(visit)}`, mailOf(visit).rows.first())
      await openFirst(visit)
    },
    holds: (visit) => band(visit).waitFor(),
    leave,
  },
  {
    name: 'answer from the mailbox of somebody else',
    screens,
    reach: answerFirst,
    holds: ({ page, words }) => page.getByText(words.like('acting.writing.as')).first().waitFor(),
  },
  {
    name: 'answer from another mailbox than it was begun in',
    screens,
    async reach(visit) {
      await answerFirst(visit)
      await sender(visit).selectOption({ index: 0 })
    },
    holds: ({ page, words }) => page.getByText(words.like('acting.writing.own')).first().waitFor(),
  },
]
