import { subjects } from '#platform/seed/fixtures.ts'
import { type MessageFacts } from '#contract/message-facts.ts'
import { type State, type Visit } from '../visit.ts'
import { messageOf, messageShown, openInbox } from './reaching.ts'

const subject = subjects.forwarded
const longName = 'News of the Department of Streets, Bridges and Harbours for everybody who lives near them'

/** Everything a header can ask for and a report can say. */
const facts: MessageFacts = {
  authentication: {
    domain: 'agency.example',
    verdict: 'verified',
    results: [
      { method: 'dmarc', result: 'pass', domain: 'agency.example' },
      { method: 'dkim', result: 'pass', domain: 'agency.example' },
    ],
  },
  list: {
    name: longName,
    id: 'streets.lists.agency.example',
    unsubscribe: { oneClick: false, mail: 'mailto:off@agency.example', page: 'https://lists.agency.example/off' },
    post: 'mailto:streets@agency.example',
    help: 'https://lists.agency.example/help',
    archive: 'https://lists.agency.example/archive',
  },
  receipt: { address: `${'a-rather-long-name-'.repeat(3)}@${'department-'.repeat(4)}agency.example`, elsewhere: true },
  report: {
    kind: 'delivery',
    subject: 'Minutes of March',
    outcomes: [
      { address: 'ann@x.example', action: 'failed', status: '5.1.1', said: 'No such user' },
      { address: 'bob@y.example', action: 'delayed', status: '4.4.1', said: '' },
      { address: 'eve@z.example', action: 'delivered', status: '2.0.0', said: '' },
    ],
    more: 3,
  },
  protection: [],
  storageWarning: true,
  headerCut: true,
}

const unconfirmed: Partial<MessageFacts> = {
  authentication: { domain: 'agency.example', verdict: 'failed', results: [] },
}

/** Opens a message whose header says these things. */
async function openSaying(visit: Visit, said: Partial<MessageFacts>): Promise<void> {
  const { page } = visit
  await openInbox(visit)
  await page.route(/\/api\/messages\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    const message = (await response.json()) as { facts: MessageFacts }
    await route.fulfill({ response, json: { ...message, facts: { ...message.facts, ...said } } })
  })
  await page.reload()
  await page
    .getByRole('option', { name: new RegExp(subject) })
    .first()
    .click()
  await messageShown(visit, subject)
}

function state(name: string, reach: State['reach'], holds: State['holds']): State {
  return {
    name,
    screens: ['MailScreen'],
    reach,
    holds,
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  }
}

const notices = ({ page, words }: Visit) => page.getByRole('region', { name: words('carried.section') })

/** Messages whose header asks for something, or that report something. */
export const listAndReportStates: readonly State[] = [
  state(
    'message that reports, asks for a receipt and came by a list, with its details',
    async (visit) => {
      await openSaying(visit, facts)
      await messageOf(visit)
        .tools.getByRole('button', { name: visit.words('reading.details'), exact: true })
        .click()
    },
    (visit) => notices(visit).waitFor(),
  ),
  state(
    'message whose sender could not be confirmed',
    (visit) => openSaying(visit, unconfirmed),
    (visit) => notices(visit).waitFor(),
  ),
  state(
    'question before a list is left by mail',
    async (visit) => {
      await openSaying(visit, facts)
      const name = visit.words.with('carried.list.leaveByMail', { name: longName })
      await visit.page.getByRole('button', { name }).click()
    },
    ({ page }) => page.getByRole('alertdialog').waitFor(),
  ),
]
