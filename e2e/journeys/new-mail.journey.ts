import assert from 'node:assert/strict'
import { announced, focusedName, hasFocus } from '../focus.ts'
import { eventually } from '../eventually.ts'
import { keyboard } from '../hands.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'

journey(
  'New mail appears by itself, and rows stay still under the reader until asked',
  async ({ app, page, hands }) => {
    // No other journey changes this mailbox, so that only the new message can move a row.
    const mail = await signedIn(app, page, hands, 'grace')
    // The focus is in the list after signing in: someone is reading it.
    await hasFocus(page, mail.rows.and(page.locator(':focus')))
    const row = await page.evaluateHandle(() => document.activeElement)
    const whereIsRow = () => page.evaluate((element) => (element as Element).getBoundingClientRect().top, row)
    const nameOfRow = await focusedName(page)
    const top = await whereIsRow()
    const subject = ownSubject('Just in')
    await deliver(app.platform, 'grace', { subject })
    await mail.waiting.waitFor({ timeout: 15_000 })
    assert.equal(await page.evaluate((kept) => document.activeElement === kept, row), true, 'the focus did not move')
    assert.equal(await focusedName(page), nameOfRow, 'the row is still the same message')
    assert.equal(await whereIsRow(), top, 'the row did not move under the reader')
    await hands.press(mail.waiting)
    await mail.row(subject).waitFor()
  },
)

journeyByKeyboard(
  'New mail slides into the list while nobody is in it, and is told once',
  async ({ app, page, hands }) => {
    // Reading begins at the newest unread message: with that on top, the list need not be scrolled to it.
    await deliver(app.platform, 'ada', { subject: ownSubject('On top') })
    const mail = await signedIn(app, page, hands, 'ada')
    await page.keyboard.press('Control+k')
    await mail.palette.waitFor()
    await page.keyboard.press('Escape')
    await mail.palette.waitFor({ state: 'detached' })
    await hands.press(mail.newMessage)
    await hasFocus(page, new ComposeScreen(page).field('to'))
    const subject = ownSubject('While writing')
    const focusBefore = await page.evaluateHandle(() => document.activeElement)
    await deliver(app.platform, 'ada', { subject })
    await mail.row(subject).waitFor({ timeout: 15_000 })
    assert.equal(await page.evaluate((kept) => document.activeElement === kept, focusBefore), true)
    await eventually('the news', async () => (await announced(page)).includes(subject))
  },
)

journeyByKeyboard('What another mail program does shows without loading again', async ({ app, page, hands }) => {
  const subject = ownSubject('Read elsewhere')
  await deliver(app.platform, 'ada', { subject })
  const mail = await signedIn(app, page, hands, 'ada')
  const unread = new RegExp(`^${mail.words('mail.state.unread')}, .*${subject}`, 'i')
  await mail.list.getByRole('option', { name: unread }).waitFor()
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await mailbox.flag('INBOX', subject, '\\Seen', true)
    await mail.list.getByRole('option', { name: unread }).waitFor({ state: 'detached', timeout: 15_000 })
    await mail.row(subject).waitFor()
  } finally {
    await mailbox.close()
  }
})

journeyByKeyboard(
  'What another mail program does shows in each of two pages, whichever folders they show',
  async (scene) => {
    const { app, page, hands } = scene
    const names = [ownSubject('First page'), ownSubject('Second page')] as const
    const mailbox = await openMailbox(app.platform, 'ada')
    try {
      for (const name of names) await mailbox.fill(name, [name])
      const first = await signedIn(app, page, hands, 'ada')
      const second = new MailScreen(await page.context().newPage())
      await second.page.goto(app.url)
      const shown = [[first, names[0]] as const, [second, names[1]] as const]
      for (const [mail, name] of shown) {
        await keyboard(mail.page).press(mail.folder(name))
        await mail.row(name).waitFor()
      }
      for (const isSet of [true, false])
        for (const [mail, name] of shown) {
          await mailbox.flag(name, name, '\\Flagged', isSet)
          const flagged = new RegExp(`${mail.words('mail.state.flagged')}, .*${name}`, 'i')
          await mail.list.getByRole('option', { name: flagged }).waitFor({ state: isSet ? 'visible' : 'detached' })
        }
    } finally {
      for (const name of names) await mailbox.drop(name).catch(() => undefined)
      await mailbox.close()
    }
  },
)
