import { type State, type Visit } from '../visit.ts'
import { accounts, id, listOfPeople, others, rows, whole } from './known-people.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

/** Some picture of somebody. */
const face =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#7ba" d="M0 0h8v8H0z"/><circle cx="4" cy="3" r="1.6"/><circle cx="4" cy="8" r="3"/></svg>'

/** The server keeps these contacts. */
async function keeps({ page }: Visit, items: readonly object[]): Promise<void> {
  const window = { items, total: items.length, offset: 0, groups: [{ name: 'Board', count: 3 }], ...others }
  await page.route('**/api/contacts?*', (route) => route.fulfill({ json: window }))
  await page.route(`**/api/contacts/${id}/photo?*`, (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: face }),
  )
  await page.route(`**/api/contacts/${id}`, (route) => route.fulfill({ json: whole }))
  await page.route('**/api/contact-accounts/sync', (route) =>
    route.fulfill({ json: { isChanged: false, state: accounts } }),
  )
}

const heading = (visit: Visit) => visit.page.getByRole('heading', { level: 1 }).first()
const list = ({ page, words }: Visit) => page.getByRole('listbox', { name: words('contacts.listName') })
const button = ({ page, words }: Visit, key: string) => page.getByRole('button', { name: words(key), exact: true })

const report = {
  ...{ format: 'csv', total: 4, isTooMany: false, ids: [] },
  counts: { added: 2, known: 1, nobody: 1, 'too-large': 0 },
  rows: [
    { row: 1, name: 'Nora Vik', address: 'nora.vik@harbour.example', outcome: 'known' },
    { row: 2, name: 'Kit Moe', address: 'kit@moe.example', outcome: 'added' },
    { row: 3, name: '', address: '', outcome: 'nobody' },
    { row: 4, name: 'José Álvarez', address: '', outcome: 'added' },
  ],
}
const nothing = { ...report, format: 'unknown', total: 0, rows: [] }

async function chooseFile(visit: Visit, answer: object): Promise<void> {
  const { page, words } = visit
  await keeps(visit, rows)
  const body = `data: ${JSON.stringify({ type: 'done', report: answer })}\n\n`
  await page.route('**/api/contacts/import?*', (route) => route.fulfill({ contentType: 'text/event-stream', body }))
  await openAt(visit, '/contacts/import', heading(visit))
  await chooseAgain(visit)
  await page.getByText(words(answer === nothing ? 'contact-import.unknown' : 'contact-import.is.nobody')).waitFor()
}

function chooseAgain({ page, words }: Visit): Promise<void> {
  const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('Name') }
  return page.getByLabel(words('contact-import.file'), { exact: true }).setInputFiles(file)
}

/** Loading the page in another language forgets the file. */
async function holdsFile(visit: Visit, key: string): Promise<void> {
  const isThere = visit.page.getByText(visit.words(key))
  if (!(await isThere.isVisible())) await chooseAgain(visit)
  await isThere.waitFor()
  await scrollToTop(visit.page)
}

const taking = ({ page, words }: Visit) => page.getByRole('progressbar', { name: words('contact-import.title') })

/** The server is still taking them in. */
async function beginTaking(visit: Visit): Promise<void> {
  const take = visit.page.getByRole('button', { name: visit.words.with('contact-import.take', { count: 2 }) })
  if (!(await take.isVisible())) await chooseAgain(visit)
  await take.click()
  await taking(visit).waitFor()
  await scrollToTop(visit.page)
}

const groupName = ({ page, words }: Visit) =>
  page.getByRole('combobox', { name: words('contact-selection.groupField'), exact: true })

/** Two are selected, and the form that puts them into a group is open. */
async function selectSome(visit: Visit): Promise<void> {
  const options = list(visit).getByRole('option')
  await options.first().locator('[data-toggle]').click()
  await options.nth(1).locator('[data-toggle]').click()
  await button(visit, 'contact-selection.group').click()
  await groupName(visit).waitFor()
  await scrollToTop(visit.page)
}

async function changeInTwoPlaces(visit: Visit): Promise<void> {
  const { page, words } = visit
  await button(visit, 'contacts.edit').click()
  await page.getByRole('textbox', { name: words('contacts.role') }).fill('Mayor')
  await page.getByRole('textbox', { name: words('contacts.nickname') }).fill('')
  await button(visit, 'contacts.save').click()
}

/** Opens one that is there, and gives what deletes it. */
async function openOne(visit: Visit): Promise<() => void> {
  const { page } = visit
  let isThere = true
  const problem = { type: 'not-found', status: 404, requestId: 'r' }
  await page.unroute(`**/api/contacts/${id}`)
  await page.route(`**/api/contacts/${id}`, (route) =>
    isThere
      ? route.fulfill({ json: whole })
      : route.fulfill({ status: 404, contentType: 'application/problem+json', json: problem }),
  )
  await openAt(visit, `/contacts/${id}`, heading(visit))
  await button(visit, 'contacts.edit').waitFor()
  return () => (isThere = false)
}

/** Another program deletes it, of which the server tells. */
async function openAndLose(visit: Visit): Promise<void> {
  const { page, app } = visit
  const lose = await openOne(visit)
  lose()
  const data = { ids: ['nobody'.padEnd(20, '0')] }
  await page.request.post(`${app.url}/api/contacts/restore`, {
    data,
    headers: { 'x-curbcut': '1', origin: app.url },
  })
  await button(visit, 'contacts.bringBack').waitFor()
}

/** Saves what was written of one that is not there any more. */
async function saveWhatIsGone(visit: Visit): Promise<void> {
  const lose = await openOne(visit)
  lose()
  await changeInTwoPlaces(visit)
  await visit.page.getByText(visit.words('contact-books.conflict.gone')).waitFor()
}

/** Whom the person knows. */
export const contactStates: readonly State[] = [
  {
    name: 'contacts, none yet',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, [])
      await openAt(visit, '/contacts', heading(visit))
    }),
    holds: ({ page, words }) => page.getByText(words('contacts.nobody')).waitFor(),
    leave,
  },
  {
    name: 'contacts with a list, and one of them open',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAt(visit, `/contacts/${id}`, heading(visit))
    }),
    holds: (visit) => button(visit, 'contacts.edit').waitFor(),
    leave,
  },
  {
    name: 'contacts with one open that was deleted elsewhere meanwhile',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAndLose(visit)
    }),
    holds: async (visit) => {
      const isThere = await button(visit, 'contacts.bringBack')
        .waitFor({ timeout: 20_000 })
        .catch(() => false)
      if (isThere === false) await openAndLose(visit)
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts as a list alone',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAt(visit, '/contacts', heading(visit))
    }),
    holds: (visit) => list(visit).waitFor(),
    leave,
  },
  {
    name: 'contacts of whom some are selected, and the form that puts them into a group',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAt(visit, '/contacts', heading(visit))
      await selectSome(visit)
    }),
    holds: async (visit) => {
      // Loading the page in another language selects nobody.
      const isThere = await groupName(visit)
        .waitFor({ timeout: 20_000 })
        .catch(() => false)
      if (isThere === false) await selectSome(visit)
    },
    leave,
  },
  {
    name: 'contacts of whom some are selected, with what can be done with them',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAt(visit, '/contacts', heading(visit))
      await selectSome(visit)
      await button(visit, 'contacts.cancel').click()
      await scrollToTop(visit.page)
    }),
    holds: async (visit) => {
      const isThere = await button(visit, 'contact-selection.group')
        .waitFor({ timeout: 20_000 })
        .catch(() => false)
      if (isThere !== false) return
      await selectSome(visit)
      await button(visit, 'contacts.cancel').click()
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts with a list of people open, and nobody chosen to put into it',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await visit.page.route(`**/api/contacts/${id}`, (route) => route.fulfill({ json: listOfPeople }))
      await openAt(visit, `/contacts/${id}`, heading(visit))
      await button(visit, 'contact-lists.add').click()
    }),
    holds: async (visit) => {
      const fault = visit.page.locator('[aria-invalid="true"]').first()
      const isThere = await fault.waitFor({ timeout: 20_000 }).catch(() => false)
      if (isThere === false) await button(visit, 'contact-lists.add').click()
      await fault.waitFor()
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'question before what is typed in a form is dropped',
    screens: ['ContactsScreen'],
    async reach(visit) {
      await keeps(visit, rows)
      await openAt(visit, '/contacts/new', heading(visit))
      await visit.page.getByRole('textbox', { name: visit.words('contacts.name'), exact: true }).fill('Nora')
      await visit.page
        .getByRole('link', { name: visit.words.like('app.backTo') })
        .first()
        .click()
    },
    holds: ({ page, words }) => page.getByRole('alertdialog', { name: words('unsaved.title') }).waitFor(),
    leave,
  },
  {
    name: 'contacts with the form of a new one, with faults',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await openAt(visit, '/contacts/new', heading(visit))
      const { page, words } = visit
      await page.getByRole('textbox', { name: words('contacts.address') }).fill('nora.harbour')
      await button(visit, 'contacts.telephoneAdd').click()
      await button(visit, 'contacts.save').click()
    }),
    holds: async (visit) => {
      await visit.page.locator('[aria-invalid="true"]').first().waitFor()
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts to be imported, with what would come of it',
    screens: ['ContactsScreen'],
    reach: fromTheTop((visit) => chooseFile(visit, report)),
    holds: (visit) => holdsFile(visit, 'contact-import.is.nobody'),
    leave,
  },
  {
    name: 'contacts while they are imported, with how far that is',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await chooseFile(visit, report)
      await visit.page.route('**/api/contacts/import?preview=false', () => undefined)
      await beginTaking(visit)
    }),
    holds: async (visit) => {
      // Loading the page in another language stops it.
      if (!(await taking(visit).isVisible())) await beginTaking(visit)
      await taking(visit).waitFor()
    },
    leave,
  },
  {
    name: 'contacts to be imported from a file without any',
    screens: ['ContactsScreen'],
    reach: fromTheTop((visit) => chooseFile(visit, nothing)),
    holds: (visit) => holdsFile(visit, 'contact-import.unknown'),
    leave,
  },
  {
    name: 'contacts with the address books of other servers, and the form for an account with faults',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await visit.page.route('**/api/contact-accounts', (route) => route.fulfill({ json: accounts }))
      await openAt(visit, '/contacts/books', heading(visit))
      await button(visit, 'contact-books.addConfirm').click()
    }),
    holds: async (visit) => {
      await visit.page.locator('[aria-invalid="true"]').first().waitFor({ timeout: 20_000 })
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts with both sides of one that was changed in two places',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      const refused = { status: 409, contentType: 'application/problem+json' }
      const problem = { type: 'contact-changed', status: 409, requestId: 'r' }
      await visit.page.route(`**/api/contacts/${id}`, (route) =>
        route.request().method() === 'PATCH'
          ? route.fulfill({ ...refused, json: problem })
          : route.fulfill({ json: whole }),
      )
      await openAt(visit, `/contacts/${id}`, heading(visit))
      await changeInTwoPlaces(visit)
    }),
    holds: async (visit) => {
      const isThere = visit.page.getByRole('heading', { name: visit.words('contact-books.conflict.title') })
      await isThere.waitFor({ timeout: 20_000 }).catch(() => changeInTwoPlaces(visit))
      await isThere.waitFor()
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts with what was written of one that was deleted meanwhile',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await saveWhatIsGone(visit)
    }),
    holds: async (visit) => {
      const isThere = await visit.page
        .getByText(visit.words('contact-books.conflict.gone'))
        .waitFor({ timeout: 20_000 })
        .catch(() => false)
      if (isThere === false) await saveWhatIsGone(visit)
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'contacts that may be one person, with what would come of merging them',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      const other = { ...whole, id: 'vik'.padEnd(20, '0'), fields: { ...whole.fields, title: '', note: '' } }
      const found = { contacts: [whole, other], reason: 'address', merged: whole.fields }
      await visit.page.route('**/api/contact-duplicates', (route) =>
        route.fulfill({ json: { items: [found, { ...found, reason: 'name', contacts: [other, whole] }], total: 2 } }),
      )
      await openAt(visit, '/contacts/duplicates', heading(visit))
    }),
    holds: ({ page, words }) =>
      page
        .getByRole('button', { name: words('contact-merge.apart'), exact: true })
        .first()
        .waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'contacts of whom nobody is there twice',
    screens: ['ContactsScreen'],
    reach: fromTheTop(async (visit) => {
      await keeps(visit, rows)
      await visit.page.route('**/api/contact-duplicates', (route) => route.fulfill({ json: { items: [], total: 0 } }))
      await openAt(visit, '/contacts/duplicates', heading(visit))
    }),
    holds: ({ page, words }) => page.getByText(words('contact-merge.noneText')).waitFor({ timeout: 20_000 }),
    leave,
  },
]
