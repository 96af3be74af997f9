import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

journey('Reported junk and what is none are told to filters, and Undo tells them the contrary', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('You have won')
  await deliver(app.platform, 'ada', { subject })
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    const junk = await mailbox.folderFor('\\Junk')
    const mail = await signedIn(app, page, hands, 'ada')
    await report('junk', subject, mail, scene)
    await filtersLearn(mailbox, junk, subject, '$Junk')
    await mailbox.leaves('INBOX', subject)

    await hands.press(mail.undo)
    await filtersLearn(mailbox, 'INBOX', subject, '$NotJunk')
    await mail.row(subject).waitFor()

    await report('junk', subject, mail, scene)
    await filtersLearn(mailbox, junk, subject, '$Junk')
    await hands.press(mail.folder(mail.words('mail.role.junk')))
    await report('not-junk', subject, mail, scene)
    await filtersLearn(mailbox, 'INBOX', subject, '$NotJunk')
    await mailbox.leaves(junk, subject)

    await hands.press(mail.undo)
    await filtersLearn(mailbox, junk, subject, '$Junk')
    await mail.row(subject).waitFor()
  } finally {
    await mailbox.close()
  }
})

/** From the menu of the open message; what was done is said. */
async function report(
  id: 'junk' | 'not-junk',
  subject: string,
  mail: MailScreen,
  { page, hands }: Scene,
): Promise<void> {
  const { words } = mail
  const message = new MessageScreen(page)
  // The newest stands first; arrows lead down from there.
  await mail.row(subject).waitFor()
  await mail.rows.first().focus()
  await hands.press(mail.row(subject))
  await message.isReached(subject)
  await hands.press(message.tool('more'))
  await hands.press(page.getByRole('menuitem', { name: words(`actions.${id}`), exact: true }))
  const folder = words(id === 'junk' ? 'mail.role.junk' : 'mail.role.inbox')
  await eventually(`"${id}" is said`, async () => (await announced(page)).includes(folder))
}

/** A filter behind the mail server sees one of the two keywords of the registry, never both. */
async function filtersLearn(mailbox: Mailbox, folder: string, subject: string, keyword: string): Promise<void> {
  const { flags } = await mailbox.arrives(folder, subject)
  const told = [...flags].filter((flag) => /^\$(not)?junk$/i.test(flag))
  assert.deepEqual(told, [keyword])
}
