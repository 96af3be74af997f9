import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const heading = (visit: Visit) => visit.page.getByRole('heading', { level: 1 }).first()
const oskar = Buffer.from('oskar.lund@rivertrust.example').toString('base64url')
const grace = Buffer.from('grace.whitfield@example.gov').toString('base64url')

/** Who works where. */
export const directoryStates: readonly State[] = [
  {
    name: 'the directory, with the lists the person is on',
    screens: ['DirectoryScreen'],
    reach: fromTheTop((visit) => openAt(visit, '/directory', heading(visit))),
    holds: ({ page, words }) =>
      page.getByRole('table', { name: words('directory.groups') }).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'the directory, with one of its people',
    screens: ['DirectoryScreen'],
    reach: fromTheTop(async (visit) => {
      const { page } = visit
      const photo = Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      )
      await page.route('**/api/directory/photo?*', (route) => route.fulfill({ contentType: 'image/png', body: photo }))
      await page.route('**/api/directory/card?*', async (route) => {
        const response = await route.fetch()
        const card = (await response.json()) as object
        await route.fulfill({ response, json: { ...card, hasPhoto: true, away: { untilMs: Date.UTC(2031, 4, 9, 8) } } })
      })
      await openAt(visit, `/directory/${grace}`, heading(visit))
    }),
    holds: ({ page, words }) =>
      page.getByRole('button', { name: words('directory.write'), exact: true }).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'several directories, with somebody outside, and one that does not answer',
    screens: ['DirectoryScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await page.route('**/api/directory/people?*', async (route) => {
        const response = await route.fetch()
        const json = (await response.json()) as object
        await route.fulfill({ response, json: { ...json, silentDirectories: ['Region'] } })
      })
      await openAt(visit, '/directory', heading(visit))
      await page.getByRole('searchbox', { name: words('directory.search') }).fill('lund')
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words.like('directory.silent')).first().waitFor()
      await page.getByRole('link', { name: /Oskar Lund/ }).waitFor()
    },
    leave,
  },
  {
    name: 'the card of somebody outside, from another directory',
    screens: ['DirectoryScreen'],
    reach: fromTheTop((visit) => openAt(visit, `/directory/${oskar}`, heading(visit))),
    holds: ({ page, words }) => page.getByText(words('directory.outside'), { exact: true }).last().waitFor(),
    leave,
  },
  {
    name: 'the directory that does not answer',
    screens: ['DirectoryScreen'],
    reach: fromTheTop(async (visit) => {
      const problem = { type: 'directory-unavailable', status: 503, requestId: 'r' }
      await visit.page.route('**/api/directory*', (route) =>
        route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
      )
      await visit.page.route('**/api/directory/**', (route) =>
        route.fulfill({ status: 503, contentType: 'application/problem+json', json: problem }),
      )
      await openAt(visit, '/directory', heading(visit))
    }),
    holds: ({ page, words }) => page.getByText(words('directory.failed')).first().waitFor({ timeout: 20_000 }),
    leave,
  },
]
