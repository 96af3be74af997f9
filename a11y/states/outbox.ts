import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { openAt, openInbox } from './reaching.ts'

const screens = ['OutboxScreen']

const letter = (n: number, state: string, changes: object = {}) => ({
  ...{ id: `outbox-item-0000000${n}`, state, subject: `Numbers for Thursday ${n}`, cc: [], bcc: [] },
  ...{ to: [{ name: 'Ben Okafor', address: 'ben.okafor@example.gov' }], dueAtMs: Date.now() + 3_600_000 },
  ...{ isScheduled: true, nextTryAtMs: null, problem: null, refused: [], sentCopyId: null },
  ...changes,
})

const refused = [{ address: 'ann@harbour.example', reason: '5.2.2 Mailbox full' }]

/** One message in each state it can be in. */
const inEveryState = () => [
  letter(1, 'waiting'),
  letter(2, 'waiting', { isScheduled: false }),
  letter(3, 'sending'),
  letter(4, 'retrying', {
    nextTryAtMs: Date.now() + 60_000,
    problem: { type: 'mail-server-unavailable', serverSaid: '4.3.2 Too busy' },
  }),
  letter(5, 'signed-out'),
  letter(6, 'failed', { problem: { type: 'recipients-refused', serverSaid: '' }, refused }),
  letter(7, 'unknown'),
  letter(8, 'in-part', { refused }),
  letter(9, 'sent'),
]

async function openOutbox(visit: Visit, items: readonly object[]): Promise<void> {
  const { page, words } = visit
  await page.route('**/api/outbox', (route) => route.fulfill({ json: { items, sendsWhileSignedOut: true } }))
  await openAt(visit, '/outbox', page.getByRole('heading', { name: words('outbox.title'), level: 1 }))
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

async function writeToBen(visit: Visit): Promise<void> {
  const mail = await openInbox(visit)
  await mail.newMessage.click()
  const form = new ComposeScreen(visit.page, visit.words)
  await form.field('to').fill('ben.okafor@example.gov')
  await visit.page.keyboard.press('Enter')
  await form.subject.fill('Numbers for Thursday')
}

/** What waits to be sent, and the ways to make it wait. */
export const outboxStates: readonly State[] = [
  {
    name: 'outbox with a message in every state',
    screens,
    reach: (visit) => openOutbox(visit, inEveryState()),
    holds: ({ page }) => page.getByRole('article').nth(8).waitFor(),
    leave,
  },
  {
    name: 'outbox, empty',
    screens,
    reach: (visit) => openOutbox(visit, []),
    holds: ({ page, words }) => page.getByText(words('outbox.empty')).waitFor(),
    leave,
  },
  {
    name: 'dialog for sending later',
    screens: ['MailScreen'],
    async reach(visit) {
      await writeToBen(visit)
      await visit.page.keyboard.press('Control+Shift+Enter')
    },
    holds: ({ page, words }) => page.getByRole('dialog', { name: words('outbox.later.title') }).waitFor(),
  },
  {
    name: 'sent message that can be taken back',
    screens: ['MailScreen'],
    async reach(visit) {
      const json = { outcome: 'waiting', outboxId: 'outbox-item-00000001', dueAtMs: Date.now() + 10_000 }
      await visit.page.route('**/api/send', (route) => route.fulfill({ json }))
      await visit.page.route('**/api/outbox', (route) =>
        route.fulfill({ json: { items: [letter(1, 'waiting')], sendsWhileSignedOut: true } }),
      )
      await writeToBen(visit)
      await visit.page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) => page.getByRole('button', { name: words('ui.undo'), exact: true }).waitFor(),
    leave,
  },
]
