import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const make = ({ page, words }: Visit) =>
  page.getByRole('button', { name: words('own-addresses.addConfirm'), exact: true })
const own = { isOwn: true, isPaused: false, reply: '' }
const addresses = {
  main: 'ada.lindqvist@example.gov',
  offer: { domains: ['example.gov', 'city.example.gov'], most: 5, left: 3, needsApproval: false },
  requests: [],
  items: [
    { address: 'ada@example.gov', isPaused: false, isOwn: false, note: '', reply: '' },
    { ...own, address: 'permit.forms@example.gov', note: 'Forms of the building authority' },
    { ...own, address: 'stamps@example.gov', isPaused: true, note: '', reply: 'Please write to the permit desk.' },
  ],
}
const taken = ({ page, words }: Visit) => page.getByText(words.like('own-addresses.fault.taken')).first()

/** Its label has an @, which the invented languages write otherwise than the catalogue says. */
const field = ({ page, words }: Visit) =>
  page
    .getByRole('form', { name: words('own-addresses.add'), exact: true })
    .getByRole('textbox')
    .first()

const sentence = ({ page, words }: Visit) =>
  page.getByRole('textbox', { name: words('own-addresses.reply'), exact: true })

/** Pauses an address with a sentence that cannot be passed on. */
async function tryToPause(visit: Visit): Promise<void> {
  const { page, words } = visit
  await page
    .getByRole('button', { name: new RegExp(`^${words('own-addresses.pause')}`) })
    .first()
    .click()
  await sentence(visit).fill('“Écrivez”')
  await page.getByRole('button', { name: words('own-addresses.pauseConfirm'), exact: true }).click()
  await page.locator('[aria-invalid=true]:focus').waitFor()
  await scrollToTop(page)
}

async function tryTaken(visit: Visit): Promise<void> {
  await field(visit).fill('mayor')
  await make(visit).click()
  await taken(visit).waitFor()
  // The field that takes the focus comes into sight; the engines look from the beginning of the page.
  await visit.page.locator('[aria-invalid=true]:focus').waitFor()
  await scrollToTop(visit.page)
}

const wanted = {
  id: 'a',
  address: 'mayors.office@example.gov',
  note: 'Letters to the mayor',
  askedAtMs: 1_793_000_000_000,
}
const withRequests = {
  ...addresses,
  offer: { ...addresses.offer, needsApproval: true },
  requests: [
    { ...wanted, refusal: null },
    {
      ...wanted,
      id: 'b',
      address: 'town.hall@example.gov',
      note: '',
      refusal: 'Too much like the address of the hall',
    },
  ],
}
const asked = { ...wanted, name: 'Ben Okafor', main: 'ben.okafor@example.gov', isOwn: false }
const desk = {
  isOffered: true,
  items: [asked, { ...asked, id: 'b', address: 'stamps@example.gov', note: '', isOwn: true }],
}
const conflict = ({ page, words }: Visit) =>
  page.getByText(words.like('address-requests.conflict.taken')).and(page.locator('li *')).first()

/** Approving what was taken meanwhile, then beginning to refuse it. */
async function tryToApprove(visit: Visit): Promise<void> {
  const { page, words } = visit
  await page
    .getByRole('button', { name: new RegExp(`^${words('address-requests.approve')}`) })
    .first()
    .click()
  await conflict(visit).waitFor()
  await page
    .getByRole('button', { name: new RegExp(`^${words('address-requests.refuse')}`) })
    .first()
    .click()
  await page.getByRole('textbox', { name: words('address-requests.refusal'), exact: true }).waitFor()
  await scrollToTop(page)
}

/** The addresses that reach a person. */
export const ownAddressStates: readonly State[] = [
  {
    name: 'settings of the addresses, with one that is taken',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await visit.page.route('**/api/own-addresses', (route) =>
        route.fulfill({ json: route.request().method() === 'GET' ? addresses : { fault: 'taken', addresses } }),
      )
      await openAt(visit, '/settings/addresses', make(visit))
      await tryTaken(visit)
    }),
    holds: async (visit) => {
      // Loading the page in another language forgets what was typed.
      if (!(await taken(visit).isVisible())) await tryTaken(visit)
      await taken(visit).waitFor()
    },
    leave,
  },
  {
    name: 'settings of the addresses, with the sentence of one that is to be paused, which cannot be passed on',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await visit.page.route('**/api/own-addresses', (route) =>
        route.fulfill({ json: route.request().method() === 'GET' ? addresses : { fault: 'reply', addresses } }),
      )
      await openAt(visit, '/settings/addresses', make(visit))
      await tryToPause(visit)
    }),
    holds: async (visit) => {
      // Loading the page in another language closes the form.
      if (!(await sentence(visit).isVisible())) await tryToPause(visit)
      await sentence(visit).waitFor()
    },
    leave,
  },
  {
    name: 'settings of the addresses, with some that wait for approval and one that was taken before it was approved',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await visit.page.route('**/api/own-addresses', (route) => route.fulfill({ json: withRequests }))
      await visit.page.route('**/api/address-desk', (route) => route.fulfill({ json: desk }))
      await visit.page.route('**/api/address-desk/answer', (route) => route.fulfill({ json: { fault: 'taken', desk } }))
      const ask = visit.page.getByRole('button', { name: visit.words('address-requests.askConfirm'), exact: true })
      await openAt(visit, '/settings/addresses', ask)
      await tryToApprove(visit)
    }),
    holds: async (visit) => {
      if (!(await conflict(visit).isVisible())) await tryToApprove(visit)
      await conflict(visit).waitFor()
    },
    leave,
  },
]
