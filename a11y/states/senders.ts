import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const kept = {
  senders: {
    blocked: ['news.and.offers.of.the.week@a-rather-long-domain.harbour.example', 'spam.example'],
    allowed: [],
  },
  ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, ownAddresses: [], version: '1' },
}

const add = ({ page, words }: Visit, list: 'blocked' | 'allowed') =>
  page.getByRole('button', { name: words(`senders.${list}.add`), exact: true })

/** Whose mail goes to Junk, and whose never does. */
export const senderStates: readonly State[] = [
  {
    name: 'settings of senders, with a fault',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await visit.page.route('**/api/senders', (route) => route.fulfill({ json: kept }))
      await openAt(visit, '/settings/senders', add(visit, 'blocked'))
      const { page, words } = visit
      await page.getByRole('textbox', { name: words('senders.blocked.field') }).fill('Spam.example')
      await add(visit, 'blocked').click()
    }),
    holds: ({ page, words }) => page.getByText(words('senders.error.twice')).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]
