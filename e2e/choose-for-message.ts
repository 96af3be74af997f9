import { hasFocus } from './focus.ts'
import { type Scene } from './journey.ts'
import { type MailScreen } from './screens/mail-screen.ts'
import { MessageScreen } from './screens/message-screen.ts'

/** Does something with the message of this subject: by the menu of the open message, or by the palette from its row. */
export async function chooseForMessage(
  { page, hands }: Scene,
  mail: MailScreen,
  subject: string,
  label: string,
): Promise<void> {
  if (hands.kind === 'mouse') {
    await hands.press(mail.row(subject))
    const { tools } = new MessageScreen(page, mail.words)
    await hands.press(tools.getByRole('button', { name: mail.words('actions.more'), exact: true }))
    await hands.press(page.getByRole('menuitem', { name: label }))
    return
  }
  await mail.rows.first().focus()
  await hands.reach(mail.row(subject))
  await page.keyboard.press('Control+k')
  await hasFocus(page, mail.choice)
  await page.keyboard.type(label)
  await page.getByRole('option', { name: label }).waitFor()
  await page.keyboard.press('Enter')
}
