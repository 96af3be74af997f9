import { keyboard } from '#e2e/hands.ts'
import { SignInScreen } from '#e2e/screens/sign-in-screen.ts'
import { type State, type Visit } from '../visit.ts'

const signIn = ({ page, words }: Visit): SignInScreen => new SignInScreen(page, words)

/** States before anybody has signed in. */
export const outsideStates: readonly State[] = [
  {
    name: 'sign-in',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: (visit) => signIn(visit).open(visit.app.url),
    holds: (visit) => signIn(visit).submit.waitFor(),
  },
  {
    name: 'sign-in with empty fields refused',
    screens: ['SignInScreen'],
    isOutside: true,
    async reach(visit) {
      await signIn(visit).open(visit.app.url)
      await signIn(visit).submit.click()
    },
    holds: (visit) => visit.page.getByRole('link', { name: visit.words('sign-in.nameMissing') }).waitFor(),
  },
  {
    name: 'sign-in with a wrong password',
    screens: ['SignInScreen'],
    isOutside: true,
    async reach(visit) {
      await signIn(visit).open(visit.app.url)
      await signIn(visit).signIn(keyboard(visit.page), 'dov', 'not the password')
    },
    holds: (visit) => signIn(visit).problems.waitFor(),
  },
  {
    name: 'sign-in help open, after signing out',
    screens: ['SignInScreen'],
    isOutside: true,
    async reach({ app, page, words }) {
      await page.goto(`${app.url}/sign-in?signed-out`)
      await page.getByText(words('sign-in.help'), { exact: true }).click()
    },
    holds: ({ page, words }) => page.getByText(words('sign-in.helpText')).waitFor(),
  },
  {
    name: 'sign-in refused at a provider',
    screens: ['SignInScreen'],
    isOutside: true,
    async reach({ app, page }) {
      await page.goto(`${app.url}/sign-in?problem=account-unknown`)
    },
    holds: ({ page, words }) => page.getByRole('group', { name: words('sign-in-trouble.title') }).waitFor(),
  },
  {
    name: 'signed in again, in a window of its own',
    screens: ['SignedInAgainScreen'],
    isOutside: true,
    async reach({ app, page }) {
      await page.goto(`${app.url}/signed-in-again`)
    },
    holds: ({ page, words }) => page.getByRole('heading', { name: words('sign-in-again.doneTitle') }).waitFor(),
  },
]
