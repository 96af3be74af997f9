import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'

journeyByKeyboard(
  'A snoozed message leaves the inbox for every program, and comes back when it is wanted before',
  async (scene) => {
    const { app, page, hands } = scene
    const subject = ownSubject('Later')
    await deliver(app.platform, 'ada', { subject })
    const mailbox = await openMailbox(app.platform, 'ada')
    try {
      const mail = await signedIn(app, page, hands, 'ada')
      const { words } = mail
      await hands.reach(mail.row(subject))
      await page.keyboard.press('Control+Shift+H')
      const times = page.getByRole('list', { name: words('snooze.choices') })
      await hands.press(times.getByRole('button', { name: words('snooze.tomorrow') }))
      await eventually('when it comes back is said', async () => (await announced(page)).includes('comes back'))
      await mailbox.leaves('INBOX', subject)
      await mailbox.arrives('Snoozed', subject)

      await hands.press(mail.folder('Snoozed'))
      await hands.reach(mail.row(subject))
      await page.keyboard.press('Control+k')
      await hasFocus(page, mail.choice)
      await page.keyboard.type(words('actions.unsnooze'))
      await page.getByRole('option', { name: words('actions.unsnooze') }).waitFor()
      await page.keyboard.press('Enter')
      await mailbox.arrives('INBOX', subject)
      await mailbox.leaves('Snoozed', subject)
    } finally {
      await mailbox.close()
    }
  },
)
