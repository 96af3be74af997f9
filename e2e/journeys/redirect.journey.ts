import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'

const bodyOf = (source: string) => source.slice(source.indexOf('\r\n\r\n'))

/** A command of an open message that stands behind "More actions". */
async function command({ page, hands }: Scene, message: MessageScreen, id: string): Promise<void> {
  const { words } = message
  await hands.press(message.tools.getByRole('button', { name: words('actions.more'), exact: true }))
  await hands.press(page.getByRole('menuitem', { name: words(`actions.${id}`), exact: true }))
}

/** Sends Hana a message, which she redirects to Ben. */
async function redirect(scene: Scene, subject: string) {
  const { app, page, hands } = scene
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
  return { words, dialog }
}

journey(
  'A message is redirected as it is, and arrives from its author',
  async (scene) => {
    const { app, page } = scene
    const subject = ownSubject('For the harbour desk')
    const { words } = await redirect(scene, subject)
    const said = words.with('redirect.goesIn', { people: person(app, 'ben').address, count: 10 })
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
  },
  { waitsAsUsual: true },
)

journey(
  'A redirected message is taken back in time, and reaches nobody',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Not for the harbour desk')
    const { words, dialog } = await redirect(scene, subject)
    await dialog.waitFor({ state: 'detached' })
    if (hands.kind === 'keyboard') await page.keyboard.press('Control+z')
    else await page.getByRole('button', { name: words('ui.undo') }).click()
    await eventually('it is said', async () => (await announced(page)).includes(words('redirect.stopped')))
    // Whatever is sent after it has arrived, and it has not.
    const later = ownSubject('For the harbour desk after all')
    await deliver(app.platform, 'ben', { subject: later })
    const mailbox = await openMailbox(app.platform, 'ben')
    try {
      await mailbox.arrives('INBOX', later)
      assert.equal(await mailbox.countOf('INBOX', subject), 0)
    } finally {
      await mailbox.close()
    }
  },
  { waitsAsUsual: true },
)

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
  await soonEqual(() => compose.recipients('to').count(), 1)
  await soonEqual(() => compose.recipients('to').first().getAttribute('title'), 'streets@lists.example')
})
