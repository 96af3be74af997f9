import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { kept } from '../kept.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

/** Nobody else's journey goes by her folders. */
const uid = 'grace'

/** Goes to the settings, as a person does who has just heard of it, and through the choices by first letters or by mouse. */
async function chooseArchive({ app, page, hands }: Scene, mail: MailScreen, choice: string): Promise<void> {
  await page.goto(new URL('/settings/mail', app.url).href)
  const field = page.getByRole('combobox', { name: mail.words('settings.roles.archive') })
  await field.waitFor()
  await kept(page, /^\/api\/folder-roles$/, async () => {
    if (hands.kind === 'mouse') await field.selectOption({ label: choice })
    else {
      await hands.reach(field)
      await page.keyboard.type(choice)
    }
  })
  const said = mail.words.with('settings.now', { name: mail.words('settings.roles.archive'), value: choice })
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
}

async function archiveMessage({ page, hands }: Scene, mail: MailScreen, subject: string): Promise<void> {
  const message = new MessageScreen(page)
  await hands.press(mail.row(subject))
  await message.isReached(subject)
  await hands.press(message.tool('archive'))
  await mail.row(subject).waitFor({ state: 'detached' })
}

journey(
  'A folder chosen for archived messages is where they go, until it is left to the server again',
  async (scene) => {
    const { app, page, hands } = scene
    const folder = `Cellar${randomUUID().slice(0, 6)}`
    const [first, second] = [ownSubject('Kept in the cellar'), ownSubject('Kept upstairs')]
    for (const subject of [first, second]) await deliver(app.platform, uid, { subject })
    const mailbox = await openMailbox(app.platform, uid)
    try {
      await mailbox.fill(folder, [])
      const archive = await mailbox.folderFor('\\Archive')
      const mail = await signedIn(app, page, hands, uid)
      await chooseArchive(scene, mail, folder)

      await page.goto(app.url)
      const line = mail.words.with('folder-tree.usedAs', { folder, role: mail.words('mail.role.archive') })
      await mail.folder(line).waitFor()
      await archiveMessage(scene, mail, first)
      await mailbox.arrives(folder, first)

      const server = mail.words.with('settings.roles.server', { folder: mail.words('mail.role.archive') })
      await chooseArchive(scene, mail, server)
      await page.goto(app.url)
      await archiveMessage(scene, mail, second)
      await mailbox.arrives(archive, second)
    } finally {
      await mailbox.close()
    }
  },
)
