import { type State, type Visit } from '../visit.ts'
import { deskInbox, openDesk } from './acting.ts'
import { fromTheTop, openAt, openInbox, scrollToTop } from './reaching.ts'

const whose = 'Carmen Ruiz Ortega'
const carmen = {
  mailbox: 'carmen',
  name: whose,
  address: 'carmen.ruiz@example.gov',
  isRole: false,
  may: ['absence', 'filters'],
}
const rules = {
  ...{ isOffered: true, isInForce: true, isChangedElsewhere: false, otherScript: null, otherAnswers: false },
  ...{ addresses: ['carmen.ruiz@example.gov', 'carmen@example.gov'], insideDomains: ['example.gov'], version: '1' },
}
const absence = {
  ...{ ...rules, forwarding: null },
  absence: {
    ...{ isOn: true, startsAtMs: null, endsAtMs: Date.UTC(2031, 6, 14, 15), weekly: null, daysBetween: 7 },
    ...{ colleague: 'ben.okafor@example.gov', insideText: 'I am back on 15 July.', outside: 'same', outsideText: '' },
  },
}
const acknowledgement = {
  ...{ ...rules, otherScript: 'roundcube' },
  acknowledgement: { isOn: true, text: 'Your message has come. We answer within five working days.', daysBetween: 7 },
}

const filter = (name: string, action: object, isOn = true) => ({
  ...{ name, isOn, needs: 'all', stops: false, actions: [action] },
  conditions: [{ on: 'subject', how: 'contains', value: name }],
})
const filters = {
  ...{ isOffered: true, missing: [], isInForce: true, isChangedElsewhere: false, otherScript: null, version: '1' },
  ...{ isAllForwarded: false, forwarding: null, canReply: true, canReject: false },
  bounds: { held: null, fixed: 2, folderIds: [] },
  filters: [
    filter('Invoices', { do: 'forward', address: 'ben.okafor@example.gov' }, false),
    filter('Hearings', { do: 'move', folderId: 'bm9ib2R5' }),
    filter('Permits', { do: 'flag' }),
    filter('Complaints', { do: 'mark-read' }),
  ],
}

const screens = ['SettingsScreen']
const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const isAbout = ({ page, words }: Visit) => page.getByText(words.with('managed.title', { whose }))

async function open(visit: Visit, topic: string, answers: { filters: object } = { filters }): Promise<void> {
  const { page } = visit
  const refusal = { type: 'invalid-request', status: 400, requestId: 'a11y' }
  const ownerOnly = { ...refusal, fields: [{ field: 'absence.colleague', code: 'owner-only' }] }
  await page.route('**/api/managed-mailboxes', (route) => route.fulfill({ json: { items: [carmen] } }))
  await page.route('**/api/acknowledgement?*', (route) => route.fulfill({ json: acknowledgement }))
  await page.route('**/api/filters?*', (route) => route.fulfill({ json: answers.filters }))
  await page.route('**/api/absence?*', (route) => route.fulfill({ json: absence }))
  await page.route('**/api/absence', (route) =>
    route.fulfill({ status: 400, contentType: 'application/problem+json', json: ownerOnly }),
  )
  await openAt(visit, `/settings/${topic}?mailbox=carmen`, isAbout(visit))
}

/** What answers by itself in the mailboxes of others. */
export const managedStates: readonly State[] = [
  {
    name: 'settings with the out of office of somebody else, whose copies only they begin',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, 'absence')
      const form = page.getByRole('form', { name: words.with('others-absence.title', { whose }) })
      await form.getByRole('button', { name: words('absence.save') }).click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words.with('others-absence.ownerOnly', { whose })).first().waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the acknowledgement of somebody else, without its text',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, 'acknowledgement')
      await page.getByRole('textbox', { name: words('acknowledgement.text') }).fill('')
      await page.getByRole('button', { name: words('acknowledgement.save') }).click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('acknowledgement.textMissing')).first().waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the filters of somebody else, some of which stay as they are, and a new one with faults',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, 'filters')
      await page.getByRole('button', { name: words('filters.new'), exact: true }).click()
      await page.getByRole('combobox', { name: words('filters.field.do') }).selectOption('reply')
      await page.getByRole('button', { name: words('filters.save'), exact: true }).click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('filters.error.reply')).first().waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with filters of somebody else, of which one may not be tried out in a folder and one nowhere',
    screens,
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      const refusal = { type: 'not-allowed', status: 403, requestId: 'a11y' }
      await page.route('**/api/filters/try', (route) =>
        route.fulfill({ status: 403, contentType: 'application/problem+json', json: refusal }),
      )
      await openInbox(visit)
      const known = { ...filter('Known', { do: 'flag' }), conditions: [{ on: 'contact', how: 'is' }] }
      const bounds = { held: null, fixed: 0, folderIds: [await deskInbox(visit)] }
      await open(visit, 'filters', {
        filters: { ...filters, bounds, filters: [filter('Permits', { do: 'flag' }), known] },
      })
      for (const button of await page.getByRole('button', { name: words('filters.trial.open') }).all())
        await button.click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words.with('their-filters.trial.refused', { whose })).first().waitFor()
      await page.getByText(words.with('their-filters.trial.contacts', { whose })).waitFor()
    },
    leave,
  },
  {
    name: 'settings with the filters of somebody else, while nothing can be changed',
    screens,
    reach: fromTheTop(async (visit) => {
      const held = { ...filters, bounds: { ...filters.bounds, held: 'beside' } }
      await open(visit, 'filters', { filters: held })
    }),
    holds: ({ page, words }) => page.getByText(words('their-filters.held.title')).first().waitFor(),
    leave,
  },
  {
    name: 'permit desk while it is out of office',
    screens: ['MailScreen'],
    async reach(visit) {
      const open = { ...absence.absence, colleague: null, endsAtMs: null }
      await visit.page.route('**/api/absence?*', (route) => route.fulfill({ json: { ...absence, absence: open } }))
      await openDesk(visit)
    },
    holds: ({ page, words }) =>
      page.getByRole('region', { name: words.with('others-absence.away', { whose: 'Permit Desk' }) }).waitFor(),
    leave,
  },
]
