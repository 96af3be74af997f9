import { ComposeScreen } from '#e2e/screens/compose-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { newMessage } from './writing.ts'

const group = 'River footbridge project'
const button = ({ page, words }: Visit, key: 'replace' | 'putBack') =>
  page.getByRole('button', { name: words.with(`groups.${key}`, { name: group }), exact: true })

async function writeToGroup(visit: Visit): Promise<void> {
  const form = await newMessage(visit)
  await form.field('to').pressSequentially('River foot')
  await form.suggestion(group).waitFor()
  await visit.page.keyboard.press('ArrowDown')
  await visit.page.keyboard.press('Enter')
  await button(visit, 'replace').waitFor()
}

/** Groups of the directory among the recipients. */
export const groupMemberStates: readonly State[] = [
  {
    name: 'group among the recipients, too large to stand there by its members',
    screens: ['MailScreen'],
    async reach(visit) {
      await visit.page.route('**/api/people/group-members?*', (route) =>
        route.fulfill({ json: { items: [], isTooLarge: true, withoutAddress: 0 } }),
      )
      await writeToGroup(visit)
      await button(visit, 'replace').click()
    },
    holds: ({ page, words }) => page.getByText(words.like('groups.tooLarge')).first().waitFor(),
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
  {
    name: 'group replaced by its members, one of whom is away',
    screens: ['MailScreen'],
    async reach(visit) {
      const items = [
        { address: 'grace.whitfield@example.gov', name: 'Grace Whitfield', untilMs: Date.UTC(2031, 4, 9, 8) },
      ]
      await visit.page.route('**/api/people/away', (route) => route.fulfill({ json: { items } }))
      await writeToGroup(visit)
      await button(visit, 'replace').click()
    },
    async holds(visit) {
      await button(visit, 'putBack').waitFor()
      await new ComposeScreen(visit.page, visit.words).recipients('to').nth(3).waitFor()
      await visit.page.getByText(visit.words.like('people-sources.isAwayUntil')).first().waitFor()
    },
    leave: ({ page }) => page.unrouteAll({ behavior: 'ignoreErrors' }),
  },
]
