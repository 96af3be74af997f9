import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Page } from 'playwright-core'
import { eventually } from './eventually.ts'
import { announced } from './focus.ts'
import { keyboard } from './hands.ts'
import { type Scene } from './journey.ts'
import { deliver, ownSubject } from './mail/letters.ts'
import { openMailbox } from './mail/mailbox.ts'
import { person } from './people.ts'
import { ComposeScreen } from './screens/compose-screen.ts'
import { MailScreen } from './screens/mail-screen.ts'
import { MessageScreen } from './screens/message-screen.ts'

/** Somebody who has signed in, in whatever way, and whose inbox is shown. */
interface AtWork {
  page: Page
  url: string
  uid: string
}

/** Reads, writes and sets an out of office, by keyboard: IMAP, submission and ManageSieve in one walk, each seen past the app. */
export async function dayAtWork(scene: Scene, atWork: AtWork): Promise<void> {
  await readOne(scene, atWork)
  await sendOne(scene, atWork)
  await beAway(scene, atWork)
}

async function readOne({ app }: Scene, { page, uid }: AtWork): Promise<void> {
  const subject = ownSubject('To be read')
  await deliver(app.platform, uid, { subject, text: 'Words to be read.' })
  await keyboard(page).press(new MailScreen(page).row(subject))
  const message = new MessageScreen(page)
  await message.isReached(subject)
  await message.article(subject).getByText('Words to be read.').first().waitFor()
}

async function sendOne({ app }: Scene, { page }: AtWork): Promise<void> {
  const hands = keyboard(page)
  const subject = ownSubject('Without a password')
  await hands.press(new MailScreen(page).newMessage)
  const compose = new ComposeScreen(page)
  await hands.write(compose.field('to'), person(app, 'ben').address)
  await page.keyboard.press('Enter')
  await hands.write(compose.subject, subject)
  await hands.write(compose.text, 'Sent without a password.')
  await hands.press(compose.send)
  const mailbox = await openMailbox(app.platform, 'ben')
  try {
    assert.match((await mailbox.arrives('INBOX', subject)).raw.toString(), /Sent without a password\./)
  } finally {
    await mailbox.close()
  }
}

async function beAway({ app }: Scene, { page, url, uid }: AtWork): Promise<void> {
  const hands = keyboard(page)
  const { words } = new MailScreen(page)
  const onOff = page.getByRole('switch', { name: words('absence.switch') })
  const form = page.getByRole('form', { name: words('absence.title') })
  const turn = async (key: string, write: () => Promise<void>) => {
    await hands.reach(onOff)
    await page.keyboard.press('Space')
    await write()
    await hands.press(form.getByRole('button', { name: words('absence.save') }))
    await eventually(`"${words(key)}" is said`, async () => (await announced(page)).includes(words(key)))
  }
  const text = ownSubject('Back on Monday')
  await page.goto(`${url}/settings/absence`)
  await turn('absence.saved.on', () =>
    hands.write(form.getByRole('textbox', { name: new RegExp(`^${words('absence.textAll')}`) }), text),
  )
  const subject = ownSubject('Are you in?')
  await deliver(app.platform, uid, { subject, from: `Nora Fields <${randomUUID()}@harbour.example>` })
  const { outsideDirectory } = app.platform
  await eventually('the answer has left', () =>
    readdirSync(outsideDirectory)
      .filter((file) => file.endsWith('.eml'))
      .map((file) => readFileSync(join(outsideDirectory, file), 'utf8'))
      .some((letter) => letter.includes(`Subject: Auto: ${subject}`) && letter.includes(text)),
  )
  await turn('absence.saved.off', () => Promise.resolve())
}
