import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { MessageScreen } from '../screens/message-screen.ts'

journey('The source of a message is looked at and saved as a file, as the mail server has it', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Odd header')
  await deliver(app.platform, 'ada', { subject, text: 'Good morning, harbour.' })
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.details)
  await hands.press(message.showSource)
  await message.source.waitFor()
  const shown = await message.source.inputValue()
  assert.match(shown, new RegExp(`^Subject: ${subject}$`, 'm'))
  assert.match(shown, /^Received: /m)

  const [download] = await Promise.all([page.waitForEvent('download'), hands.press(message.saveInSource)])
  assert.equal(download.suggestedFilename(), `${subject}.eml`)
  assert.equal(readFileSync(await download.path(), 'utf8').replaceAll('\r\n', '\n'), shown)

  await page.keyboard.press('Escape')
  await hasFocus(page, message.showSource)
})

journeyByKeyboard(
  'On paper a message stands alone: its people and text, without list, folders and buttons',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('For the notice board')
    await deliver(app.platform, 'ada', { subject, text: `${'The harbour is closed.\n'.repeat(80)}See you in spring.` })
    const mail = await signedIn(app, page, hands, 'ada')
    await hands.press(mail.row(subject))
    const message = new MessageScreen(page)
    await message.isReached(subject)
    const end = message.article(subject).getByText('See you in spring.')
    await end.waitFor()
    await page.emulateMedia({ media: 'print' })
    await message.heading(subject).waitFor()
    await message.article(subject).getByText('Nora Fields').first().waitFor()
    await message.article(subject).getByText(String(new Date().getFullYear())).first().waitFor()
    for (const part of [mail.list, mail.folders, message.tools, mail.newMessage])
      await part.waitFor({ state: 'hidden' })
    const { top, height } = await end.evaluate((element) => ({
      top: element.getBoundingClientRect().top + scrollY,
      height: document.documentElement.scrollHeight,
    }))
    assert.ok(top < height, 'nothing is cut off at the end of the window')
  },
)
