import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { type FolderList } from '#contract/folders.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { keyboard } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { openMailbox, type Mailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { FolderScreen } from '../screens/folder-screen.ts'

const uid = 'ines'
/** A mailbox that is shared with her. */
const owner = 'Help Desk'

const isSaid = ({ page }: Scene, text: string) =>
  eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
const isSubscribed = (mailbox: Mailbox, folder: string, expected: boolean) =>
  eventually(`other programs ${expected ? '' : 'do not '}show ${folder}`, async () => {
    return (await mailbox.isSubscribed(folder)) === expected
  })

journey('Folders are hidden, here and for other programs, and shown again from the list of them', async (scene) => {
  const { app, page, hands } = scene
  const start = `Hide${randomUUID().slice(0, 6)}`
  const [first, second] = [`${start}a`, `${start}b`]
  const mailbox = await openMailbox(app.platform, uid)
  try {
    for (const name of [first, second]) await mailbox.fill(name, [])
    const mail = await signedIn(app, page, hands, uid)
    const folders = new FolderScreen(mail)
    await folders.choose(hands, first, 'hide')
    await mail.folder(first).waitFor({ state: 'detached' })
    await hasFocus(page, mail.folder(second))
    await isSaid(scene, mail.words.with('folders.hidden', { folder: first }))
    await isSubscribed(mailbox, first, false)

    await page.keyboard.press('Control+z')
    await mail.folder(first).waitFor()
    await isSaid(scene, mail.words.with('folders.shownAgain', { folder: first }))
    await isSubscribed(mailbox, first, true)

    for (const name of [second, first]) {
      await folders.choose(hands, name, 'hide')
      await mail.folder(name).waitFor({ state: 'detached' })
      // A page that is loaded again gives up what it was still asking for.
      await isSubscribed(mailbox, name, false)
    }
    await page.reload()
    await mail.rows.first().waitFor()
    await hands.press(folders.button)
    await hands.press(folders.hiddenItem)
    await hasFocus(page, folders.showAgain(first))
    await hands.press(folders.showAgain(first))
    await hasFocus(page, folders.showAgain(second))
    await folders.showAgain(first).waitFor({ state: 'detached' })
    await hands.press(folders.showAgain(second))
    await hasFocus(page, mail.folder(second))
    await mail.folder(first).waitFor()
    for (const name of [first, second]) await isSubscribed(mailbox, name, true)
  } finally {
    for (const name of [first, second]) await mailbox.drop(name).catch(() => undefined)
    await mailbox.close()
  }
})

journey('A whole mailbox of others is hidden in every browser, and put back from the list of them', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, uid)
  const { words } = mail
  const mailbox = words.with('folders.mailboxOf', { owner })
  const treeOn = (where: Page) => where.getByRole('tree', { name: words.with('folder-tree.shared', { owner }) })
  const hide = () => new FolderScreen(mail).chooseAt(hands, treeOn(page).getByRole('treeitem').first(), 'hide-mailbox')
  /** A page that is closed gives up what it was still asking for. */
  const isKeptAs = (hidden: boolean) =>
    eventually(`the server knows it as ${hidden ? 'hidden' : 'shown'}`, async () => {
      const { items } = (await (await page.request.get(`${app.url}/api/folders`)).json()) as FolderList
      return items.some((folder) => folder.owner === owner && folder.shared?.mailboxHidden === true) === hidden
    })

  await hide()
  await treeOn(page).waitFor({ state: 'detached' })
  await hasFocus(page, mail.folder(words('mail.role.inbox')))
  await isSaid(scene, words.with('folders.mailboxHidden', { owner }))
  await page.keyboard.press('Control+z')
  await treeOn(page).waitFor()
  await isSaid(scene, words.with('folders.mailboxShownAgain', { owner }))
  await hide()
  await treeOn(page).waitFor({ state: 'detached' })
  await isKeptAs(true)

  const elsewhere = await scene.anotherPage()
  const theirHands = hands.kind === 'mouse' ? hands : keyboard(elsewhere)
  const folders = new FolderScreen(await signedIn(app, elsewhere, theirHands, uid))
  await theirHands.press(folders.button)
  await folders.hiddenItem.waitFor()
  assert.equal(await treeOn(elsewhere).count(), 0)
  await theirHands.press(folders.hiddenItem)
  await hasFocus(elsewhere, folders.showAgain(mailbox))
  await theirHands.press(folders.showAgain(mailbox))
  await treeOn(elsewhere).waitFor()
  await hasFocus(elsewhere, treeOn(elsewhere).getByRole('treeitem').first())
  await isKeptAs(false)
})
