import { type Folder, type FolderList } from '#contract/folders.ts'
import { FolderScreen } from '#e2e/screens/folder-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { chooseInPalette, mailOf, openAt, openFolder, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const foldersOf = (visit: Visit) => new FolderScreen(mailOf(visit))

/** A folder of the seed that somebody made, with messages in it. */
const ownFolder = 'Ramp survey'
/** The same at the top, where nothing need be opened to see it. */
const topFolder = 'Receipts'

/** Shows the folders as a person would have arranged them, and leaves the mailbox as it is. */
async function withFolders(visit: Visit, change: (list: FolderList) => FolderList): Promise<void> {
  await openInbox(visit)
  await visit.page.route(/\/api\/(start|folders)$/, async (route) => {
    const response = await route.fetch()
    const json = (await response.json()) as FolderList | { folders: FolderList }
    await route.fulfill({
      response,
      json: 'folders' in json ? { ...json, folders: change(json.folders) } : change(json),
    })
  })
}

const asTheyAre = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

const archiveField = ({ page, words }: Visit) => page.getByRole('combobox', { name: words('settings.roles.archive') })

/** A folder of the seed for archived messages, and without a purpose what the server names for them. */
function chosen({ items, ...list }: FolderList): FolderList {
  const roleOf = ({ name, role }: Folder) => (name === topFolder ? 'archive' : role === 'archive' ? null : role)
  return { ...list, items: items.map((folder) => ({ ...folder, role: folder.owner ? folder.role : roleOf(folder) })) }
}

/** What can be done with folders, and the questions asked before. The palette reaches them at every width. */
export const folderStates: readonly State[] = [
  {
    name: 'favourites above the folders',
    screens,
    async reach(visit) {
      // Of every kind: with a purpose and unread messages, made by somebody, inside another one.
      await withFolders(visit, ({ items, ...list }) => {
        const favourites = items.filter(({ holdsMessages }) => holdsMessages).map(({ id }) => id)
        return { ...list, items, favourites: favourites.slice(0, 9) }
      })
      await openAt(visit, '/folders', foldersOf(visit).favourites)
    },
    holds: (visit) => foldersOf(visit).favourites.waitFor(),
    leave: asTheyAre,
  },
  {
    name: 'folders chosen for a purpose, in the tree',
    screens,
    async reach(visit) {
      await withFolders(visit, chosen)
      await openAt(visit, '/folders', foldersOf(visit).button)
    },
    holds: ({ page, words }) =>
      page
        .getByRole('treeitem', { name: words.like('folder-tree.usedAs') })
        .first()
        .waitFor(),
    leave: asTheyAre,
  },
  {
    name: 'settings with folders chosen for a purpose',
    screens: ['SettingsScreen'],
    async reach(visit) {
      await withFolders(visit, chosen)
      await openAt(visit, '/settings/mail', archiveField(visit))
    },
    holds: (visit) =>
      archiveField(visit).getByRole('option', { selected: true, name: topFolder }).waitFor({ state: 'attached' }),
    leave: asTheyAre,
  },
  {
    name: 'hidden folders in their dialog',
    screens,
    async reach(visit) {
      await withFolders(visit, ({ items, ...list }) => ({
        ...list,
        items: items.map((folder) => ({ ...folder, hidden: folder.role === null })),
      }))
      await openAt(visit, '/', mailOf(visit).rows.first())
      await chooseInPalette(visit, visit.words('folder-tree.hidden'))
    },
    holds: ({ page, words }) => page.getByRole('dialog', { name: words('folders.hiddenTitle') }).waitFor(),
    leave: asTheyAre,
  },
  {
    name: 'hidden mailboxes of others in their dialog',
    screens,
    async reach(visit) {
      await withFolders(visit, ({ items, ...list }) => ({
        ...list,
        items: items.map(({ shared, ...folder }) =>
          shared ? { ...folder, hidden: true, shared: { ...shared, mailboxHidden: true } } : folder,
        ),
      }))
      await openAt(visit, '/', mailOf(visit).rows.first())
      await chooseInPalette(visit, visit.words('folder-tree.hidden'))
    },
    holds: ({ page, words }) =>
      page
        .getByRole('dialog', { name: words('folders.hiddenTitle') })
        .getByText(words.like('folders.mailboxOf'))
        .first()
        .waitFor(),
    leave: asTheyAre,
  },
  {
    name: 'menu of a folder',
    screens,
    async reach(visit) {
      await openAt(visit, '/folders', foldersOf(visit).button)
      await foldersOf(visit).button.click()
    },
    reopen: (visit) => foldersOf(visit).button.click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'dialog for a new folder, with a name that cannot be',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await chooseInPalette(visit, visit.words('folder-tree.new'))
      await foldersOf(visit).name.waitFor()
      await visit.page.keyboard.press('Enter')
    },
    holds: ({ page, words }) => page.getByText(words('folders.nameMissing')).waitFor(),
  },
  {
    name: 'dialog for moving a folder',
    screens,
    async reach(visit) {
      await openFolder(visit, ownFolder)
      await chooseInPalette(visit, visit.words('folder-tree.move'))
    },
    holds: ({ page, words }) => page.getByRole('dialog', { name: words.like('folders.moveTitle') }).waitFor(),
  },
  {
    name: 'dialog before deleting a folder',
    screens,
    async reach(visit) {
      await openFolder(visit, ownFolder)
      await chooseInPalette(visit, visit.words('folder-tree.delete'))
    },
    holds: ({ page, words }) => page.getByRole('alertdialog', { name: words.like('folders.deleteTitle') }).waitFor(),
  },
]
