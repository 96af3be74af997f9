import { type NewDevices, type SecurityEvents, securityEventKinds } from '#contract/security-events.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox } from './reaching.ts'

const network = '2001:db8:85a3::8a2e:370:7334'
const atMs = Date.UTC(2026, 10, 2, 9, 30)
const events: SecurityEvents = {
  items: securityEventKinds.map((kind, at) => ({
    ...{ kind, number: 60 - at, atMs: atMs - at * 5 * 60 * 60_000, count: 1 + at * 111 },
    ...{ browser: at % 5 === 4 ? null : 'Firefox', system: at % 5 === 4 ? null : 'Windows', network },
  })),
  ...{ nextBefore: 41, isIntact: false, keepDays: 365 },
}
const newDevices: NewDevices = {
  items: [
    { browser: 'Samsung Internet', system: 'Android', network, atMs },
    { browser: null, system: null, network, atMs: atMs - 60_000 },
  ],
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const more = ({ page, words }: Visit) => page.getByRole('button', { name: words('security-events.more'), exact: true })
const notice = ({ page, words }: Visit) => page.getByRole('region', { name: words('new-devices.title') })

async function open(visit: Visit, answer: { status?: number; json: object }): Promise<void> {
  await visit.page.route('**/api/security-events', (route) => route.fulfill(answer))
  await openAt(visit, '/settings/security', visit.page.getByText(visit.words('security-events.intro')))
}

/** What happened to a person's own account. */
export const securityEventStates: readonly State[] = [
  {
    name: 'security history with entries of every kind, changed after it was written',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, { json: events })),
    holds: (visit) => more(visit).waitFor(),
    leave,
  },
  {
    name: 'security history that cannot be read',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) =>
      open(visit, { status: 500, json: { type: 'unexpected', status: 500, requestId: 'a11y' } }),
    ),
    holds: ({ page, words }) => page.getByText(words('security-events.failed')).waitFor(),
    leave,
  },
  {
    name: 'notice of a sign-in from a new browser',
    screens: ['MailScreen'],
    async reach(visit) {
      await visit.page.route('**/api/security-events/new-devices', (route) => route.fulfill({ json: newDevices }))
      await openInbox(visit)
    },
    holds: (visit) => notice(visit).waitFor(),
    leave,
  },
]
