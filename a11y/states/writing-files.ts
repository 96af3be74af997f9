import { type Route } from 'playwright-core'
import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { openInbox } from './reaching.ts'

const screens = ['MailScreen']
const compose = ({ page, words }: Visit): ComposeScreen => new ComposeScreen(page, words)
const leave = ({ page }: Visit): Promise<void> => page.unrouteAll({ behavior: 'ignoreErrors' })

async function begin(visit: Visit): Promise<ComposeScreen> {
  const mail = await openInbox(visit)
  const { page, words } = visit
  // Where there is room for one pane only, the button stands above the folders; the palette reaches it at every width.
  if (visit.rendering.width > 320) await mail.newMessage.click()
  else {
    await page.keyboard.press('Control+K')
    await mail.palette.waitFor()
    await page.keyboard.type(words('app.newMessage'))
    await page.keyboard.press('Enter')
  }
  await compose(visit).text.waitFor()
  return compose(visit)
}

async function attach({ page }: Visit, ...files: [name: string, sizeBytes: number][]): Promise<void> {
  const chosen = files.map(([name, size]) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, 'a') }))
  await page.locator('input[type=file]').setInputFiles(chosen)
}

const problem = (type: string, status: number) => (route: Route) =>
  route.fulfill({ status, contentType: 'application/problem+json', json: { type, status, requestId: 'a11y' } })

async function saveNow(visit: Visit): Promise<void> {
  const form = await begin(visit)
  await form.subject.fill('Half a thought')
  await form.text.fill('And then')
  await visit.page.evaluate(() => window.dispatchEvent(new Event('blur')))
}

/** Files and drafts in every state they can be in. */
export const writingFilesStates: readonly State[] = [
  {
    name: 'attached files, there',
    screens,
    async reach(visit) {
      await begin(visit)
      await attach(visit, ['Minutes of the harbour commission.txt', 20_000], ['Kerbs.csv', 400])
    },
    holds: (visit) => compose(visit).attachment('Kerbs.csv').waitFor(),
  },
  {
    name: 'attached files, on their way',
    screens,
    async reach(visit) {
      await begin(visit)
      // Never answered: it stays on its way.
      await visit.page.route('**/api/uploads/*/content', () => undefined)
      await attach(visit, ['Plan of the ramp.txt', 20_000])
    },
    holds: ({ page }) => page.getByRole('progressbar').waitFor(),
    leave,
  },
  {
    name: 'attached files, one that did not arrive, and the message not sent for it',
    screens,
    async reach(visit) {
      const form = await begin(visit)
      await visit.page.route('**/api/uploads', problem('uploads-full', 507))
      await attach(visit, ['Plan of the ramp.txt', 20_000])
      await visit.page.getByRole('button', { name: visit.words.like('files.againNamed') }).waitFor()
      await form.field('to').fill('ben.okafor@example.gov')
      await visit.page.keyboard.press('Enter')
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByText(words.like('files.notThere')).waitFor(),
    leave,
  },
  {
    name: 'files that were not taken',
    screens,
    async reach(visit) {
      const rules = { messageBytes: 1_000_000, perPersonBytes: 1_000_000, blockedEndings: ['.exe'] }
      await visit.page.route('**/api/uploads/rules', (route) => route.fulfill({ json: rules }))
      await begin(visit)
      await attach(visit, ['setup.exe', 10], ['Film of the opening.mov', 900_000])
    },
    holds: ({ page, words }) => page.getByText(words.like('files.blocked')).last().waitFor(),
    leave,
  },
  {
    name: 'draft saved in the mailbox',
    screens,
    reach: saveNow,
    holds: ({ page, words }) => page.getByText(words.like('drafts.savedAt')).waitFor(),
  },
  {
    name: 'draft that could not be saved in the mailbox',
    screens,
    async reach(visit) {
      await visit.page.route('**/api/drafts', problem('mailbox-full', 507))
      await saveNow(visit)
    },
    holds: ({ page, words }) => page.getByText(words.like('drafts.failed')).last().waitFor(),
    leave,
  },
  {
    name: 'draft that was changed elsewhere',
    screens,
    async reach(visit) {
      let asked = 0
      await visit.page.route('**/api/drafts', (route) => {
        asked += 1
        const outcome = asked === 1 ? 'changed-elsewhere' : 'saved'
        return route.fulfill({ json: { outcome, draftId: 'MTIzIDEgRHJhZnRz', partIds: [] } })
      })
      await saveNow(visit)
    },
    holds: ({ page, words }) => page.getByText(words('drafts.changedTitle')).first().waitFor(),
    leave,
  },
  {
    name: 'message that was being written when a tab was closed',
    screens,
    async reach(visit) {
      await visit.page.route('**/api/drafts', problem('mail-server-unavailable', 503))
      await saveNow(visit)
      await visit.page.waitForFunction(() =>
        Object.keys(localStorage).some((name) => name.startsWith('curbcut.draft.')),
      )
      await visit.page.evaluate(() => sessionStorage.setItem('a11y.keeps-drafts', 'yes'))
      await openInbox(visit)
    },
    holds: ({ page, words }) => page.getByRole('button', { name: words('drafts.goOn'), exact: true }).waitFor(),
    async leave(visit) {
      await visit.page.evaluate(() => sessionStorage.removeItem('a11y.keeps-drafts'))
      await leave(visit)
    },
  },
]
