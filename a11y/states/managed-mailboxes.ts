import { type State, type Visit } from '../visit.ts'
import { openDesk } from './acting.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'

const whose = 'Carmen Ruiz Ortega'
const carmen = { mailbox: 'carmen', name: whose, address: 'carmen.ruiz@example.gov', isRole: false }
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

const screens = ['SettingsScreen']
const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const isAbout = ({ page, words }: Visit) => page.getByText(words.with('managed.title', { whose }))

async function open(visit: Visit, topic: string): Promise<void> {
  const { page } = visit
  const refusal = { type: 'invalid-request', status: 400, requestId: 'a11y' }
  const ownerOnly = { ...refusal, fields: [{ field: 'absence.colleague', code: 'owner-only' }] }
  await page.route('**/api/managed-mailboxes', (route) => route.fulfill({ json: { items: [carmen] } }))
  await page.route('**/api/acknowledgement?*', (route) => route.fulfill({ json: acknowledgement }))
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
