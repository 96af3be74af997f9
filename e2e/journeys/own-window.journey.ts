import assert from 'node:assert/strict'
import { type Page } from 'playwright-core'
import { hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

const words = 'The ramp is closed on Monday.'

/** Begins a message to Ben, and goes on with it in a window of its own. */
async function begin({ app, page, hands }: Scene, mail: MailScreen, subject: string): Promise<Page> {
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await compose.heading('newMessage').waitFor()
  await hands.write(compose.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, words)
  const popup = page.waitForEvent('popup')
  await hands.press(page.getByRole('button', { name: mail.words('compose-more.menu'), exact: true }))
  await hands.press(page.getByRole('menuitem', { name: mail.words('own-window.open'), exact: true }))
  const own = await popup
  const there = new ComposeScreen(own)
  await there.subject.waitFor()
  await soonEqual(() => there.subject.inputValue(), subject)
  await soonEqual(() => there.text.inputValue(), words)
  await soonEqual(() => there.recipients('to').count(), 1)
  return own
}

const button = (page: Page, mail: MailScreen, key: string) =>
  page.getByRole('button', { name: mail.words(`own-window.${key}`), exact: true })

async function arrivesOnce({ app }: Scene, subject: string, text: RegExp): Promise<void> {
  const bens = await openMailbox(app.platform, 'ben')
  try {
    assert.match((await bens.arrives('INBOX', subject)).raw.toString(), text)
    assert.equal(await bens.countOf('INBOX', subject), 1)
  } finally {
    await bens.close()
  }
}

journey('A message goes on in its own window, comes back when that closes, and is sent whole', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Ramp in its own window')
  const mail = await signedIn(app, page, hands, 'ada')
  const own = await begin(scene, mail, subject)
  await page
    .getByRole('heading', { name: mail.words('own-window.title') })
    .first()
    .waitFor()

  const there = new ComposeScreen(own)
  await there.text.focus()
  await own.keyboard.press('Control+End')
  await own.keyboard.type(' Use the lift.')
  const closed = own.waitForEvent('close')
  if (hands.kind === 'mouse') await there.close.click()
  else {
    await own.keyboard.press('Shift+Tab')
    // The window is gone before the key is let go.
    await there.close.press('Enter').catch(() => undefined)
  }
  await closed

  // Nothing is put before the person until they ask for it.
  await hands.press(button(page, mail, 'goOn'))
  const compose = new ComposeScreen(page)
  await compose.text.waitFor()
  await soonEqual(() => compose.text.inputValue(), `${words} Use the lift.`)
  await page.keyboard.press('Control+Enter')
  await arrivesOnce(scene, subject, /closed on Monday\. Use the lift\./)
})

journeyByKeyboard('A message is fetched back from its own window, with what was just typed there', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Ramp fetched back')
  const mail = await signedIn(app, page, hands, 'ada')
  const own = await begin(scene, mail, subject)
  await new ComposeScreen(own).text.focus()
  await own.keyboard.press('Control+End')
  await own.keyboard.type(' At once.')
  const closed = own.waitForEvent('close')
  await hands.press(button(page, mail, 'back'))
  await closed
  const compose = new ComposeScreen(page)
  await compose.text.waitFor()
  await soonEqual(() => compose.text.inputValue(), `${words} At once.`)
})

journeyByKeyboard(
  'A message is sent from its own window after the first one was closed, and can be undone there',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Ramp from the second window')
    const mail = await signedIn(app, page, hands, 'ada')
    const own = await begin(scene, mail, subject)
    await page.close()
    const there = new ComposeScreen(own)
    await there.text.focus()
    await own.keyboard.press('Control+Enter')
    await button(own, mail, 'closeThis').waitFor()
    await hasFocus(own, own.getByRole('heading', { name: mail.words('compose.gone'), level: 1 }))
    await own.keyboard.press('Control+z')
    await there.text.waitFor()
    await soonEqual(() => there.text.inputValue(), words)
    await there.text.focus()
    await own.keyboard.press('Control+Enter')
    await button(own, mail, 'closeThis').waitFor()
    await arrivesOnce(scene, subject, /closed on Monday\./)
  },
  { waitsAsUsual: true },
)

journeyByKeyboard('What stood in its own window is offered again when every window was closed', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Ramp after all windows')
  const mail = await signedIn(app, page, hands, 'ada')
  const own = await begin(scene, mail, subject)
  const context = page.context()
  await own.close()
  await page.close()
  const later = await context.newPage()
  await later.goto(app.url)
  await later.getByRole('button', { name: mail.words('drafts.goOn'), exact: true }).click()
  const compose = new ComposeScreen(later)
  await compose.subject.waitFor()
  await soonEqual(() => compose.subject.inputValue(), subject)
  await soonEqual(() => compose.text.inputValue(), words)
})
