import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const ownName = (about: string) => `${about}-${randomUUID().slice(0, 6)}`

journeyByKeyboard(
  'A folder that another program deletes while it is open is told, and one can go on',
  async (scene) => {
    const { app, page, hands } = scene
    const mailbox = await openMailbox(app.platform, 'ada')
    try {
      const name = ownName('Closing')
      await mailbox.fill(name, ['First', 'Second'])
      const mail = await signedIn(app, page, hands, 'ada')
      await hands.press(mail.folder(name))
      await mail.row('Second').waitFor()
      await mailbox.drop(name)
      await page.getByText(mail.words('problems.folder-gone')).first().waitFor()
      await mail.folder(name).waitFor({ state: 'detached' })
      await hands.press(mail.folder(mail.words('mail.role.inbox')))
      await mail.isShown()
    } finally {
      await mailbox.close()
    }
  },
)

journey(
  'A message that another program has deleted since it was listed is said to be gone, where the focus is',
  async ({ app, page, hands }) => {
    const mailbox = await openMailbox(app.platform, 'ada')
    try {
      const name = ownName('Vanishing')
      await mailbox.fill(name, ['First', 'Second', 'Third'])
      // News of it would take the row away before anybody could press it.
      await page.route(/\/api\/events$/, () => undefined)
      const mail = await signedIn(app, page, hands, 'ada')
      const message = new MessageScreen(page)
      await hands.press(mail.folder(name))
      await mail.row('Third').waitFor()
      await mailbox.expunge(name, 'First')
      await hands.press(mail.row('First'))
      await page.getByText(mail.words('reading.notOpened'), { exact: true }).first().waitFor()
      await page.getByText(mail.words('problems.message-gone')).first().waitFor()
      await hasFocus(page, message.heading('First'))
    } finally {
      await mailbox.close()
      await page.unrouteAll({ behavior: 'ignoreErrors' })
    }
  },
)

journeyByKeyboard(
  'Moving into a folder that may only be read is refused in words, and the message is where it was',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Bollards')
    await deliver(app.platform, 'ada', { subject })
    const [bens, adas] = [await openMailbox(app.platform, 'ben'), await openMailbox(app.platform, 'ada')]
    try {
      const name = ownName('Readable')
      await bens.fill(name, ['Something to read'])
      await bens.letIn(name, 'ada', 'lr')
      const mail = await signedIn(app, page, hands, 'ada')
      const message = new MessageScreen(page)
      await hands.press(mail.row(subject))
      await message.isReached(subject)
      await hands.press(message.tool('move'))
      await hasFocus(page, mail.choice)
      await page.keyboard.type(name)
      await mail.moveDialog.getByRole('option', { name }).waitFor()
      await page.keyboard.press('Enter')
      await eventually('the refusal is told', async () => (await announced(page)).includes('stays'))
      await mail.row(subject).waitFor()
      await adas.arrives('INBOX', subject)
    } finally {
      await bens.close()
      await adas.close()
    }
  },
)
