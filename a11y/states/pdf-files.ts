import { subjects } from '#platform/seed/fixtures.ts'
import { agendaPdf, brokenPdfs, pagesPdf, scanPdf } from '#e2e/hostile/pdfs.ts'
import { type State, type Visit } from '../visit.ts'
import { messageOf, messageShown, openMessage } from './reaching.ts'

/** One PDF file of the seed's message, with these bytes in it, looked at. */
async function lookAt(visit: Visit, bytes: Buffer): Promise<void> {
  const { page } = visit
  await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    const message = (await response.json()) as { attachments?: object[] }
    // Nobody may be signed in yet, and labels are changed by a path like that of a message.
    if (!message.attachments) return route.fulfill({ response })
    const file = { name: 'Agenda.pdf', type: 'application/pdf' }
    const attachments = message.attachments.slice(0, 1).map((part) => ({ ...part, ...file }))
    await route.fulfill({ json: { ...message, attachments } })
  })
  await page.route(/\/preview$/, (route) => route.fulfill({ body: bytes, contentType: 'application/octet-stream' }))
  await openMessage(visit, subjects.withAttachments)
  await messageOf(visit).preview('Agenda.pdf').click()
}

function pdf(
  name: string,
  bytes: () => Buffer,
  shown: (visit: Visit) => Promise<void>,
  also?: (visit: Visit) => Promise<void>,
): State {
  return {
    name,
    screens: ['MailScreen'],
    async reach(visit) {
      await lookAt(visit, bytes())
      await also?.(visit)
    },
    async holds(visit) {
      await messageShown(visit, subjects.withAttachments).catch(() => undefined)
      await shown(visit)
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  }
}

const pageShown = async ({ page, words }: Visit): Promise<void> => {
  const place = words.like('pdf-view.place')
  await page
    .getByRole('dialog')
    .getByRole('group', { name: place })
    .and(page.locator('[aria-busy=false]'))
    .waitFor({ timeout: 20_000 })
}

export const pdfStates: readonly State[] = [
  pdf('PDF file, a page of many', () => pagesPdf(12), pageShown),
  pdf('PDF file, a page without text', scanPdf, pageShown),
  pdf(
    'PDF file, as text only',
    agendaPdf,
    ({ page }) => page.getByRole('dialog').getByRole('heading', { name: 'Doors' }).waitFor({ timeout: 20_000 }),
    async (visit) => {
      const asText = visit.page.getByRole('dialog').getByRole('button', { name: visit.words('pdf-view.asText') })
      await asText.click({ timeout: 20_000 })
    },
  ),
  pdf(
    'PDF file with a password',
    () => brokenPdfs.find(({ outcome }) => outcome === 'password')?.bytes ?? Buffer.alloc(0),
    ({ page, words }) =>
      page.getByRole('dialog').getByText(words('pdf-view.fault.password')).waitFor({ timeout: 20_000 }),
  ),
]
