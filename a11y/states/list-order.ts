import { keepOrdersToPage } from '#e2e/orders.ts'
import { type State, type Visit } from '../visit.ts'
import { mailOf, openInbox } from './reaching.ts'

const screens = ['MailScreen']

async function openDateDialog(visit: Visit): Promise<void> {
  const mail = await openInbox(visit)
  await mail.order.click()
  await visit.page.getByRole('menuitem', { name: visit.words('message-list.goToDate') }).click()
  await dateField(visit).waitFor()
}

const dateField = ({ page, words }: Visit) => page.getByRole('textbox', { name: words('message-list.date') })

/** The first row that stands for several messages: only those show how many. */
const rowOf = (visit: Visit) =>
  mailOf(visit)
    .rows.filter({ has: visit.page.locator('.count') })
    .first()

async function openConversations(visit: Visit): Promise<void> {
  const mail = await openInbox(visit)
  await keepOrdersToPage(visit.page)
  await mail.order.click()
  await mail.orderNamed('conversations').click()
  await visit.page.getByRole('menu').waitFor({ state: 'detached' })
  await mail.rows.first().waitFor()
}

/** Choosing the order of a list and going to a date in it. */
export const listOrderStates: readonly State[] = [
  {
    name: 'menu of orders',
    screens,
    reach: async (visit) => (await openInbox(visit)).order.click(),
    reopen: (visit) => mailOf(visit).order.click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'dialog for a date, with something that is none',
    screens,
    async reach(visit) {
      await openDateDialog(visit)
      await dateField(visit).fill('soon')
      await visit.page.keyboard.press('Enter')
    },
    holds: (visit) => dateField(visit).and(visit.page.locator('[aria-invalid="true"]')).waitFor(),
  },
  {
    name: 'list of conversations',
    screens,
    reach: openConversations,
    holds: (visit) => rowOf(visit).waitFor(),
  },
  {
    name: 'open conversation, its older messages folded',
    screens,
    async reach(visit) {
      await openConversations(visit)
      await rowOf(visit).click()
      await visit.page.getByRole('heading', { level: 3 }).first().waitFor()
    },
    holds: ({ page }) => page.getByRole('article').nth(1).waitFor(),
  },
]
