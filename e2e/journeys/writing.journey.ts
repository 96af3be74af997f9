import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { eventually } from '../eventually.ts'
import { hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { attachmentBytes } from '../mail/attachment-bytes.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { soonEqual } from '../soon.ts'

/** Looks into a mailbox past the app for as long as the act takes. */
async function inMailbox(scene: Scene, uid: string, act: (mailbox: Mailbox) => Promise<void>): Promise<void> {
  const mailbox = await openMailbox(scene.app.platform, uid)
  try {
    await act(mailbox)
  } finally {
    await mailbox.close()
  }
}

async function press(scene: Scene, compose: ComposeScreen): Promise<void> {
  if (scene.hands.kind === 'keyboard') await scene.page.keyboard.press('Control+Enter')
  else await compose.send.click()
}

journey('An answer reaches the other person, and a copy is in Sent', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Key to room 210')
  const ben = person(app, 'ben')
  await deliver(app.platform, 'ada', { subject, from: `${ben.name} <${ben.address}>`, text: 'Who has the key?' })
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await hands.press(message.tool('reply'))
  const compose = new ComposeScreen(page)
  await compose.heading('replyTo').waitFor()
  await hasFocus(page, compose.text)
  await page.keyboard.type('I have it. Come by before noon.')
  await press(scene, compose)
  await inMailbox(scene, 'ben', async (mailbox) => {
    const arrived = await mailbox.arrives('INBOX', `Re: ${subject}`)
    const raw = arrived.raw.toString()
    assert.match(raw, /I have it\. Come by before noon\./)
    assert.match(raw, /^In-Reply-To: </im)
    assert.match(raw, /^From: .*ada\.lindqvist@example\.gov/im)
  })
  await inMailbox(scene, 'ada', async (mailbox) => {
    await mailbox.arrives(await mailbox.folderFor('\\Sent'), `Re: ${subject}`)
    await eventually('the answered mark', async () => (await mailbox.find('INBOX', subject))?.flags.has('\\Answered'))
  })
  await message.isReached(subject)
})

journey('A forwarded attachment arrives with the same bytes', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Plan of the ramp')
  const content = randomBytes(70_000)
  await deliver(app.platform, 'ada', { subject, attachment: { name: 'ramp.bin', type: 'application/x-plan', content } })
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await message.attachment('ramp.bin').waitFor()
  await hands.press(message.tool('forward'))
  const compose = new ComposeScreen(page)
  await compose.heading('forwardOf').waitFor()
  await compose.attachment('ramp.bin').waitFor()
  await hands.write(compose.field('to'), person(app, 'carmen').address)
  await page.keyboard.press('Enter')
  await compose.recipients('to').first().waitFor()
  await press(scene, compose)
  await inMailbox(scene, 'carmen', async (mailbox) => {
    const { raw } = await mailbox.arrives('INBOX', `Fwd: ${subject}`)
    const bytes = attachmentBytes(raw, 'ramp.bin')
    assert.ok(bytes?.equals(content), 'the attachment has the same bytes')
  })
})

journeyByKeyboard('A downloaded attachment has the same bytes', async ({ app, page, hands }) => {
  const subject = ownSubject('File to keep')
  const content = randomBytes(50_000)
  await deliver(app.platform, 'ada', { subject, attachment: { name: 'keep.bin', type: 'application/x-plan', content } })
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  const downloading = page.waitForEvent('download')
  await hands.press(message.attachment('keep.bin'))
  const download = await downloading
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  assert.ok(Buffer.concat(chunks).equals(content))
})

journey('A new message goes to someone found in the directory', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Bench by the tram stop')
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await compose.heading('newMessage').waitFor()
  await hands.write(compose.field('to'), 'Grace')
  const suggestion = compose.suggestion('Grace Whitfield')
  await suggestion.waitFor()
  if (hands.kind === 'mouse') await suggestion.click()
  else {
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
  }
  await compose.recipients('to').first().waitFor()
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'There is room for one more.')
  await press(scene, compose)
  await inMailbox(scene, 'grace', async (mailbox) => {
    const { raw } = await mailbox.arrives('INBOX', subject)
    assert.match(raw.toString(), /There is room for one more\./)
  })
})

journey('A message to nobody is not sent, and says why', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.subject, ownSubject('Nobody'))
  await press(scene, compose)
  await hasFocus(page, compose.field('to'))
  const described = await compose.field('to').evaluate((field) =>
    (field.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' '),
  )
  assert.match(described, new RegExp(compose.words('compose.noRecipient')))
  await soonEqual(() => compose.field('to').getAttribute('aria-invalid'), 'true')
})

journey('Two messages are written at the same time, and each is sent as it was left', async (scene) => {
  const { app, page, hands } = scene
  const mail = await signedIn(app, page, hands, 'ada')
  const compose = new ComposeScreen(page)
  const subjects = [ownSubject('First of two'), ownSubject('Second of two')] as const
  for (const subject of subjects) {
    await hands.press(mail.newMessage)
    await soonEqual(() => compose.subject.inputValue(), '')
    await hands.write(compose.field('to'), person(app, 'ben').address)
    await page.keyboard.press('Enter')
    await hands.write(compose.subject, subject)
    await hands.write(compose.text, `Words of ${subject}`)
  }
  await hands.press(
    page.getByRole('link', { name: mail.words.with('mail.continueWriting', { subject: subjects[0] }), exact: true }),
  )
  await soonEqual(() => compose.subject.inputValue(), subjects[0])
  await press(scene, compose)
  // Where the person came from is the other one.
  await soonEqual(() => compose.subject.inputValue(), subjects[1])
  await press(scene, compose)
  await inMailbox(scene, 'ben', async (mailbox) => {
    for (const subject of subjects) {
      const { raw } = await mailbox.arrives('INBOX', subject)
      assert.ok(raw.toString().includes(`Words of ${subject}`))
    }
  })
})
