import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox, scrollToTop } from './reaching.ts'

const off = {
  ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherRejects: false },
  ...{ otherForwards: [], filterForwards: [], colleague: null, unseen: [], waiting: [], version: '1' },
  forwarding: { isOn: false, targets: [], keepsCopy: true },
  limits: {
    ...{ addresses: ['ada.lindqvist@example.gov'], insideDomains: ['example.gov'], outside: 'allowed' },
    confirmsOutside: true,
    ...{ forbiddenDomains: ['mail.example'], maxTargets: 4 },
  },
}
const on = {
  ...{ ...off, isInForce: true, otherScript: 'roundcube' },
  otherForwards: [{ address: 'ada.lindqvist@harbour.example', script: 'roundcube' }],
  filterForwards: [{ address: 'ben.okafor@example.gov', filter: 'Invoices' }],
  forwarding: { isOn: true, targets: ['ben.okafor@example.gov', 'permits@harbour.example'], keepsCopy: false },
}

const asked = 'permits@harbour.example'
const waiting = {
  ...off,
  forwarding: { isOn: true, targets: [asked, 'ada.lindqvist@river-and-harbour-authority.example'], keepsCopy: true },
  waiting: [
    { address: asked, sentAtMs: Date.UTC(2026, 2, 5, 9, 30) },
    { address: 'ada.lindqvist@river-and-harbour-authority.example', sentAtMs: null },
  ],
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const onOff = ({ page, words }: Visit) => page.getByRole('switch', { name: words('forwarding.switch') })
const form = ({ page, words }: Visit) => page.getByRole('form', { name: words('forwarding.title') })
const shown = ({ page, words }: Visit, key: string) => page.getByText(words(key)).first().waitFor()

/** The server has this forwarding. */
async function openSettings(visit: Visit, state: object): Promise<void> {
  await visit.page.route('**/api/forwarding', (route) => route.fulfill({ json: state }))
  await openAt(visit, '/settings/forwarding', onOff(visit))
}

/** Where one's mail is sent on to. */
export const forwardingStates: readonly State[] = [
  {
    name: 'settings with forwarding off',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, off)),
    holds: (visit) => shown(visit, 'forwarding.off'),
    leave,
  },
  {
    name: 'settings with forwarding on, without a copy, beside that of another program',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, on)),
    holds: (visit) => shown(visit, 'forwarding.others'),
    leave,
  },
  {
    name: 'settings with forwarding, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, off)
      await onOff(visit).press('Space')
      const add = form(visit).getByRole('button', { name: visit.words('forwarding.add') })
      await add.click()
      const fields = form(visit).getByRole('textbox')
      await fields.first().fill('ada.lindqvist@example.gov')
      await fields.last().fill('kit@mail.example')
      await form(visit)
        .getByRole('button', { name: visit.words('forwarding.save') })
        .click()
    }),
    holds: async (visit) => {
      await shown(visit, 'forwarding.error.own-address')
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'settings with forwarding that waits for codes, one of them wrong',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      const fields = [{ field: 'code', code: 'wrong-code' }]
      const json = { type: 'invalid-request', status: 400, requestId: 'r1', fields }
      await page.route('**/api/forwarding/confirm', (route) => route.fulfill({ status: 400, json }))
      await openSettings(visit, waiting)
      await page
        .getByRole('textbox', { name: words.with('forwarding-codes.code', { address: asked }) })
        .fill('1234 5678')
      await page
        .getByRole('form', { name: words.with('forwarding-codes.form', { address: asked }) })
        .getByRole('button', { name: words('forwarding-codes.confirm') })
        .click()
    }),
    holds: async (visit) => {
      await shown(visit, 'forwarding-codes.wrong')
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'inbox while mail is sent on to where the person does not know of',
    screens: ['MailScreen'],
    async reach(visit) {
      const unseen = ['ada.lindqvist@harbour.example']
      await visit.page.route('**/api/forwarding', (route) => route.fulfill({ json: { ...off, unseen } }))
      await openInbox(visit)
      await shown(visit, 'unseen-forwards.know')
    },
    holds: (visit) => shown(visit, 'unseen-forwards.know'),
    leave,
  },
  {
    name: 'inbox while all mail is forwarded without a copy',
    screens: ['MailScreen'],
    async reach(visit) {
      await visit.page.route('**/api/forwarding', (route) => route.fulfill({ json: on }))
      await openInbox(visit)
      await shown(visit, 'forwarding.gone')
    },
    holds: (visit) => shown(visit, 'forwarding.gone'),
    leave,
  },
]
