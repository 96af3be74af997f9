import PostalMime from 'postal-mime'
import { type Scene } from './journey.ts'
import { openMailbox } from './mail/mailbox.ts'
import { person, signedIn } from './people.ts'
import { EditorScreen } from './screens/editor-screen.ts'

/** What arrived at a person, as another program reads it. */
export async function arrivedAt({ app }: Scene, uid: string, subject: string) {
  const mailbox = await openMailbox(app.platform, uid)
  try {
    const { raw } = await mailbox.arrives('INBOX', subject)
    const mail = await PostalMime.parse(raw)
    return { ...mail, html: mail.html ?? '', text: (mail.text ?? '').replaceAll('\r\n', '\n').trim(), raw }
  } finally {
    await mailbox.close()
  }
}

/** Ada begins a message to a person. */
export async function newMessage({ app, page, hands }: Scene, to: string, subject: string): Promise<EditorScreen> {
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.newMessage)
  const form = new EditorScreen(page)
  await form.heading('newMessage').waitFor()
  await hands.write(form.field('to'), person(app, to).address)
  await page.keyboard.press('Enter')
  await form.recipients('to').first().waitFor()
  await hands.write(form.subject, subject)
  return form
}

/** Turns formatting on and goes into the text. */
export async function format({ hands }: Scene, form: EditorScreen): Promise<void> {
  await hands.press(form.formatting)
  await form.toolbar.waitFor()
  await hands.reach(form.text)
}
