import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const start = ({ page, words }: Visit) => page.getByRole('button', { name: words('mail-copies.start'), exact: true })
const bar = ({ page, words }: Visit) => page.getByRole('progressbar', { name: words('mail-copies.exporting') })
/** As it stands on the page; it is said as well. */
const brokeOff = ({ page, words }: Visit) => page.getByRole('main').getByText(words('mail-copies.exportInterrupted'))
const preview = ({ page, words }: Visit) => page.getByRole('heading', { name: words('mail-copies.preview') })

const running = {
  ...{ id: 'export00000000000000001', state: 'running', total: 1_250, done: 420, missing: 0 },
  ...{ bytes: 31_000_000, problem: null },
}
const results = [
  { outcome: 'added', subject: 'Budget of the harbour', from: 'Nora Vik <nora.vik@harbour.example>' },
  { outcome: 'known', subject: 'Minutes', from: 'Kit Moe <kit@moe.example>' },
]

async function begin(visit: Visit, progress = running): Promise<void> {
  const { page } = visit
  await page.route('**/api/exports', (route) => route.fulfill({ json: running }))
  await page.route(`**/api/exports/${running.id}`, (route) => route.fulfill({ json: progress }))
  await page.route(`**/api/exports/${running.id}/file`, (route) => route.fulfill({ status: 204 }))
  await openAt(visit, '/settings/copies', start(visit))
}

async function chooseFiles({ page, words }: Visit): Promise<void> {
  const from = 'From - Tue Nov 14 22:13:20 2023\n'
  const buffer = Buffer.from(`${from}Message-ID: <1@x>\nSubject: A\n\n\n${from}Message-ID: <2@x>\nSubject: B\n\n`)
  await page.getByLabel(words('mail-copies.files')).setInputFiles([
    { name: 'old-mail.mbox', mimeType: 'application/mbox', buffer },
    { name: 'broken.zip', mimeType: 'application/zip', buffer: Buffer.from('PK and nothing else') },
  ])
}

const question = ({ page, words }: Visit) => page.getByRole('alertdialog', { name: words('kept-data.eraseTitle') })

async function askToErase(visit: Visit): Promise<void> {
  const { page, words } = visit
  await page.getByRole('button', { name: words('kept-data.erase'), exact: true }).click()
  await question(visit).waitFor()
}

/** Mail as files, and from files. */
export const mailFileStates: readonly State[] = [
  {
    name: 'settings for exporting and importing mail, while exporting',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await begin(visit)
      await start(visit).click()
      await bar(visit).waitFor()
    }),
    holds: async (visit) => {
      // Loading the page in another language forgets the export.
      if (await start(visit).isVisible()) await start(visit).click()
      await bar(visit).waitFor()
    },
    leave,
  },
  {
    name: 'settings for exporting and importing mail, while an export that broke off waits to be gone on with',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await begin(visit, { ...running, state: 'interrupted' })
      await start(visit).click()
      await brokeOff(visit).waitFor()
    }),
    holds: async (visit) => {
      if (await start(visit).isVisible()) await start(visit).click()
      await brokeOff(visit).waitFor()
    },
    leave,
  },
  {
    name: 'settings for exporting and importing mail, with what would come',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await visit.page.route('**/api/imports/check', (route) => route.fulfill({ json: { results } }))
      await begin(visit)
      await chooseFiles(visit)
      await preview(visit).waitFor()
    }),
    holds: async (visit) => {
      if (!(await preview(visit).isVisible())) await chooseFiles(visit)
      await preview(visit).waitFor()
    },
    leave,
  },
  {
    name: 'settings with what is kept about a person, and the question before it is erased',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page } = visit
      const kept = { contacts: 212, collected: 40, mirrored: 31, notes: 7, snoozed: 2, mutes: 1 }
      await page.route('**/api/kept-data', (route) => route.fulfill({ json: kept }))
      await openAt(visit, '/settings/copies', start(visit))
      await askToErase(visit)
    }),
    holds: async (visit) => {
      if (!(await question(visit).isVisible())) await askToErase(visit)
      await question(visit).waitFor()
    },
    leave,
  },
]
