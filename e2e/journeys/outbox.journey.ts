import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, type Scene } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { soonEqual } from '../soon.ts'

/** Writes a message to Ben and leaves the focus in its text. */
async function write({ app, page, hands }: Scene, mail: MailScreen, subject: string): Promise<ComposeScreen> {
  await hands.press(mail.newMessage)
  const compose = new ComposeScreen(page)
  await compose.heading('newMessage').waitFor()
  await hands.write(compose.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await compose.recipients('to').first().waitFor()
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'The first thought.')
  return compose
}

async function send({ page, hands }: Scene, compose: ComposeScreen): Promise<void> {
  if (hands.kind === 'keyboard') await page.keyboard.press('Control+Enter')
  else await compose.send.click()
}

async function isSaid({ page }: Scene, words: RegExp): Promise<void> {
  await eventually(`${words.source} is said`, async () => words.test(await announced(page)))
}

journey(
  'What was sent can be taken back, changed and sent again, and arrives once',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Second thoughts')
    const mail = await signedIn(app, page, hands, 'ada')
    const compose = await write(scene, mail, subject)
    await send(scene, compose)
    await isSaid(scene, /Sent in 10 seconds\. Undo with Ctrl\+Z/)
    await compose.text.waitFor({ state: 'detached' })

    if (hands.kind === 'keyboard') await page.keyboard.press('Control+z')
    else await mail.undo.click()
    await hasFocus(page, compose.text)
    await soonEqual(() => compose.text.inputValue(), 'The first thought.')
    await compose.recipients('to').first().waitFor()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' And a better one.')
    await send(scene, compose)
    await compose.text.waitFor({ state: 'detached' })

    const bens = await openMailbox(app.platform, 'ben')
    try {
      const { raw } = await bens.arrives('INBOX', subject)
      assert.match(raw.toString(), /The first thought\. And a better one\./)
      assert.equal(await bens.countOf('INBOX', subject), 1)
    } finally {
      await bens.close()
    }
    await isSaid(scene, /Message sent\./)
  },
  { waitsAsUsual: true },
)

journey(
  'A message waits for the time that was chosen, which can be changed, and goes at once when wished',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Not before Monday')
    const mail = await signedIn(app, page, hands, 'ada')
    const { words } = mail
    const compose = await write(scene, mail, subject)
    const times = page.getByRole('list', { name: words('outbox.later.choices') })
    if (hands.kind === 'keyboard') {
      await page.keyboard.press('Control+Shift+Enter')
      await hands.press(times.getByRole('button', { name: words('outbox.later.tomorrow') }))
    } else {
      await page.getByRole('button', { name: words('outbox.later.menu'), exact: true }).click()
      await page.getByRole('menuitem', { name: new RegExp(`^${words('outbox.later.tomorrow')}`) }).click()
    }
    await isSaid(scene, /^Goes .*8:00/)
    await compose.text.waitFor({ state: 'detached' })

    const outbox = mail.palette.getByRole('option', { name: words('outbox.go') })
    if (hands.kind === 'keyboard') {
      await page.keyboard.press('Control+k')
      await hasFocus(page, mail.choice)
      await page.keyboard.type(words('outbox.go'))
      await outbox.waitFor()
      await page.keyboard.press('Enter')
    } else {
      await page.getByRole('button', { name: words('app.palette') }).click()
      await outbox.click()
    }
    await hasFocus(page, page.getByRole('heading', { name: words('outbox.title'), level: 1 }))
    const button = (key: string) => page.getByRole('button', { name: new RegExp(`^${words(key)}.*${subject}`) })
    await hands.press(button('outbox.actions.time'))
    await hands.press(times.getByRole('button', { name: words('outbox.later.inOneHour') }))
    await isSaid(scene, /^Goes .* now/)
    await hasFocus(page, button('outbox.actions.time'))

    const bens = await openMailbox(app.platform, 'ben')
    try {
      assert.equal(await bens.countOf('INBOX', subject), 0)
      await hands.press(button('outbox.actions.now'))
      await bens.arrives('INBOX', subject)
      assert.equal(await bens.countOf('INBOX', subject), 1)
    } finally {
      await bens.close()
    }
  },
)
