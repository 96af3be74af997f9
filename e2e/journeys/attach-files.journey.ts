import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { attachmentBytes } from '../mail/attachment-bytes.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'

journey(
  'Attached files arrive with the same bytes; one left out comes back by undoing',
  async ({ app, page, hands }) => {
    const subject = ownSubject('Plans of the bridge')
    const contents = { 'bridge.bin': randomBytes(3_000_000), 'Höhen – Süd.csv': Buffer.from('Ort;m\r\nSüd;12\r\n') }
    const mail = await signedIn(app, page, hands, 'farid')
    await hands.press(mail.newMessage)
    const compose = new ComposeScreen(page)
    await hands.write(compose.field('to'), person(app, 'carmen').address)
    await page.keyboard.press('Enter')
    await hands.write(compose.subject, subject)
    const choosing = page.waitForEvent('filechooser')
    if (hands.kind === 'keyboard') await page.keyboard.press('Alt+Shift+A')
    else await compose.attach.click()
    const chooser = await choosing
    await chooser.setFiles(
      Object.entries(contents).map(([name, buffer]) => ({ name, mimeType: 'application/x-claimed', buffer })),
    )
    await compose.attachment('bridge.bin').waitFor()
    await compose.attachment('Höhen – Süd.csv').waitFor()
    await hands.press(compose.attachment('bridge.bin'))
    await hasFocus(page, compose.attachment('Höhen – Süd.csv'))
    await page.keyboard.press('Control+z')
    await compose.attachment('bridge.bin').waitFor()
    if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
    else await compose.send.click()
    const mailbox = await openMailbox(app.platform, 'carmen')
    try {
      const { raw } = await mailbox.arrives('INBOX', subject)
      assert.ok(attachmentBytes(raw, 'bridge.bin')?.equals(contents['bridge.bin']), 'the same bytes')
      const text = raw.toString()
      assert.match(text, /Content-Type: text\/csv/)
      assert.ok(text.includes(contents['Höhen – Süd.csv'].toString('base64')))
    } finally {
      await mailbox.close()
    }
  },
)
