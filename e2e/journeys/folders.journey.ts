import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { FolderScreen } from '../screens/folder-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** A name that no other journey uses, without a space, so that its first letters find it. */
const ownName = (about: string) => `${about}-${randomUUID().slice(0, 6)}`

async function create({ hands, page }: Scene, mail: MailScreen, name: string): Promise<void> {
  const folders = new FolderScreen(mail)
  await hands.press(folders.button)
  await hands.press(folders.item('new'))
  await hasFocus(page, folders.name)
  await hands.write(folders.name, name)
  await hands.press(folders.answer('create'))
  await hasFocus(page, mail.folder(name))
}

async function moveInto({ hands, page }: Scene, mail: MailScreen, subject: string, folder: string): Promise<void> {
  const message = new MessageScreen(page)
  await hands.press(mail.row(subject))
  await message.isReached(subject)
  await hands.press(message.tool('move'))
  await hasFocus(page, mail.choice)
  await page.keyboard.type(folder)
  const choice = mail.moveDialog.getByRole('option').first()
  if (hands.kind === 'mouse') await choice.click()
  else await page.keyboard.press('Enter')
  await mail.moveDialog.waitFor({ state: 'detached' })
}

journey(
  'A folder is made, renamed, filled and deleted, its mail is in Trash, and Undo brings all of it back',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Kerb at the station')
    await deliver(app.platform, 'ada', { subject })
    const mailbox = await openMailbox(app.platform, 'ada')
    try {
      const mail = await signedIn(app, page, hands, 'ada')
      const folders = new FolderScreen(mail)
      const [first, name] = [ownName('Kerbs'), ownName('Crossings')]
      await create(scene, mail, first)
      await folders.choose(hands, first, 'rename')
      await hasFocus(page, folders.name)
      await hands.write(folders.name, name)
      await hands.press(folders.answer('renameConfirm'))
      await hasFocus(page, mail.folder(name))
      await mail.folder(first).waitFor({ state: 'detached' })

      await moveInto(scene, mail, subject, name)
      await mailbox.arrives(name, subject)
      await hands.press(mail.folder(name))
      await mail.row(subject).waitFor()

      await folders.choose(hands, name, 'delete')
      await page
        .getByText(mail.words.with('folders.messagesToTrash', { count: 1 }).replace('messages go', 'message goes'))
        .first()
        .waitFor()
      await hands.press(folders.answer('delete'))
      await hasFocus(page, mail.folder(mail.words('mail.role.inbox')))
      await mail.folder(name).waitFor({ state: 'detached' })
      await mail.rows.first().waitFor()
      const trash = await mailbox.folderFor('\\Trash')
      await mailbox.arrives(trash, subject)

      await hands.press(mail.undo)
      await mailbox.arrives(name, subject)
      await mailbox.leaves(trash, subject)
      await hands.press(mail.folder(name))
      await mail.row(subject).waitFor()
    } finally {
      await mailbox.close()
    }
  },
)

journey('A folder that was made by mistake is taken back', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'ada')
  const name = ownName('Mistake')
  await create(scene, mail, name)
  await hands.press(mail.undo)
  await mail.folder(name).waitFor({ state: 'detached' })
})

journeyByKeyboard('A renamed folder takes its open message along, and Undo brings the name back', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Gate without a step')
  await deliver(app.platform, 'ada', { subject })
  const mail = await signedIn(app, page, hands, 'ada')
  const folders = new FolderScreen(mail)
  const [first, second] = [ownName('Gates'), ownName('Doors')]
  await create(scene, mail, first)
  await moveInto(scene, mail, subject, first)
  await hands.press(mail.folder(first))
  await hands.press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  const before = page.url()

  await folders.choose(hands, first, 'rename')
  await hasFocus(page, folders.name)
  await hands.write(folders.name, second)
  await page.keyboard.press('Enter')
  await hasFocus(page, mail.folder(second))
  await eventually('the new address', () => Promise.resolve(page.url() !== before))
  await new MessageScreen(page).article(subject).waitFor()
  await mail.row(subject).waitFor()
  await page.keyboard.press('Control+z')
  await hasFocus(page, mail.folder(first))
  await new MessageScreen(page).article(subject).waitFor()
  await page.reload()
  await new MessageScreen(page).article(subject).waitFor()
})

journeyByKeyboard('A name that cannot be is explained, and nothing typed is lost', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'ada')
  const folders = new FolderScreen(mail)
  const name = ownName('Ramps')
  await create(scene, mail, name)
  await hands.press(folders.button)
  await hands.press(folders.item('new'))
  await hasFocus(page, folders.name)
  await folders.place.selectOption({ index: 0 })
  await folders.name.focus()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page
    .getByText(mail.words.with('folders.exists', { folder: name }))
    .first()
    .waitFor()
  await hasFocus(page, folders.name)
  await page.keyboard.press('Escape')
  await hasFocus(page, folders.button)

  await folders.choose(hands, name, 'delete')
  await hands.press(folders.answer('delete'))
  await eventually('it is told', async () =>
    (await announced(page)).includes(mail.words.with('folders.deletedEmpty', { folder: name })),
  )
  await mail.folder(name).waitFor({ state: 'detached' })
})
