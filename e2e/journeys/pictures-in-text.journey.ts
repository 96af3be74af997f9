import assert from 'node:assert/strict'
import PostalMime from 'postal-mime'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { EditorScreen } from '../screens/editor-screen.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

journey('A picture in the text is described, and arrives within it', async ({ app, page, hands }) => {
  const subject = ownSubject('The new ramp')
  const mail = await signedIn(app, page, hands, 'ines')
  const { words } = mail
  await hands.press(mail.newMessage)
  const form = new EditorScreen(page)
  await form.heading('newMessage').waitFor()
  await hands.write(form.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.write(form.subject, subject)
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.reach(form.text)
  await page.keyboard.type('Look: ')

  await page.keyboard.press('Alt+F10')
  await hands.press(page.getByRole('button', { name: words('editor-pictures.insert'), exact: true }))
  const dialog = page.getByRole('dialog', { name: words('editor-pictures.title') })
  const choose = dialog.getByRole('button', { name: words('editor-pictures.choose'), exact: true })
  await hasFocus(page, choose)
  const choosing = page.waitForEvent('filechooser')
  await hands.press(choose)
  await (await choosing).setFiles({ name: 'ramp.png', mimeType: 'image/png', buffer: png })
  const description = dialog.getByRole('textbox', { name: words('editor-pictures.description'), exact: true })
  await hasFocus(page, description)
  await page.keyboard.type('The ramp at the library')
  await page.keyboard.press('Enter')
  const said = words.with('editor-pictures.inserted', { name: 'ramp.png' })
  await eventually(`"${said}" is said`, async () => (await announced(page)).includes(said))
  await hasFocus(page, form.text)
  await page.keyboard.type(' Fine?')
  await page.keyboard.press('Control+Enter')

  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    const arrived = await PostalMime.parse((await mailbox.arrives('INBOX', subject)).raw)
    const [picture] = arrived.attachments
    assert.deepEqual(Buffer.from(picture?.content as ArrayBuffer), png)
    const source = `cid:${picture?.contentId?.slice(1, -1)}`
    assert.ok(arrived.html?.includes(`Look: <img src="${source}" alt="The ramp at the library"`), arrived.html)
    assert.match(arrived.text ?? '', /Look: \[The ramp at the library\] Fine\?/)
  } finally {
    await mailbox.close()
  }
})
