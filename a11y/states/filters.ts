import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'

const archive = Buffer.from('Archive').toString('base64url')
const one = {
  ...{ name: 'Newsletters of the harbour', isOn: true, needs: 'all', stops: true },
  conditions: [{ on: 'list', value: 'news.harbour.example' }],
  actions: [{ do: 'move', folderId: archive }, { do: 'mark-read' }],
}
const another = {
  ...{ name: 'Permits that are urgent', isOn: false, needs: 'any', stops: false },
  conditions: [
    { on: 'subject', how: 'contains', value: 'urgent' },
    { on: 'from', how: 'domain', value: 'permits.example' },
  ],
  actions: [{ do: 'flag' }],
}
const state = (filters: object[], more: object = {}) => ({
  ...{ isOffered: true, missing: [], filters, isInForce: filters.length > 0, isChangedElsewhere: false },
  ...{ otherScript: null, isAllForwarded: false, version: '1', ...more },
})

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const button = ({ page, words }: Visit, key: string) => page.getByRole('button', { name: words(key), exact: true })

async function openSettings(visit: Visit, filters: object[], more: object = {}): Promise<void> {
  await visit.page.route('**/api/filters', (route) => route.fulfill({ json: state(filters, more) }))
  await openAt(visit, '/settings/filters', button(visit, 'filters.new'))
}

/** What the mail server does with mail that comes. */
export const filterStates: readonly State[] = [
  {
    name: 'settings without filters',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [])),
    holds: ({ page, words }) => page.getByText(words('filters.none')).waitFor({ timeout: 3000 }),
    leave,
  },
  {
    name: 'settings with filters, while all mail is forwarded',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [one, another], { isAllForwarded: true })),
    holds: ({ page, words }) => page.getByRole('list', { name: words('filters.list') }).waitFor({ timeout: 3000 }),
    leave,
  },
  {
    name: 'settings with the form of a filter, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, [one])
      await button(visit, 'filters.new').click()
      await button(visit, 'filters.addCondition').click()
      await button(visit, 'filters.addAction').click()
      await visit.page
        .getByRole('combobox', { name: visit.words('filters.field.do') })
        .last()
        .selectOption('discard')
      await button(visit, 'filters.save').click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('filters.error.folder')).waitFor({ timeout: 3000 })
      await scrollToTop(page)
    },
    leave,
  },
]
