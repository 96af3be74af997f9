import assert from 'node:assert/strict'
import { type Page } from 'playwright-core'
import { eventually } from '../eventually.ts'
import { announced, hasFocus } from '../focus.ts'
import { journey, journeyByKeyboard } from '../journey.ts'
import { deliver, ownSubject } from '../mail/letters.ts'
import { signedIn } from '../people.ts'
import { type MailScreen } from '../screens/mail-screen.ts'

const dayMs = 24 * 60 * 60 * 1000

journey('A list is sorted by the server, and the message someone was on stays in sight', async (scene) => {
  const { app, page, hands } = scene
  const subject = ownSubject('Zebra crossing')
  await deliver(app.platform, 'ada', { subject })
  const mail = await signedIn(app, page, hands, 'ada')
  await hasFocus(page, mail.row(subject))
  await hands.press(mail.order)
  await hands.press(mail.orderNamed('subject'))
  await hasFocus(page, mail.order)
  await eventually('the order is told', async () =>
    (await announced(page)).includes(mail.words('message-list.order.subject')),
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
