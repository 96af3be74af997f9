import { hasFocus } from '../focus.ts'
import { type Hands } from '../hands.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

interface Prepared {
  subject: string
  mail: MailScreen
  message: MessageScreen
  mailbox: Mailbox
}

/** A message of its own in Ada's inbox, Ada signed in, and a look past the app into the mailbox. */
async function withMessage(about: string, { app, page, hands }: Scene, act: (all: Prepared) => Promise<void>) {
  const subject = ownSubject(about)
  await deliver(app.platform, 'ada', { subject })
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    const mail = await signedIn(app, page, hands, 'ada')
    await act({ subject, mail, message: new MessageScreen(page), mailbox })
  } finally {
    await mailbox.close()
  }
}

async function open({ mail, message, subject }: Prepared, hands: Hands): Promise<void> {
  await hands.press(mail.row(subject))
  await message.isReached(subject)
}

journey('An archived message is in Archive, and Undo brings it back', async (scene) => {
  await withMessage('Old minutes', scene, async (all) => {
    const { subject, mail, message, mailbox } = all
    const archive = await mailbox.folderFor('\\Archive')
    await open(all, scene.hands)
    await scene.hands.press(message.tool('archive'))
    await mail.row(subject).waitFor({ state: 'detached' })
    await mailbox.arrives(archive, subject)
    await mailbox.leaves('INBOX', subject)
    await scene.hands.press(mail.undo)
    await mailbox.arrives('INBOX', subject)
    await mailbox.leaves(archive, subject)
    await mail.row(subject).waitFor()
  })
})

journey('A deleted message is in Trash, and Undo brings it back', async (scene) => {
  await withMessage('Draft of a draft', scene, async (all) => {
    const { subject, mail, message, mailbox } = all
    const trash = await mailbox.folderFor('\\Trash')
    await open(all, scene.hands)
    await scene.hands.press(message.tool('delete'))
    await mailbox.arrives(trash, subject)
    await mailbox.leaves('INBOX', subject)
    await scene.hands.press(mail.undo)
    await mailbox.arrives('INBOX', subject)
    await mail.row(subject).waitFor()
  })
})

journey('A message goes to the folder chosen by its first letters', async (scene) => {
  await withMessage('Ramp at the library', scene, async (all) => {
    const { subject, mail, message, mailbox } = all
    await open(all, scene.hands)
    await scene.hands.press(message.tool('move'))
    await mail.moveDialog.waitFor()
    await hasFocus(scene.page, mail.choice)
    await scene.page.keyboard.type('arch')
    const choice = mail.moveDialog.getByRole('option').first()
    if (scene.hands.kind === 'mouse') await choice.click()
    else await scene.page.keyboard.press('Enter')
    await mail.moveDialog.waitFor({ state: 'detached' })
    await mailbox.arrives(await mailbox.folderFor('\\Archive'), subject)
    await mailbox.leaves('INBOX', subject)
  })
})
