import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { openMailbox, type Mailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { FolderScreen } from '../screens/folder-screen.ts'

const uid = 'ines'

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
