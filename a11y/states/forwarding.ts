import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox, scrollToTop } from './reaching.ts'

const off = {
  ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherRejects: false },
  ...{ otherForwards: [], version: '1' },
  forwarding: { isOn: false, targets: [], keepsCopy: true },
  limits: {
    ...{ addresses: ['ada.lindqvist@example.gov'], insideDomains: ['example.gov'], outside: 'allowed' },
    ...{ forbiddenDomains: ['mail.example'], maxTargets: 4 },
  },
}
const on = {
  ...{ ...off, isInForce: true, otherScript: 'roundcube' },
  otherForwards: [{ address: 'ada.lindqvist@harbour.example', script: 'roundcube' }],
  forwarding: { isOn: true, targets: ['ben.okafor@example.gov', 'permits@harbour.example'], keepsCopy: false },
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const onOff = ({ page, words }: Visit) => page.getByRole('switch', { name: words('forwarding.switch') })
const form = ({ page, words }: Visit) => page.getByRole('form', { name: words('forwarding.title') })
const shown = ({ page, words }: Visit, key: string) => page.getByText(words(key)).first().waitFor({ timeout: 3000 })

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
