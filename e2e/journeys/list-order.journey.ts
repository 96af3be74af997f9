import assert from 'node:assert/strict'
import { type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { mouse } from '../hands.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { kept } from '../kept.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { openMailbox } from '../mail/mailbox.ts'
import { isReadAs, keepOrdersToPage } from '../orders.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'

const dayMs = 24 * 60 * 60 * 1000

journey('A list is sorted by the server, and the message someone was on stays in sight', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Zebra crossing')
  await deliver(app.platform, 'ada', { subject })
  const mail = await signedIn(app, page, hands, 'ada')
  await hasFocus(page, mail.row(subject))
  await keepOrdersToPage(page)
  await hands.press(mail.order)
  await hands.press(mail.orderNamed('subject'))
  await hasFocus(page, mail.order)
  await eventually('the order is told', async () =>
    (await announced(page)).includes(mail.words('list-orders.order.subject')),
  )
  await mail.row(subject).and(page.locator('[tabindex="0"]')).waitFor()
  assert.ok(await isInView(mail, subject), 'the row is seen where it stands now')
  assert.ok((await placeOf(mail, subject)) > 10, 'a subject that begins with Z stands far down')
})

journeyByKeyboard('Typing a date goes there, however long the list is', async ({ app, page, hands }) => {
  const mail = await signedIn(app, page, hands, 'ada')
  await hands.press(mail.order)
  await hands.press(page.getByRole('menuitem', { name: mail.words('message-list.goToDate') }))
  await hasFocus(page, page.getByRole('textbox', { name: mail.words('message-list.date') }))
  const endOfDay = new Date(Date.now() - 30 * dayMs)
  endOfDay.setHours(23, 59, 59, 999)
  await page.keyboard.type(isoDay(endOfDay))
  await page.keyboard.press('Enter')
  const subject = await subjectAt(page, app.url, endOfDay.getTime())
  await hasFocus(page, mail.row(subject))
})

journey(
  'A folder is read in conversations after a reload and in another browser, and others as they were',
  async ({ app, page, hands, anotherPage }) => {
    const mailbox = await openMailbox(app.platform, 'ada')
    const [name, other] = [ownSubject('Chats'), ownSubject('Letters')]
    try {
      await mailbox.fillConversation(name, name, 3)
      await mailbox.fill(other, ['A letter'])
      const mail = await signedIn(app, page, hands, 'ada')
      await hands.press(mail.folder(name))
      await mail.row(`Re: ${name}`).first().waitFor()
      await hands.press(mail.order)
      await kept(page, /\/list-order$/, () => hands.press(mail.orderNamed('conversations')))
      await threeInOne(mail, name).waitFor()
      await hands.press(mail.folder(other))
      await mail.row('A letter').waitFor()
      await isReadAs(mail, 'newest')

      await page.goBack()
      await page.reload()
      await threeInOne(mail, name).waitFor()
      await isReadAs(mail, 'conversations')
      const elsewhere = await anotherPage()
      const there = await signedIn(app, elsewhere, mouse(), 'ada')
      await there.folder(name).click()
      await threeInOne(there, name).waitFor()
    } finally {
      await mailbox.close()
    }
  },
)

const threeInOne = (mail: MailScreen, subject: string) =>
  mail.list.getByRole('option', { name: '3 messages' }).and(mail.row(`Re: ${subject}`))

async function placeOf(mail: MailScreen, subject: string): Promise<number> {
  return Number(await mail.row(subject).getAttribute('aria-posinset'))
}

const isoDay = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')

/** The newest message of the inbox at or before a moment, asked of the server as the page would. */
async function subjectAt(page: Page, url: string, momentMs: number): Promise<string> {
  const ask = async (path: string): Promise<unknown> => (await page.request.get(url + path)).json()
  const { inbox } = (await ask('/api/start')) as { inbox: { folderId: string } }
  const { items } = (await ask(`/api/folders/${inbox.folderId}/messages?limit=200`)) as {
    items: { subject: string; receivedAtMs: number }[]
  }
  const found = items.findIndex(({ receivedAtMs }) => receivedAtMs <= momentMs)
  assert.ok(found > 10, 'the date lies far down')
  return items[found]?.subject ?? ''
}

async function isInView(mail: MailScreen, subject: string): Promise<boolean> {
  return eventually('the row in view', () =>
    mail.row(subject).evaluate((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      const list = row.closest('[role="listbox"]')?.getBoundingClientRect()
      return list !== undefined && top >= list.top - 1 && bottom <= list.bottom + 1
    }),
  )
}
