import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const heading = (visit: Visit) => visit.page.getByRole('heading', { level: 1 }).first()
const ada = { name: 'Ada Lindqvist', address: 'ada.lindqvist@example.gov' }
const dov = { name: 'Dov Halevi', address: 'dov.halevi@example.gov' }
const plain = { text: '', owners: [dov], isMember: false, isManaged: false, isMade: false, posting: 'organisation' }
const lists = [
  {
    ...{ ...plain, name: 'Running club', address: 'running-club@example.gov', joining: 'open', isMember: true },
    text: 'Before work, along the river',
  },
  { ...plain, name: 'River footbridge project', address: 'river-project@example.gov', joining: 'request' },
  { ...plain, name: 'Road works', address: 'road-works@example.gov', joining: 'closed' },
]
const own = {
  ...{ ...plain, name: 'Allotment holders', address: 'allotments@example.gov', joining: 'request' },
  ...{ text: 'Everybody with an allotment behind the depot', owners: [ada, dov], posting: 'members' },
  ...{ isMember: true, isManaged: true, isMade: true },
}
const offered = {
  ...{ isOffered: true, items: [own, lists[0]] },
  offer: { domains: ['example.gov', 'lists.example.gov'], most: 5, left: 4 },
}
const details = {
  list: own,
  members: [
    { ...ada, kind: 'person' },
    { name: 'City Planning team', address: 'planning@example.gov', kind: 'group' },
    { name: '', address: 'seed.merchant@outside.example', kind: 'outside' },
  ],
  ...{ isCut: false, takesOutside: true },
}
const key = `list~${Buffer.from(own.address).toString('base64url')}`

async function answers({ page }: Visit): Promise<void> {
  await page.route('**/api/lists', (route) =>
    route.fulfill({ json: route.request().method() === 'GET' ? offered : { fault: 'taken', details: null } }),
  )
  await page.route('**/api/lists/found?*', (route) => route.fulfill({ json: { items: lists } }))
  await page.route('**/api/lists/one?*', (route) => route.fulfill({ json: details }))
  await page.route('**/api/lists/members', (route) => route.fulfill({ json: { fault: 'loop', details } }))
}

const results = ({ page, words }: Visit) => page.getByRole('list', { name: words('directory-lists.results') })
const search = ({ page, words }: Visit) => page.getByRole('searchbox', { name: words('directory-lists.find') })

async function look(visit: Visit): Promise<void> {
  await search(visit).fill('r')
  await results(visit).waitFor()
  await scrollToTop(visit.page)
}

const putOn = ({ page, words }: Visit) => page.getByRole('button', { name: words('directory-lists.add'), exact: true })

async function tryRing(visit: Visit): Promise<void> {
  await visit.page.getByRole('combobox').first().waitFor()
  const field = visit.page
    .getByRole('form', { name: visit.words('directory-lists.addFieldOutside') })
    .getByRole('combobox')
  await field.fill('planning@example.gov')
  await putOn(visit).click()
  await visit.page.locator('[aria-invalid=true]:focus').waitFor()
  await scrollToTop(visit.page)
}

/** Lists that people join, make and look after. */
export const directoryListStates: readonly State[] = [
  {
    name: 'lists of the directory to join, to look after and to make',
    screens: ['DirectoryScreen'],
    reach: fromTheTop(async (visit) => {
      await answers(visit)
      await openAt(visit, '/directory', heading(visit))
      await look(visit)
    }),
    holds: async (visit) => {
      // Loading the page in another language forgets what was typed.
      if (!(await results(visit).isVisible())) await look(visit)
      await results(visit).waitFor()
    },
    leave,
  },
  {
    name: 'a list one looks after, with one that cannot be put on it',
    screens: ['DirectoryScreen'],
    reach: fromTheTop(async (visit) => {
      await answers(visit)
      await openAt(visit, `/directory/${key}`, putOn(visit))
      await tryRing(visit)
    }),
    holds: async (visit) => {
      if (!(await visit.page.locator('[aria-invalid=true]').isVisible())) await tryRing(visit)
      await visit.page.locator('[aria-invalid=true]').waitFor()
    },
    leave,
  },
]
