import { FolderScreen } from '#e2e/screens/folder-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { chooseInPalette, mailOf, openAt, openFolder, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const foldersOf = (visit: Visit) => new FolderScreen(mailOf(visit))

/** A folder of the seed that somebody made, with messages in it. */
const ownFolder = 'Ramp survey'

/** What can be done with folders, and the questions asked before. The palette reaches them at every width. */
export const folderStates: readonly State[] = [
  {
    name: 'favourites above the folders',
    screens,
    async reach(visit) {
      await openInbox(visit)
      await visit.page.route('**/api/start', async (route) => {
        const response = await route.fetch()
        const start = (await response.json()) as { folders: { items: { id: string; holdsMessages: boolean }[] } }
        const { folders } = start
        // Of every kind: with a purpose and unread messages, made by somebody, inside another one.
        const favourites = folders.items.filter(({ holdsMessages }) => holdsMessages).map(({ id }) => id)
        await route.fulfill({
          response,
          json: { ...start, folders: { ...folders, favourites: favourites.slice(0, 9) } },
        })
      })
      await openAt(visit, '/folders', foldersOf(visit).favourites)
    },
    holds: (visit) => foldersOf(visit).favourites.waitFor({ timeout: 3000 }),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'menu of a folder',
    screens,
    async reach(visit) {
      await openAt(visit, '/folders', foldersOf(visit).button)
      await foldersOf(visit).button.click()
    },
    reopen: (visit) => foldersOf(visit).button.click(),
    holds: ({ page }) => page.getByRole('menu').waitFor({ timeout: 3000 }),
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
    holds: ({ page, words }) => page.getByText(words('folders.nameMissing')).waitFor({ timeout: 3000 }),
  },
  {
    name: 'dialog for moving a folder',
    screens,
    async reach(visit) {
      await openFolder(visit, ownFolder)
      await chooseInPalette(visit, visit.words('folder-tree.move'))
    },
    holds: ({ page, words }) =>
      page.getByRole('dialog', { name: words.like('folders.moveTitle') }).waitFor({ timeout: 3000 }),
  },
  {
    name: 'dialog before deleting a folder',
    screens,
    async reach(visit) {
      await openFolder(visit, ownFolder)
      await chooseInPalette(visit, visit.words('folder-tree.delete'))
    },
    holds: ({ page, words }) =>
      page.getByRole('alertdialog', { name: words.like('folders.deleteTitle') }).waitFor({ timeout: 3000 }),
  },
]
