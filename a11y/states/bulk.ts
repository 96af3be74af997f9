import { type State, type Visit } from '../visit.ts'
import { mailOf, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const total = 12_345
const id = 'a11y'

interface Progress {
  state: string
  done: number
  failed: number
}

const byKind = (visit: Visit) =>
  mailOf(visit).selectionTools.getByRole('button', { name: visit.words('selection.select.label'), exact: true })

/** Everything in a long folder selected, and a job that is at it or has ended. Only answers are made up: nothing is moved. */
export const bulkStates: readonly State[] = [
  {
    name: 'everything in the folder selected',
    screens,
    reach: selectEverything,
    holds: ({ page, words }) => page.getByText(words.like('actions.allSelected')).first().waitFor(),
  },
  {
    name: 'menu for selecting by kind',
    screens,
    async reach(visit) {
      await selectEverything(visit)
      await byKind(visit).click()
    },
    reopen: (visit) => byKind(visit).click(),
    holds: ({ page }) => page.getByRole('menu').waitFor(),
  },
  {
    name: 'progress of a job',
    screens,
    async reach(visit) {
      await answerJobs(visit, { state: 'running', done: 1_200, failed: 0 })
      await archiveEverything(visit)
    },
    holds: ({ page }) => page.getByRole('progressbar').waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'job that did not do all',
    screens,
    async reach(visit) {
      await answerJobs(visit, { state: 'done', done: total - 12, failed: 12 })
      await archiveEverything(visit)
    },
    holds: ({ page, words }) => page.getByRole('button', { name: words('bulk.which'), exact: true }).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'messages a job has not changed',
    screens,
    async reach(visit) {
      await answerJobs(visit, { state: 'done', done: total - 12, failed: 12 })
      await archiveEverything(visit)
      await visit.page.getByRole('button', { name: visit.words('bulk.which'), exact: true }).click()
    },
    holds: ({ page, words }) => page.getByRole('dialog', { name: words.like('bulk.failuresTitle') }).waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]

async function selectEverything(visit: Visit): Promise<void> {
  const mail = await openInbox(visit)
  await mail.rows.first().focus()
  await visit.page.keyboard.press('Control+a')
}

async function archiveEverything(visit: Visit): Promise<void> {
  await selectEverything(visit)
  const name = visit.words('actions.archive')
  await mailOf(visit).selectionTools.getByRole('button', { name, exact: true }).click()
}

/** Answers for the jobs of the server by the contract. */
async function answerJobs({ page }: Visit, { state, done, failed }: Progress): Promise<void> {
  await page.route(/\/api\/jobs$/, (route) => route.fulfill({ json: { jobId: id, total } }))
  await page.route(/\/api\/jobs\/a11y$/, (route) =>
    route.fulfill({
      json: {
        ...{ id, state, total, done, gone: 0, failed, problem: null, canUndo: true },
        failures: Array.from({ length: failed }, (_, at) => ({ id: `gone-${at}`, outcome: 'refused' })),
      },
    }),
  )
}
