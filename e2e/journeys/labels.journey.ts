import assert from 'node:assert/strict'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

journey(
  'A message gets a label other programs see; the label finds it, and undo takes first it off and then it away',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('To label')
    const name = `Site visits ${hands.kind}`
    const keyword = `site_visits_${hands.kind}`
    const mailbox = await openMailbox(app.platform, 'ada')
    const says = (text: string) => eventually(`"${text}" is said`, async () => (await announced(page)).includes(text))
    const labels = async () =>
      [...((await mailbox.find('INBOX', subject))?.flags ?? [])].filter((flag) => flag === keyword)
    try {
      await app.platform.deliver(
        `Subject: ${subject}\r\nFrom: ben.okafor@example.gov\r\n\r\nx\r\n`,
        'ada.lindqvist@example.gov',
      )
      await mailbox.arrives('INBOX', subject)
      const mail = await signedIn(app, page, hands, 'ada')
      const { words } = mail
      await mail.row(subject).waitFor()
      await mail.row(subject).focus()
      if (hands.kind === 'keyboard') await page.keyboard.press('Control+Shift+G')
      else {
        await hands.press(page.getByRole('button', { name: words('message-list.selectMode'), exact: true }))
        await hands.press(mail.row(subject))
        await hands.press(mail.selectionTools.getByRole('button', { name: words('actions.more'), exact: true }))
        await hands.press(page.getByRole('menuitem', { name: words('actions.label'), exact: true }))
      }
      await hasFocus(page, mail.choice)
      await page.keyboard.type(name)
      await page.getByRole('option', { name: words.with('labels.create', { name }) }).waitFor()
      await page.keyboard.press('Enter')
      await says(words.with('labels.made', { name }))
      await hands.press(page.getByRole('button', { name: words('labels.done'), exact: true }))

      await says(`${name}. `)
      await eventually('the keyword is on the message', async () => (await labels()).length === 1)
      await page.getByRole('option', { name: new RegExp(`${subject}, ${name}`) }).waitFor()

      await hands.press(page.getByRole('button', { name: words.with('labels.show', { name }), exact: true }))
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await eventually('only that message is found', async () => (await page.getByRole('option').count()) === 1)
      await hands.press(mail.undo)
      await eventually('the keyword is off the message', async () => (await labels()).length === 0)
      assert.ok(await mailbox.find('INBOX', subject))
      await hands.press(mail.undo)
      await says(words.with('labels.unmade', { name }))
      await page
        .getByRole('button', { name: words.with('labels.show', { name }), exact: true })
        .waitFor({ state: 'detached' })
    } finally {
      await mailbox.close()
    }
  },
)
