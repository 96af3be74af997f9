import { type Page } from 'playwright-core'
import { keepOrdersToPage } from '#e2e/orders.ts'
import { prefer } from '../renderings.ts'
import { type State, type Visit } from '../visit.ts'
import { mailOf, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const total = 110
const rowsAtOnce = 60

interface Rows {
  offset: number
  total: number
  items: { id: string }[]
}

/** More messages than a page has: those of the folder over and over. */
function repeated(rows: Rows, offset: number): Rows {
  const items = Array.from({ length: Math.min(rowsAtOnce, total - offset) }, (_, at) => {
    const index = offset + at
    const item = rows.items[index % rows.items.length]
    return { ...item, id: index < rows.items.length ? (item?.id ?? '') : `${item?.id}-${index}` }
  })
  return { ...rows, offset, total, items }
}

async function answerWithManyRows(page: Page): Promise<void> {
  await page.route('**/api/start', async (route) => {
    const response = await route.fetch()
    const start = (await response.json()) as { inbox: Rows }
    await route.fulfill({ response, json: { ...start, inbox: repeated(start.inbox, 0) } })
  })
  await page.route(/\/api\/folders\/[^/]+\/(messages|conversations)\b/, async (route) => {
    const asked = new URL(route.request().url())
    const offset = Number(asked.searchParams.get('offset') ?? 0)
    asked.searchParams.set('offset', '0')
    const response = await route.fetch({ url: asked.href })
    await route.fulfill({ response, json: repeated((await response.json()) as Rows, offset) })
  })
}

const pages = ({ page, words }: Visit) => page.getByRole('group', { name: words('list-modes.pages') })

function listIn(listMode: 'pages' | 'headings', name: string, goOn?: (visit: Visit) => Promise<void>): State {
  return {
    name,
    screens,
    async reach(visit) {
      await openInbox(visit)
      await prefer(visit.page, { listMode })
      await answerWithManyRows(visit.page)
      await visit.page.reload()
      await goOn?.(visit)
    },
    holds: (visit) => pages(visit).waitFor(),
    async leave({ page }) {
      await page.unrouteAll({ behavior: 'ignoreErrors' })
      await prefer(page, { listMode: 'continuous' })
    },
  }
}

/** Its last page, which is short: each message is two stops, and a walk takes them all. */
async function turnToLast(visit: Visit): Promise<void> {
  const field = pages(visit).getByRole('spinbutton')
  await field.fill('3')
  await field.press('Enter')
  await pages(visit).getByText(/^101–/).waitFor()
}

async function groupAndTurnToLast(visit: Visit): Promise<void> {
  const mail = mailOf(visit)
  await keepOrdersToPage(visit.page)
  await mail.order.click()
  await mail.orderNamed('conversations').click()
  await conversations(visit).first().waitFor()
  await turnToLast(visit)
}

/** Then the box of each message is its second stop, in place of its menu. */
async function selectOnLast(visit: Visit): Promise<void> {
  await turnToLast(visit)
  await visit.page.getByRole('checkbox').first().click()
  await mailOf(visit).selectionTools.waitFor()
}

/** Only rows that stand for several messages show how many. */
const conversations = ({ page }: Visit) => page.getByRole('link').filter({ has: page.locator('.count') })

/** The two other ways of showing a list. */
export const listModeStates: readonly State[] = [
  listIn('pages', 'list in pages'),
  listIn('headings', 'list as headings and links', turnToLast),
  listIn('headings', 'list as headings and links, with a message selected', selectOnLast),
  listIn('headings', 'conversations as headings and links', groupAndTurnToLast),
]
