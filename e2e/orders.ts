import { type Page } from 'playwright-core'
import { type MailScreen } from './screens/mail-screen.ts'

/**
 * Choosing an order for a folder that others read as well keeps it for the page alone, because it would be theirs, too: all of
 * one person's journeys and states share a server.
 */
export async function keepOrdersToPage(page: Page): Promise<void> {
  await page.route(/\/api\/folders\/[^/]+\/list-order$/, (route) => route.fulfill({ status: 204 }))
}

/** The way the open folder is read, by the key of its name: "from". */
export async function isReadAs(mail: MailScreen, order: string): Promise<void> {
  const name = mail.words.with('message-list.sortedBy', { order: mail.words(`list-orders.order.${order}`) })
  await mail.page.getByRole('button', { name, exact: true }).waitFor()
}
