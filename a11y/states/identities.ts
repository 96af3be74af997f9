import { subjects } from '#platform/seed/fixtures.ts'
import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, messageOf, openAt, openMessage } from './reaching.ts'
import { newMessage } from './writing.ts'

const plain = { name: '', replyTo: '', signature: '', signatureDocument: null, place: 'above' }
const main = 'ada.lindqvist@example.gov'

/** Addresses as they are after some use: one as it came, one with all that can be kept, one with a tag. */
const list = {
  items: [
    { ...plain, address: main, signature: 'Ada Lindqvist\nRoom 210, Town Hall' },
    {
      ...{ ...plain, address: 'permits@example.gov', name: 'Permit desk', replyTo: 'building-permits@example.gov' },
      ...{ signature: 'The permit desk\nOpen from 9 to 12', place: 'below' },
    },
    { ...plain, address: 'ada.lindqvist+newsletters@example.gov' },
  ],
  writesFor: [{ address: 'permits@example.gov', name: 'Permit Desk', right: 'as', isShared: true, mayShare: true }],
  defaultAddress: main,
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

async function openSettings(visit: Visit): Promise<void> {
  const { page, words } = visit
  await page.route('**/api/identities', (route) =>
    route.request().method() === 'GET' ? route.fulfill({ json: list }) : route.fulfill({ status: 500, json: problem }),
  )
  await openAt(visit, '/settings/identities', page.getByRole('button', { name: words('identities.add') }))
}
const problem = { type: 'unexpected', status: 500, requestId: 'a11y' }

async function edit(visit: Visit, index: number): Promise<void> {
  await openSettings(visit)
  await button(visit, 'edit').nth(index).click()
}

const button = ({ page, words }: Visit, key: 'edit' | 'save' | 'add' | 'addConfirm') =>
  page.getByRole('button', { name: words(`identities.${key}`), exact: key !== 'edit' })
const field = ({ page, words }: Visit, key: 'name' | 'replyTo' | 'signature' | 'tag') =>
  page.getByRole('textbox', { name: words(`identities.${key}`), exact: true })

/** From which address one writes, and how. */
export const identityStates: readonly State[] = [
  {
    name: 'settings with addresses and their signatures',
    screens: ['SettingsScreen'],
    reach: openSettings,
    holds: (visit) => button(visit, 'edit').nth(2).waitFor(),
    leave,
  },
  {
    name: 'address edited, with its signature and preview',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => edit(visit, 1)),
    holds: (visit) => field(visit, 'signature').waitFor(),
    leave,
  },
  {
    name: 'address edited, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await edit(visit, 1)
      await field(visit, 'replyTo').fill('nobody')
      await button(visit, 'save').click()
    }),
    holds: (visit) => field(visit, 'replyTo').and(visit.page.locator('[aria-invalid="true"]')).waitFor(),
    leave,
  },
  {
    name: 'address that could not be saved',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await edit(visit, 1)
      await button(visit, 'save').click()
    }),
    holds: ({ page, words }) => page.getByText(words('identities.notSaved')).first().waitFor(),
    leave,
  },
  {
    name: 'adding an address with a tag, mistyped',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit)
      await button(visit, 'add').click()
      await field(visit, 'tag').fill('a b')
      await button(visit, 'addConfirm').click()
    }),
    holds: ({ page, words }) => page.getByText(words('identities.tagBad')).first().waitFor(),
    leave,
  },
  {
    name: 'new message with a sender to choose and a signature',
    screens: ['MailScreen'],
    async reach(visit) {
      await visit.page.route('**/api/identities', (route) => route.fulfill({ json: list }))
      await newMessage(visit)
    },
    holds: ({ page, words }) =>
      page.getByRole('combobox', { name: words('compose.field.from'), exact: true }).waitFor(),
    leave,
  },
  {
    name: 'question about the sender',
    screens: ['MailScreen'],
    async reach(visit) {
      const { page, words } = visit
      await page.route('**/api/identities', (route) => route.fulfill({ json: list }))
      await openMessage(visit, subjects.newestUnread)
      await messageOf(visit).tool('reply').click()
      const compose = new ComposeScreen(page, words)
      await compose.heading('replyTo').waitFor()
      const from = page.getByRole('combobox', { name: words('compose.field.from'), exact: true })
      await from.selectOption('permits@example.gov')
      await page.keyboard.press('Control+Enter')
    },
    holds: ({ page, words }) =>
      page
        .getByText(words.with('sending-check.sender.title', { what: main }))
        .first()
        .waitFor(),
    leave,
  },
]
