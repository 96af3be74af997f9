import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { kept } from '../kept.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { FolderScreen } from '../screens/folder-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'

/** Beside each other in the tree, since they begin alike; without a space, so that first letters find them. */
async function madeFolders({ app }: Scene): Promise<[string, string]> {
  const start = `Arrange${randomUUID().slice(0, 6)}`
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    for (const end of ['a', 'b']) await mailbox.fill(`${start}${end}`, [])
  } finally {
    await mailbox.close()
  }
  return [`${start}a`, `${start}b`]
}

const isSaid = (scene: Scene, text: string) =>
  eventually(`"${text}" is said`, async () => (await announced(scene.page)).includes(text))

const namesOf = async (lines: { allTextContents(): Promise<string[]> }) => (await lines.allTextContents()).join(' ')

journey('Favourites stand above the folders in every browser, in the order the person gives them', async (scene) => {
  const { app, page, hands } = scene
  const [first, second] = await madeFolders(scene)
  const mail = await signedIn(app, page, hands, 'ada')
  const folders = new FolderScreen(mail)
  for (const name of [first, second]) {
    await kept(page, /^\/api\/favourites\//, () => folders.choose(hands, name, 'favourite'))
    await folders.favourite(name).waitFor()
    await isSaid(scene, mail.words.with('folders.favoured', { folder: name }))
  }
  await hasFocus(page, mail.folder(second))

  await folders.favourite(second).focus()
  await kept(page, /^\/api\/favourites\//, async () => {
    if (hands.kind === 'keyboard') await page.keyboard.press('Alt+Shift+ArrowUp')
    else await folders.chooseAt(hands, folders.favourite(second), 'move-up')
  })
  await hasFocus(page, folders.favourite(second))
  await isSaid(scene, mail.words.with('folders.movedBefore', { other: first, place: 1, count: 2 }))

  await page.reload()
  const again = new FolderScreen(new MailScreen(page))
  await again.favourite(first).waitFor()
  await eventually('the order is kept', async () => {
    const names = await namesOf(again.favourites.getByRole('treeitem'))
    return names.indexOf(second) < names.indexOf(first)
  })
  await hands.press(again.favourite(first))
  await page.getByRole('heading', { name: first, exact: true }).first().waitFor()

  for (const name of [first, second]) await again.chooseAt(hands, again.favourite(name), 'unfavourite')
  await again.favourites.waitFor({ state: 'detached' })
  await hasFocus(page, mail.folder(second))
})

journey('A folder is moved down among those beside it, and sorting by name takes it back', async (scene) => {
  const { app, page, hands } = scene
  const [first, second] = await madeFolders(scene)
  const mail = await signedIn(app, page, hands, 'ada')
  const folders = new FolderScreen(mail)
  const isBefore = (one: string, other: string) =>
    eventually(`${one} stands before ${other}`, async () => {
      const names = await namesOf(mail.folders.getByRole('treeitem'))
      return names.indexOf(one) < names.indexOf(other)
    })
  await isBefore(first, second)
  await kept(page, /^\/api\/folder-order$/, async () => {
    if (hands.kind === 'keyboard') {
      await hands.reach(mail.folder(first))
      await page.keyboard.press('Alt+Shift+ArrowDown')
    } else await folders.choose(hands, first, 'move-down')
  })
  await isBefore(second, first)
  await hasFocus(page, mail.folder(first))
  await page.reload()
  await mail.folder(first).waitFor()
  await isBefore(second, first)

  await folders.choose(hands, first, 'sort')
  await isSaid(scene, mail.words('folders.sorted'))
  await isBefore(first, second)
  await page.keyboard.press('Control+z')
  await isBefore(second, first)
  await folders.choose(hands, first, 'sort')
  await isBefore(first, second)
})
