import { mouse } from '../hands.ts'
import { journey } from '../journey.ts'
import { kept } from '../kept.ts'
import { ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { isReadAs } from '../orders.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'

journey(
  'One entry shows all folders in conversations, the inbox of the next sign-in, too, and takes it back',
  async ({ app, page, hands, anotherPage }) => {
    const subject = ownSubject('Ramp at the school')
    const mailbox = await openMailbox(app.platform, 'carmen')
    try {
      await mailbox.fillConversation('INBOX', subject, 3)
      const mail = await signedIn(app, page, hands, 'carmen')
      await mail.row(`Re: ${subject}`).first().waitFor()
      await hands.press(mail.order)
      await kept(page, /\/all-in-conversations$/, () => hands.press(mail.everywhere))
      await threeInOne(mail, subject).waitFor()
      await isReadAs(mail, 'conversations')

      const there = await signedIn(app, await anotherPage(), mouse(), 'carmen')
      await threeInOne(there, subject).waitFor()
      await isReadAs(there, 'conversations')

      await hands.press(mail.order)
      await kept(page, /\/all-in-conversations$/, () => hands.press(mail.everywhere))
      await isReadAs(mail, 'newest')
    } finally {
      await mailbox.close()
    }
  },
)

const threeInOne = (mail: MailScreen, subject: string) =>
  mail.list.getByRole('option', { name: '3 messages' }).and(mail.row(`Re: ${subject}`))
