import { randomUUID } from 'node:crypto'
import { type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard, type Scene } from '../journey.ts'
import { type Mailbox, openMailbox } from '../mail/mailbox.ts'
import { signedIn } from '../people.ts'
import { soonEqual } from '../soon.ts'
import { ConversationScreen } from '../screens/conversation-screen.ts'
import { type MailScreen } from '../screens/mail-screen.ts'
import { MessageScreen } from '../screens/message-screen.ts'

const messages = 53

/** A folder of two pages, shown as the person wishes: message 53 is the newest, message 1 the last of the second page. */
async function openFolder(scene: Scene, mailbox: Mailbox, mode: 'pages' | 'headings'): Promise<[MailScreen, string]> {
  const { app, page, hands } = scene
  const name = `Pages-${randomUUID().slice(0, 6)}`
  await mailbox.fill(
    name,
    Array.from({ length: messages }, (_, index) => `Message ${index + 1}`),
  )
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.folder(name))
  await mail.row(`Message ${messages}`).waitFor()
  await command(page, mail, mail.words(`message-list.mode.show.${mode}`))
  await page.getByRole('group', { name: mail.words('list-modes.pages') }).waitFor()
  return [mail, name]
}

async function command(page: Page, mail: MailScreen, label: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await hasFocus(page, mail.choice)
  await page.keyboard.type(label)
  await page.getByRole('option', { name: label }).first().waitFor()
  await page.keyboard.press('Enter')
}

async function within(scene: Scene, walk: (mailbox: Mailbox) => Promise<void>): Promise<void> {
  const mailbox = await openMailbox(scene.app.platform, 'ada')
  try {
    await walk(mailbox)
  } finally {
    await mailbox.close()
  }
}

journeyByKeyboard(
  'In pages the next page begins at its first row, and deleting and undoing work as everywhere',
  (scene) =>
    within(scene, async (mailbox) => {
      const { page, hands } = scene
      const [mail, name] = await openFolder(scene, mailbox, 'pages')
      await hands.press(page.getByRole('button', { name: mail.words('list-modes.next'), exact: true }))
      await hasFocus(page, mail.row('Message 3'))
      await eventually('the place is said', async () => (await announced(page)).includes('Page 2 of 2'))
      await page.keyboard.press('Delete')
      await hasFocus(page, mail.row('Message 2'))
      await mailbox.leaves(name, 'Message 3')
      await mail.undo.waitFor()
      await page.keyboard.press('Control+z')
      await mailbox.arrives(name, 'Message 3')
      await command(page, mail, mail.words('list-modes.previous'))
      await mail.row(`Message ${messages}`).waitFor()
      // For the server it is the newest now: with its list, asked for anew, it heads the first page.
      await page.reload()
      await mail.row(`Message ${messages}`).waitFor()
      await soonEqual(() => mail.row('Message 3').count(), 1)
      await hands.press(mail.row(`Message ${messages}`))
      await new MessageScreen(page).isReached(`Message ${messages}`)
    }),
)

journeyByKeyboard(
  'As headings and links a message is come back to, opened, left, deleted by its menu, and brought back',
  (scene) =>
    within(scene, async (mailbox) => {
      const { page, hands } = scene
      const [mail, name] = await openFolder(scene, mailbox, 'headings')
      const link = (subject: string) => page.getByRole('link', { name: new RegExp(`, ${subject},`) })
      const newest = `Message ${messages}`
      await hands.reach(link(newest))
      await mail.newMessage.focus()
      await page.keyboard.press('Enter')
      const close = page.getByRole('button', { name: mail.words('compose.close'), exact: true })
      await close.focus()
      await page.keyboard.press('Enter')
      await hasFocus(page, link(newest))
      await hands.press(link(newest))
      await new MessageScreen(page).isReached(newest)
      await page.keyboard.press('Escape')
      await hasFocus(page, link(newest))
      const menu = mail.words.with('list-modes.actionsFor', { subject: newest })
      await hands.press(page.getByRole('button', { name: menu, exact: true }))
      await hands.press(page.getByRole('menuitem', { name: mail.words('actions.delete'), exact: true }))
      await mailbox.leaves(name, newest)
      await hasFocus(page, link(`Message ${messages - 1}`))
      await mail.undo.waitFor()
      await page.keyboard.press('Control+z')
      await mailbox.arrives(name, newest)
      await link(newest).waitFor()
    }),
)

/** A folder of one conversation and so many messages that it has two pages; the conversation is the last row. */
async function openGrouped(scene: Scene, mailbox: Mailbox, mode: 'pages' | 'headings'): Promise<[MailScreen, string]> {
  const { app, page, hands } = scene
  const name = `Talks-${randomUUID().slice(0, 6)}`
  await mailbox.fillConversation(name, name, 3)
  for (let index = 1; index < messages; index += 1) await mailbox.put(name, `Message ${index}`, new Date())
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.folder(name))
  await mail.rows.first().waitFor()
  await hands.press(mail.order)
  await hands.press(mail.orderNamed('conversations'))
  await hasFocus(page, mail.order)
  await command(page, mail, mail.words(`message-list.mode.show.${mode}`))
  const pages = page.getByRole('group', { name: mail.words('list-modes.pages') })
  await pages
    .getByText(mail.words.with('list-modes.place.conversations', { from: '1', to: '50', count: messages }))
    .first()
    .waitFor()
  await hands.press(page.getByRole('button', { name: mail.words('list-modes.next'), exact: true }))
  await eventually('the place is said', async () => (await announced(page)).includes(`conversations 51 to ${messages}`))
  return [mail, name]
}

for (const mode of ['pages', 'headings'] as const) {
  journey(`A conversation is opened, archived whole and brought back, in a list of ${mode}`, (scene) =>
    within(scene, async (mailbox) => {
      const { page, hands } = scene
      const [mail, name] = await openGrouped(scene, mailbox, mode)
      const row = page.getByRole(mode === 'pages' ? 'option' : 'link', { name: '3 messages' })
      await hands.press(row)
      const conversation = new ConversationScreen(page)
      await page.getByRole('heading', { level: 2, name }).waitFor()
      await eventually('all of it is there', async () => (await conversation.articles.count()) === 3)
      await page.keyboard.press('Escape')
      await hasFocus(page, row)
      if (mode === 'pages') {
        await command(page, mail, mail.words('actions.archive'))
      } else {
        await hands.press(page.getByRole('button', { name: new RegExp(`“.*${name}”$`) }))
        await hands.press(page.getByRole('menuitem', { name: mail.words('actions.archive'), exact: true }))
      }
      await row.waitFor({ state: 'detached' })
      await eventually('it is archived whole', async () => (await mailbox.count(name)) === messages - 1)
      await page.keyboard.press('Control+z')
      await row.waitFor()
      await eventually('it is back whole', async () => (await mailbox.count(name)) === messages + 2)
    }),
  )
}
