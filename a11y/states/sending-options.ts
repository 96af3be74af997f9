import { type State, type Visit } from '../visit.ts'
import { newMessage } from './writing.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
async function choose({ page, words }: Visit): Promise<void> {
  await page.getByRole('button', { name: words('compose-more.menu'), exact: true }).click()
  await page.getByRole('menuitem', { name: words('compose-more.options') }).click()
}
const dialog = ({ page, words }: Visit) => page.getByRole('dialog', { name: words('sending-options.title') })

async function open(visit: Visit, deliveryReports: boolean): Promise<void> {
  await visit.page.route('**/api/send/offers', (route) => route.fulfill({ json: { deliveryReports } }))
  await newMessage(visit)
  await choose(visit)
}

/** What a message asks for on its way. */
export const sendingOptionStates: readonly State[] = [
  {
    name: 'options for sending',
    screens: ['MailScreen'],
    reach: (visit) => open(visit, true),
    reopen: choose,
    holds: (visit) => dialog(visit).getByRole('checkbox').nth(1).waitFor(),
    leave,
  },
  {
    name: 'options for sending without delivery reports',
    screens: ['MailScreen'],
    reach: (visit) => open(visit, false),
    reopen: choose,
    holds: ({ page, words }) => page.getByText(words('sending-options.noReports')).waitFor(),
    leave,
  },
  {
    name: 'message with options for sending',
    screens: ['MailScreen'],
    async reach(visit) {
      await open(visit, true)
      await dialog(visit).getByRole('radio').first().click()
      for (const box of await dialog(visit).getByRole('checkbox').all()) await box.click()
      await dialog(visit)
        .getByRole('button', { name: visit.words('sending-options.save') })
        .click()
    },
    holds: ({ page, words }) =>
      page.getByRole('button', { name: new RegExp(words('sending-options.chosen.high')) }).waitFor(),
    leave,
  },
]
