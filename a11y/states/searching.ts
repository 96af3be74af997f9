import { SearchScreen } from '#e2e/screens/search-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { mailOf, openInbox } from './reaching.ts'

const screens = ['MailScreen']
const searchOf = ({ page, words }: Visit) => new SearchScreen(page, words)

/** Goes to the box by key, which works at any width. */
async function write(visit: Visit, text: string): Promise<SearchScreen> {
  await openInbox(visit)
  const search = searchOf(visit)
  await visit.page.keyboard.press('Control+/')
  await search.box.waitFor()
  await visit.page.keyboard.type(text)
  return search
}

/** The search box, and what a search finds. */
export const searchStates: readonly State[] = [
  {
    name: 'search box with suggestions',
    screens,
    reach: async (visit) => (await write(visit, 'f')).suggestions.waitFor(),
    async reopen(visit) {
      await searchOf(visit).box.fill('')
      await searchOf(visit).box.pressSequentially('f')
    },
    holds: (visit) => searchOf(visit).suggestions.waitFor(),
  },
  {
    name: 'search options open',
    screens,
    async reach(visit) {
      const search = await write(visit, 'ramp from:nora')
      await search.optionsButton.click()
    },
    reopen: (visit) => searchOf(visit).optionsButton.click(),
    holds: (visit) => searchOf(visit).options.waitFor(),
  },
  {
    name: 'search that cannot be made',
    screens,
    async reach(visit) {
      await write(visit, 'ramp in:Attic')
      await visit.page.keyboard.press('Enter')
    },
    holds: ({ page, words }) =>
      page
        .getByText(words.with('search.fault.noFolder', { piece: 'Attic' }))
        .last()
        .waitFor(),
  },
  {
    name: 'search results',
    screens,
    async reach(visit) {
      await write(visit, 'the')
      await visit.page.keyboard.press('Enter')
      await searchOf(visit).count.waitFor()
    },
    async holds(visit) {
      await mailOf(visit).rows.first().waitFor()
      await visit.page.locator('mark').first().waitFor()
    },
  },
  {
    name: 'search that found nothing',
    screens,
    async reach(visit) {
      await write(visit, 'zzznothing in:inbox')
      await visit.page.keyboard.press('Enter')
    },
    holds: (visit) => searchOf(visit).nothing.waitFor(),
  },
  {
    name: 'dialog for the name of a search to keep',
    screens,
    async reach(visit) {
      // Another search than the one that is kept: both states are looked at in the same mailbox at once.
      await write(visit, 'ramp')
      await visit.page.keyboard.press('Enter')
      await searchOf(visit).save.click()
      await searchOf(visit).savedName.fill('')
      await visit.page.keyboard.press('Enter')
    },
    holds: (visit) => searchOf(visit).savedName.waitFor(),
  },
  {
    name: 'search that is kept, among the folders',
    screens,
    async reach(visit) {
      await write(visit, 'the')
      await visit.page.keyboard.press('Enter')
      await searchOf(visit).save.click()
      await visit.page.keyboard.press('Enter')
    },
    async holds(visit) {
      const pressed = visit.page.getByRole('button', { name: visit.words('saved-searches.save'), pressed: true })
      await pressed.waitFor()
    },
    leave: (visit) => searchOf(visit).save.click(),
  },
]
