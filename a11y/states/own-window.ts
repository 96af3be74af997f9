import { type State, type Visit } from '../visit.ts'
import { newMessage } from './writing.ts'

/** Goes on in a window that is none: it has the message as long as the state is looked at, and opens nothing over it. */
async function writeElsewhere(visit: Visit): Promise<void> {
  const { page, words } = visit
  const form = await newMessage(visit)
  await form.text.fill('The ramp is closed.')
  await page.evaluate(() => {
    window.open = () => window
  })
  await page.getByRole('button', { name: words('compose-more.menu'), exact: true }).click()
  await page.getByRole('menuitem', { name: words('own-window.open'), exact: true }).click()
}

const forgetCopies = ({ page }: Visit) =>
  page.evaluate(() => {
    for (const name of Object.keys(localStorage)) if (name.startsWith('curbcut.draft.')) localStorage.removeItem(name)
  })

/** Writing in a window of its own. */
export const ownWindowStates: readonly State[] = [
  {
    name: 'message being written in its own window',
    screens: ['MailScreen'],
    reach: writeElsewhere,
    holds: ({ page, words }) => page.getByText(words('own-window.text')).waitFor(),
    leave: forgetCopies,
  },
]
