import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'

journey('Answers to a muted conversation pass the inbox by, until muting is undone', async (scene) => {
  const { app, page, hands } = scene
  const messageId = `<${randomUUID()}@harbour.example>`
  const subject = ownSubject('Who brings cake')
  await deliver(app.platform, 'ada', { subject, messageId })
  const mailbox = await openMailbox(app.platform, 'ada')
  const answer = async (text: string) => {
    const answering = ownSubject(text)
    await deliver(app.platform, 'ada', { subject: answering, answers: messageId })
    return answering
  }
  try {
    const archive = await mailbox.folderFor('\\Archive')
    // There before, so that it is not told as new: after that the next would be told only half a minute later.
    await mailbox.arrives('INBOX', subject)
    const mail = await signedIn(app, page, hands, 'ada')
    const { words } = mail
    await mail.row(subject).waitFor()
    await mail.rows.first().focus()
    await hands.reach(mail.row(subject))
    await command(scene, mail, words('actions.mute'))
    const said = async () => (await announced(page)).includes(words('mail.role.archive'))
    await eventually('what becomes of answers is said', said)
    await hasFocus(page, mail.row(subject))
    await mail.list
      .getByRole('option', { name: new RegExp(`(^|, )${words('mail.state.muted')}, .*${subject}`, 'i') })
      .waitFor()
    assert.ok((await mailbox.arrives('INBOX', subject)).flags.has('$muted'))

    const me = await answer('Not me')
    await eventually('the answer is in Archive, read and muted', async () => {
      const found = await mailbox.find(archive, me)
      return found?.flags.has('\\Seen') && found.flags.has('$muted')
    })
    await mailbox.leaves('INBOX', me)
    // What comes after it is told, so it was not.
    const news = ownSubject('Gate is open')
    await deliver(app.platform, 'ada', { subject: news })
    await eventually('new mail is said', async () => (await announced(page)).includes(news))
    assert.equal(await mail.row(me).count(), 0)

    await hands.press(mail.undo)
    await eventually('muting is over', async () => !(await mailbox.arrives('INBOX', subject)).flags.has('$muted'))
    const again = await answer('Perhaps me')
    await mailbox.arrives('INBOX', again)
    assert.equal(await mailbox.find(archive, again), null)
  } finally {
    await mailbox.close()
  }
})

async function command({ page }: Scene, mail: MailScreen, label: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await hasFocus(page, mail.choice)
  await page.keyboard.type(label)
  await page.getByRole('option', { name: label }).first().waitFor()
  await page.keyboard.press('Enter')
}
