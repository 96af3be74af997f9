import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const bodyOf = (source: string) => source.slice(source.indexOf('\r\n\r\n'))

/** A command of an open message that stands behind "More actions". */
async function command({ page, hands }: Scene, message: MessageScreen, id: string): Promise<void> {
  const { words } = message
  await hands.press(message.tools.getByRole('button', { name: words('actions.more'), exact: true }))
  await hands.press(page.getByRole('menuitem', { name: words(`actions.${id}`), exact: true }))
}

journey('A message is redirected as it is, and arrives from its author', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('For the harbour desk')
  await deliver(app.platform, 'hana', { subject, text: 'When does the kiosk open?' })
  const mail = await signedIn(app, page, hands, 'hana')
  const { words } = mail
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await command(scene, message, 'redirect')
  const dialog = page.getByRole('dialog', { name: words.with('redirect.title', { subject }) })
  const to = dialog.getByRole('combobox', { name: words('compose.field.to'), exact: true })
  await hands.write(to, person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.press(dialog.getByRole('button', { name: words('redirect.confirm'), exact: true }))
  const said = words.with('redirect.done', { people: person(app, 'ben').address })
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
  const [mailbox, own] = [await openMailbox(app.platform, 'ben'), await openMailbox(app.platform, 'hana')]
  try {
    const source = (await mailbox.arrives('INBOX', subject)).raw.toString('latin1')
    const original = (await own.arrives('INBOX', subject)).raw.toString('latin1')
    assert.match(source, /^From: Nora Fields <nora\.fields@harbour\.example>\r$/m)
    assert.match(source, new RegExp(`^Resent-To: ${person(app, 'ben').address}\r$`, 'm'))
    assert.equal(bodyOf(source), bodyOf(original))
  } finally {
    await mailbox.close()
    await own.close()
  }
})

journey('An answer to a mailing list goes to the list alone', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Kerbs')
  const headers = ['List-Id: Streets <streets.lists.example>', 'List-Post: <mailto:streets@lists.example>']
  await deliver(app.platform, 'hana', { subject, headers })
  const mail = await signedIn(app, page, hands, 'hana')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await command(scene, message, 'reply-list')
  const compose = new ComposeScreen(page)
  await hasFocus(page, compose.text)
  await compose.recipients('to').first().waitFor()
  assert.equal(await compose.recipients('to').count(), 1)
  assert.equal(await compose.recipients('to').first().getAttribute('title'), 'streets@lists.example')
})
