import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { EditorScreen } from '../screens/editor-screen.ts'

journey('What may have been overlooked is asked about once, and not again where that is wished', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('The plan')
  const { newMessage, words } = await signedIn(app, page, hands, 'ines')
  const form = new EditorScreen(page)
  await hands.press(newMessage)
  await form.heading('newMessage').waitFor()
  await hands.write(form.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await form.recipients('to').first().waitFor()
  await hands.write(form.text, 'The plan is attached.')
  await hands.press(form.send)

  await form.check.getByRole('heading', { name: words('sending-check.subject.title') }).waitFor()
  await form.check.getByRole('heading', { name: words('sending-check.attachment.title') }).waitFor()
  const silence = form.check.getByRole('checkbox', {
    name: words.with('sending-check.silence', { what: words('sending-check.attachment.name') }),
  })
  if (hands.kind === 'mouse') await silence.click()
  else {
    await hands.reach(silence)
    await page.keyboard.press('Space')
  }
  await hands.press(form.check.getByRole('button', { name: words('sending-check.subject.mend'), exact: true }))
  await hasFocus(page, form.subject)
  await page.keyboard.type(subject)
  // Nothing is left to be asked, so it goes.
  await hands.press(form.send)
  const mailbox = await openMailbox(app.platform, 'ben')
  await mailbox.arrives('INBOX', subject).finally(() => mailbox.close())
})
