import assert from 'node:assert/strict'
import { subjects } from '#platform/seed/fixtures.ts'
import { hasFocus } from '../focus.ts'
import { journey } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person, signedIn } from '../people.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SearchScreen } from '../screens/search-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'
import { soonEqual, soonMatches } from '../soon.ts'

journey('Someone signs in and reads the newest unread message', async ({ app, page, hands }) => {
  const subject = ownSubject('Kiosk by the harbour')
  await deliver(app.platform, 'ada', { subject, text: 'The lower shelf is ready.\n\nNora' })
  const mail = await signedIn(app, page, hands, 'ada')
  await hasFocus(page, mail.row(subject))
  await hands.press(mail.row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await message.article(subject).getByText('The lower shelf is ready.').first().waitFor()
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    const seen = await mailbox.arrives('INBOX', subject)
    assert.ok(seen.flags.has('\\Seen'), 'opening marks the message read on the server')
  } finally {
    await mailbox.close()
  }
})

journey('The seed of the demo is there and readable', async ({ app, page, hands }) => {
  const mail = await signedIn(app, page, hands, 'ada')
  // The letters of other journeys stand above it, and rows out of sight are not in the page.
  await hands.write(new SearchScreen(page).box, subjects.withAttachments)
  await page.keyboard.press('Enter')
  await hands.press(mail.row(subjects.withAttachments).first())
  const message = new MessageScreen(page)
  await message.isReached(subjects.withAttachments)
  await soonEqual(() => message.article(subjects.withAttachments).getByRole('list').first().isVisible(), true)
})

journey('A wrong password is told at the form and nothing typed is lost', async ({ app, page, hands }) => {
  const signIn = new SignInScreen(page)
  await signIn.open(app.url)
  await signIn.signIn(hands, 'ada', 'not the password')
  await signIn.problems.waitFor()
  await hasFocus(page, signIn.problems)
  await soonMatches(() => signIn.problems.innerText(), new RegExp(signIn.words('problems.wrong-credentials')))
  await soonEqual(() => signIn.name.inputValue(), 'ada')
  await signIn.signIn(hands, 'ada', person(app, 'ada').password)
  await new MailScreen(page).isShown()
})
