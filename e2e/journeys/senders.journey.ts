import { randomUUID } from 'node:crypto'
import { chooseForMessage } from '../choose-for-message.ts'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

const uid = 'grace'

journey('A sender blocked from a message lands in Junk, until the settings let them in again', async (scene) => {
  const { app, page, hands } = scene
  const mailbox = await openMailbox(app.platform, uid)
  const from = `pest.${randomUUID().slice(0, 8)}@harbour.example`
  const subject = ownSubject('Buy now')
  const send = async (about: string) => {
    const next = ownSubject(about)
    await deliver(app.platform, uid, { from, subject: next })
    return next
  }
  try {
    const junk = await mailbox.folderFor('\\Junk')
    await deliver(app.platform, uid, { from, subject })
    await mailbox.arrives('INBOX', subject)
    const mail = await signedIn(app, page, hands, uid)
    const { words } = mail
    const isSaid = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    await mail.row(subject).waitFor()
    await chooseForMessage(scene, mail, subject, words('rule-actions.blockSender'))
    await isSaid(words.with('senders.done.blocked', { sender: from }))
    await mailbox.arrives(junk, await send('Buy again'))

    await page.goto(`${app.url}/settings/senders`)
    const field = page.getByRole('textbox', { name: words('senders.blocked.field') })
    const list = page.getByRole('list', { name: words('senders.blocked.title') })
    await list.getByText(from).first().waitFor()
    await hands.press(list.getByRole('button', { name: words.with('senders.blocked.remove', { sender: from }) }))
    await isSaid(words.with('senders.done.none', { sender: from }))
    await hasFocus(page, field)
    await mailbox.arrives('INBOX', await send('Buy last'))

    const own = app.platform.people.find((person) => person.uid === uid)?.address ?? ''
    await hands.write(field, own)
    await hands.press(page.getByRole('button', { name: words('senders.blocked.add'), exact: true }))
    await hasFocus(page, field)
    await page.getByText(words('senders.error.own-address')).first().waitFor()
  } finally {
    await mailbox.close()
  }
})
