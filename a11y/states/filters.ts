import { subjects } from '#platform/seed/fixtures.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, messageOf, openAt, openMessage, scrollToTop } from './reaching.ts'

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
const large = {
  ...{ name: 'Invoices', isOn: true, needs: 'all', stops: false },
  conditions: [
    { on: 'from', how: 'domain', value: 'harbour.example' },
    {
      ...{ on: 'group', needs: 'any' },
      conditions: [
        { on: 'attachment-name', how: 'ends', value: '.pdf' },
        { on: 'spam-score', atLeast: 5 },
      ],
    },
  ],
  actions: [
    { do: 'forward', address: 'kit@harbour.example' },
    { do: 'reply', text: 'Thank you, your invoice has come.' },
  ],
}
const about = {
  ...{ name: 'Crew at night', isOn: true, needs: 'all', stops: false },
  conditions: [
    { on: 'group-member', how: 'is', value: 'crew@example.gov' },
    {
      ...{ on: 'arrival', how: 'within' },
      weekly: { weekdays: [5, 6], fromMinute: 22 * 60, untilMinute: 6 * 60, zone: 'Europe/Madrid' },
    },
    { on: 'attachment-type', how: 'is', kind: 'picture' },
    { on: 'contact', how: 'is-not' },
    { on: 'recipient-contact', how: 'is' },
    {
      ...{ on: 'arrival-days', how: 'within' },
      days: { fromDay: '2026-12-24', untilDay: '2027-01-06', zone: 'Europe/Madrid' },
    },
  ],
  actions: [{ do: 'flag' }],
}
const rejecting = {
  ...{ name: 'Offers of an old supplier', isOn: true, needs: 'all', stops: true },
  conditions: [{ on: 'from', how: 'is', value: 'offers@supplier.example' }],
  actions: [{ do: 'reject', text: 'We do not buy from you any more. Please take us off your list.' }],
}
const caught = Array.from({ length: 24 }, (_, index) => ({
  ...{ id: `m${index}`, folderId: archive, to: [], preview: '', sizeBytes: 4000, flags: [], labels: [] },
  from: [{ name: index % 2 === 0 ? 'Nora Fields' : 'Harbour news', address: 'news@harbour.example' }],
  subject: `What is new at the harbour, number ${24 - index}`,
  ...{ receivedAtMs: 1_790_000_000_000 - index * 90_000_000, hasAttachment: false },
}))
const unanswered = [
  { id: 'm0', why: 'list' },
  { id: 'm2', why: 'answered' },
]
const state = (filters: object[], more: object = {}) => ({
  ...{ isOffered: true, missing: [], filters, isInForce: filters.length > 0, isChangedElsewhere: false },
  ...{ otherScript: null, isAllForwarded: false, version: '1', canReply: true, canReject: true },
  forwarding,
  ...more,
})

const forwarding = {
  ...{ addresses: ['ada.byron@example.gov'], insideDomains: ['example.gov'] },
  ...{ outside: 'allowed', confirmsOutside: true, forbiddenDomains: [], maxTargets: 4 },
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const button = ({ page, words }: Visit, key: string) => page.getByRole('button', { name: words(key), exact: true })

async function openSettings(visit: Visit, filters: object[], more: object = {}, like = ''): Promise<void> {
  await visit.page.route('**/api/filters', (route) => route.fulfill({ json: state(filters, more) }))
  await openAt(visit, `/settings/filters${like}`, button(visit, like === '' ? 'filters.new' : 'filters.save'))
}

/** What the mail server does with mail that comes. */
export const filterStates: readonly State[] = [
  {
    name: 'settings without filters',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [])),
    holds: ({ page, words }) => page.getByText(words('filters.none')).waitFor(),
    leave,
  },
  {
    name: 'settings with filters, while all mail is forwarded',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [one, another], { isAllForwarded: true })),
    holds: ({ page, words }) => page.getByRole('list', { name: words('filters.list') }).waitFor(),
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
      await page.getByText(words('filters.error.folder')).waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the form of a filter that has a group, forwards and answers',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const items = [{ id: crypto.randomUUID(), name: 'Thanks', subject: '', text: 'Thank you.', document: null }]
      await visit.page.route('**/api/templates', (route) => route.fulfill({ json: { items, units: [] } }))
      await openSettings(visit, [large])
      await visit.page.getByRole('button', { name: visit.words('filters.edit') }).click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('filters.replyHint')).waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the form of a filter that rejects, and does something else as well',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, [rejecting])
      await visit.page.getByRole('button', { name: visit.words('filters.edit') }).click()
      await button(visit, 'filters.addAction').click()
      await button(visit, 'filters.save').click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('filter-actions.alone')).waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the form of a filter about groups, hours and kinds, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, [about])
      await visit.page.getByRole('button', { name: visit.words('filters.edit') }).click()
      await visit.page.getByRole('textbox', { name: visit.words('filter-conditions.groupLabel') }).fill('crew')
      const days = visit.page.getByRole('group', { name: visit.words('filter-conditions.days') })
      const chosen = days.getByRole('checkbox', { checked: true })
      for (let left = await chosen.count(); left > 0; left -= 1) await chosen.first().uncheck()
      await visit.page.getByRole('textbox', { name: visit.words('filter-conditions.fromDay') }).fill('soon')
      await button(visit, 'filters.save').click()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('absence-planning.noDay')).waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with the form of a filter like a message',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openMessage(visit, subjects.newestUnread)
      const messageId = visit.page.url().split('/').at(-1) ?? ''
      await openSettings(visit, [one], {}, `?like=${messageId}`)
    }),
    holds: ({ page, words }) => page.getByRole('group', { name: words('filters.like.legend') }).waitFor(),
    leave,
  },
  {
    name: 'settings with a filter that is tried out',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await page.route('**/api/filters/try', (route) =>
        route.fulfill({ json: { total: 900, looked: 500, caught, unanswered } }),
      )
      const answer = { do: 'reply', text: 'Dear {first name},\n\nthank you for “{subject}”. We read it on {date}.' }
      await openSettings(visit, [{ ...one, actions: [...one.actions, answer] }])
      await page.getByRole('button', { name: words('filters.trial.open') }).click()
    }),
    holds: async ({ page, words }) => {
      await page.getByRole('list', { name: words('filters.trial.list') }).waitFor()
      await page.getByRole('figure').waitFor()
    },
    leave,
  },
  {
    name: 'why a message is where it is',
    screens: ['MailScreen'],
    reach: async (visit) => {
      const { page, words } = visit
      const caughtBy = [{ name: 'Newsletters', actions: [{ do: 'move', folderId: archive }], stops: true }]
      const json = { caughtBy, filedBy: null, isKept: false, sender: null, isJunk: false }
      const rules = {
        forwarding: 'with-copy',
        isAway: true,
        colleague: 'ben.okafor@example.gov',
        otherScript: 'roundcube',
      }
      await page.route('**/api/messages/*/why', (route) => route.fulfill({ json: { ...json, ...rules } }))
      await openMessage(visit, subjects.newestUnread)
      const { tools } = messageOf(visit)
      await tools.getByRole('button', { name: words('actions.more'), exact: true }).click()
      await page.getByRole('menuitem', { name: words('rule-actions.whyHere') }).click()
    },
    holds: ({ page, words }) => page.getByText(words('why.caught')).waitFor(),
    leave,
  },
]
