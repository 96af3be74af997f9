import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const device = (id: string, browser: string | null, system: string | null, minutes: number) => ({
  ...{ id: id.padEnd(43, '0'), isThis: minutes === 0, browser, system, network: '2001:db8:85a3::8a2e:370:7334' },
  ...{ signedInAtMs: Date.now() - 150 * 60_000, lastUsedAtMs: Date.now() - minutes * 60_000 },
})
const mine = device('mine', 'Firefox', 'Windows', 0)
const others = [device('phone', 'Safari', 'iPhone', 4), device('strange', null, null, 75)]

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const list = ({ page, words }: Visit) => page.getByRole('group', { name: words('signed-in-devices.list') })

async function open(visit: Visit, answer: { status?: number; json: object }): Promise<void> {
  const { page } = visit
  await page.route('**/api/signed-in-devices', (route) => route.fulfill(answer))
  await openAt(visit, '/settings/devices', page.getByText(visit.words('signed-in-devices.intro')))
}

const failure = { status: 500, json: { type: 'unexpected', status: 500, requestId: 'a11y' } }

/** Where a person is signed in. */
export const signedInDeviceStates: readonly State[] = [
  {
    name: 'settings with signed-in devices',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, { json: { items: [mine, ...others] } })),
    holds: (visit) => list(visit).getByText(visit.words('signed-in-devices.someBrowser')).first().waitFor(),
    leave,
  },
  {
    name: 'settings with signed-in devices that cannot be shown',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, failure)),
    holds: ({ page, words }) => page.getByText(words('signed-in-devices.failed')).waitFor(),
    leave,
  },
]
