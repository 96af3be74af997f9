import { type State, type Visit } from '../visit.ts'
import { openDesk } from './acting.ts'
import { chooseInPalette, mailOf, messageOf } from './reaching.ts'

const screens = ['MailScreen']

async function openFirst(visit: Visit): Promise<void> {
  await openDesk(visit)
  await mailOf(visit).rows.first().click()
  await visit.page.getByRole('article').first().waitFor()
}

async function chooseInMenu(visit: Visit, key: string): Promise<void> {
  await messageOf(visit).tool('more').first().click()
  await visit.page.getByRole('menuitem', { name: visit.words(key) }).click()
}

const markOf = ({ page, words }: Visit, key: string) =>
  page.getByRole('list', { name: words('labels.of') }).getByText(words(key), { exact: true })

const writingNotice = ({ page, words }: Visit) => page.getByRole('article').getByText(words.like('teamwork.writing'))

/** Several people at work in one mailbox. */
export const teamworkStates: readonly State[] = [
  {
    name: 'colleague being chosen for a message',
    screens,
    async reach(visit) {
      await openFirst(visit)
      await chooseInMenu(visit, 'teamwork.assign')
      await visit.page.getByRole('dialog').getByRole('option').first().waitFor()
    },
    holds: ({ page, words }) =>
      page
        .getByRole('dialog')
        .getByRole('combobox', { name: words('teamwork.field') })
        .waitFor({ timeout: 20_000 }),
  },
  {
    name: 'message that is one’s task, and done',
    screens,
    async reach(visit) {
      await openFirst(visit)
      await chooseInMenu(visit, 'teamwork.take')
      await markOf(visit, 'teamwork.mark.mine').waitFor()
      await chooseInMenu(visit, 'teamwork.markDone')
      await markOf(visit, 'teamwork.mark.done').waitFor()
    },
    holds: (visit) => markOf(visit, 'teamwork.mark.done').waitFor({ timeout: 20_000 }),
    async leave(visit) {
      await chooseInPalette(visit, visit.words('teamwork.markOpen'))
      await markOf(visit, 'teamwork.mark.done').waitFor({ state: 'detached' })
    },
  },
  {
    name: 'message that a colleague is answering',
    screens,
    async reach(visit) {
      await openDesk(visit)
      const others = [{ name: 'Ben Okafor', sinceMs: Date.now() - 60_000 }]
      await visit.page.route('**/api/messages/*/writing', (route) => route.fulfill({ json: { others } }))
      await mailOf(visit).rows.first().click()
      await writingNotice(visit).waitFor()
    },
    holds: (visit) => writingNotice(visit).waitFor({ timeout: 20_000 }),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]
