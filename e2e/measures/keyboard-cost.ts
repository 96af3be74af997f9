import { type Page } from 'playwright-core'
import { type AppUnderTest } from '../../scripts/app-under-test.ts'
import { eventually } from '../eventually.ts'
import { keyboard } from '../hands.ts'
import { hasFocus } from '../focus.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { person } from '../people.ts'
import { ComposeScreen } from '../screens/compose-screen.ts'
import { MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'
import { SignInScreen } from '../screens/sign-in-screen.ts'

/** How many keys a task costs a person whose single-key shortcuts are off, typed words left out. */
export interface Cost {
  task: string
  /** The keys in order, as people read them. */
  keys: string[]
  atMost: number
}

/** Presses keys and writes them down. */
function counting(page: Page): { keys: string[]; press(key: string): Promise<void> } {
  const keys: string[] = []
  return {
    keys,
    async press(key) {
      keys.push(key)
      await page.keyboard.press(key)
    },
  }
}

/** Walks everyday tasks with as few keys as the app needs and proves that each was done. */
export async function measureKeyboardCost(app: AppUnderTest, page: Page): Promise<Cost[]> {
  const subject = ownSubject('Cost of a key')
  const ben = person(app, 'ben')
  await deliver(app.platform, 'ada', { subject, from: `${ben.name} <${ben.address}>` })
  return [
    await signInAndRead(app, page, subject),
    await replyAndSend(app, page, subject),
    await moveToFolder(app, page, subject),
    await replyWithSingleKeys(app, page),
  ]
}

async function signInAndRead(app: AppUnderTest, page: Page, subject: string): Promise<Cost> {
  const signIn = new SignInScreen(page)
  await signIn.open(app.url)
  await signIn.name.fill('ada')
  await signIn.password.fill(person(app, 'ada').password)
  await signIn.password.focus()
  const { keys, press } = counting(page)
  await press('Enter')
  await hasFocus(page, new MailScreen(page).row(subject), 15_000)
  await press('Enter')
  await new MessageScreen(page).isReached(subject)
  return { task: 'Sign in (after the password) and be on the newest unread message’s heading', keys, atMost: 3 }
}

async function replyAndSend(app: AppUnderTest, page: Page, subject: string): Promise<Cost> {
  const message = new MessageScreen(page)
  const compose = new ComposeScreen(page)
  const { keys, press } = counting(page)
  const isOn = (target: ReturnType<MessageScreen['tool']>) => target.and(page.locator(':focus')).count()
  while ((await isOn(message.tool('reply'))) === 0 && keys.length < 10) await press('Tab')
  await press('Enter')
  await hasFocus(page, compose.text, 15_000)
  await page.keyboard.type('Thank you.')
  await press('Control+Enter')
  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    await mailbox.arrives('INBOX', `Re: ${subject}`)
  } finally {
    await mailbox.close()
  }
  await message.isReached(subject)
  return { task: 'Answer the open message and send (words not counted)', keys, atMost: 5 }
}

async function moveToFolder(app: AppUnderTest, page: Page, subject: string): Promise<Cost> {
  const mail = new MailScreen(page)
  const { keys, press } = counting(page)
  await press('Control+Shift+M')
  await hasFocus(page, mail.choice)
  await page.keyboard.type('rec')
  await eventually('one folder left', async () => (await mail.moveDialog.getByRole('option').count()) === 1)
  await press('Enter')
  const mailbox = await openMailbox(app.platform, 'ada')
  try {
    await mailbox.arrives('Receipts', subject)
  } finally {
    await mailbox.close()
  }
  return { task: 'Move the open message to a folder (first letters not counted)', keys, atMost: 2 }
}

/** For whoever has switched single keys on. */
async function replyWithSingleKeys(app: AppUnderTest, page: Page): Promise<Cost> {
  const subject = ownSubject('Cost of a single key')
  const ben = person(app, 'ben')
  await deliver(app.platform, 'ada', { subject, from: `${ben.name} <${ben.address}>` })
  await page.addInitScript(() => localStorage.setItem('curbcut.preferences', JSON.stringify({ singleKeys: true })))
  await page.goto(app.url)
  const mail = new MailScreen(page)
  await mail.row(subject).waitFor()
  await keyboard(page).press(mail.row(subject))
  await new MessageScreen(page).isReached(subject)
  const compose = new ComposeScreen(page)
  const { keys, press } = counting(page)
  await press('r')
  await hasFocus(page, compose.text, 15_000)
  await page.keyboard.type('Thank you.')
  await press('Control+Enter')
  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    await mailbox.arrives('INBOX', `Re: ${subject}`)
  } finally {
    await mailbox.close()
  }
  return { task: 'Answer the open message and send, with single keys (words not counted)', keys, atMost: 2 }
}
