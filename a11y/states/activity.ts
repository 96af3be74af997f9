import { type Activity, activityActions } from '#contract/activity.ts'
import { type State, type Visit } from '../visit.ts'
import { openAt, openInbox } from './reaching.ts'

const entry = {
  atMs: Date.UTC(2026, 10, 2, 9, 30),
  name: 'Carmen Ruiz Ortega',
  folder: 'Interdepartmental correspondence',
  role: null,
}
const activity: Activity = {
  items: activityActions.map((action, at) => ({ ...entry, action, number: 20 - at, count: 1 + at * 111 })),
  ...{
    nextBefore: 11,
    isIntact: false,
    keepDays: 365,
    keepsMessageIds: false,
    people: [{ user: 'carmen', name: entry.name }],
  },
}
const more = ({ page, words }: Visit) => page.getByRole('button', { name: words('activity.more'), exact: true })

/** What others did in the mailbox. */
export const activityStates: readonly State[] = [
  {
    name: 'activity of others, changed after it was written',
    screens: ['SettingsScreen'],
    async reach(visit) {
      await openInbox(visit)
      await visit.page.route('**/api/activity', (route) => route.fulfill({ json: activity }))
      await openAt(visit, '/settings/activity', more(visit))
      const { page, words } = visit
      await page.getByRole('textbox', { name: words('activity.until') }).fill('soon')
      await page.getByRole('button', { name: words('activity.showDays'), exact: true }).click()
    },
    holds: (visit) => more(visit).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]
