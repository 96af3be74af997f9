import { hasFocus } from '#e2e/focus.ts'
import { keyboard } from '#e2e/hands.ts'
import { SignInScreen } from '#e2e/screens/sign-in-screen.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const recoveryCodes = ['0271-8281-8284', '5904-5235-3602', '8747-1352-6624', '9775-7247-0936']
const offer = {
  ...{ secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', address: 'otpauth://totp/x?secret=GEZDGNBV', ticket: 'ticket' },
  recoveryCodes,
}
const none = {
  ...{ mode: 'offered', isForPassword: true, setUpAtMs: null, recoveryCodesLeft: 0 },
  ...{ passkeys: [] as object[], takesPasskeys: true, isPasskeyEnough: false },
}
const there = { ...none, setUpAtMs: new Date(2026, 10, 12, 9, 14).getTime(), recoveryCodesLeft: 9 }
const passkeys = [
  { id: 'a', name: 'Work phone', madeAtMs: new Date(2026, 9, 1, 8).getTime(), usedAtMs: null, isDoubtful: false },
  { id: 'b', name: 'Key on my keyring', madeAtMs: new Date(2026, 8, 1, 8).getTime(), usedAtMs: null, isDoubtful: true },
]
const wrongCode = { status: 400, json: { type: 'invalid-request', fields: [{ field: 'code', code: 'wrong-code' }] } }

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const code = ({ page, words }: Visit) =>
  page.getByRole('textbox', { name: new RegExp(`^${words('second-step.code')}`) })
const button = ({ page, words }: Visit, key: string) =>
  page.getByRole('button', { name: words(`second-step.${key}`), exact: true })

/** The sign-in page, after a password to which the server answered this. */
async function askedAtSignIn(visit: Visit, secondStep: object): Promise<void> {
  const json = { type: 'second-step', status: 401, requestId: 'a11y', secondStep }
  await visit.page.route('**/api/session', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 401, json }) : route.fallback(),
  )
  const signIn = new SignInScreen(visit.page, visit.words)
  await signIn.open(visit.app.url)
  await signIn.signIn(keyboard(visit.page), 'dov', 'a password')
}

async function open(visit: Visit, state: object): Promise<void> {
  const { page } = visit
  await page.route('**/api/second-step', (route) => route.fulfill({ json: state }))
  await page.route('**/api/second-step/offer', (route) => route.fulfill({ json: offer }))
  await page.route('**/api/second-step/set-up', (route) =>
    route.fulfill({ json: { secondStep: there, endedSessions: 2 } }),
  )
  await page.route('**/api/second-step/remove', (route) => route.fulfill(wrongCode))
  await openAt(visit, '/settings/second-step', page.getByText(visit.words('second-step.intro')))
}

async function openForm(visit: Visit, state: object, key: string): Promise<void> {
  await open(visit, state)
  await button(visit, key).click()
  await hasFocus(visit.page, visit.page.getByRole('heading', { level: 3 }))
}

/** The second step of signing in by password. */
export const secondStepStates: readonly State[] = [
  {
    name: 'sign-in asks for a code',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: (visit) => askedAtSignIn(visit, { isWrong: false }),
    holds: (visit) => code(visit).waitFor(),
    leave,
  },
  {
    name: 'sign-in with a second step to be set up',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: (visit) => askedAtSignIn(visit, { isWrong: false, offer }),
    holds: ({ page, words }) => page.getByRole('heading', { name: words('second-step.setUpTitle') }).waitFor(),
    leave,
  },
  {
    name: 'sign-in with an app or a passkey to be set up',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: (visit) => askedAtSignIn(visit, { isWrong: false, offer, newPasskey: { challenge: 'x' } }),
    holds: ({ page, words }) => page.getByRole('button', { name: words('passkeys.addAndSignIn') }).waitFor(),
    leave,
  },
  {
    name: 'sign-in asks for a passkey or a code',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: async (visit) => {
      await askedAtSignIn(visit, { isWrong: false, hasApp: false, passkey: { challenge: 'x' } })
      await hasFocus(visit.page, visit.page.getByRole('button', { name: visit.words('passkeys.use') }))
    },
    holds: (visit) => code(visit).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'sign-in by a passkey alone',
    screens: ['SignInScreen'],
    isOutside: true,
    reach: async ({ page, app, words }) => {
      await page.route('**/api/welcome', async (route) => {
        const answer = await route.fetch()
        await route.fulfill({ json: { ...((await answer.json()) as object), passkeySignIn: true } })
      })
      await new SignInScreen(page, words).open(app.url)
      await page.getByRole('button', { name: words('passkeys.signInAlone') }).waitFor()
    },
    holds: ({ page, words }) =>
      page.getByRole('button', { name: words('passkeys.signInAlone') }).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'settings with passkeys',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, { ...there, passkeys, isPasskeyEnough: true })),
    holds: ({ page, words }) => page.getByText(words('passkeys.doubtful')).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'settings with a passkey to be added',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, none)
      await page.getByRole('button', { name: words('passkeys.add') }).click()
      await hasFocus(page, page.getByRole('heading', { name: words('passkeys.add') }))
    }),
    holds: ({ page, words }) => page.getByRole('heading', { name: words('passkeys.add') }).waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'settings with a passkey to be added to a second step',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, { ...there, passkeys })
      await page.getByRole('button', { name: words('passkeys.add') }).click()
      await hasFocus(page, page.getByRole('heading', { name: words('passkeys.add') }))
    }),
    holds: ({ page, words }) => page.getByText(words('passkeys.codeOrPasskey')).waitFor(),
    leave,
  },
  {
    name: 'settings without a second step',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, none)),
    holds: (visit) => button(visit, 'setUpOpen').waitFor(),
    leave,
  },
  {
    name: 'settings with a second step to be set up',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openForm(visit, none, 'setUpOpen')),
    holds: (visit) => code(visit).waitFor(),
    leave,
  },
  {
    name: 'settings with recovery codes',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openForm(visit, none, 'setUpOpen')
      await visit.page.getByLabel(new RegExp(`^${visit.words('second-step.password')}`)).fill('a password')
      await code(visit).fill('123456')
      await button(visit, 'setUp').click()
      await hasFocus(visit.page, visit.page.getByRole('heading', { name: visit.words('second-step.recoveryTitle') }))
    }),
    holds: (visit) => button(visit, 'kept').waitFor(),
    leave,
  },
  {
    name: 'settings with a wrong code for removing the second step',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openForm(visit, there, 'removeOpen')
      await code(visit).fill('123456')
      await button(visit, 'removeSubmit').click()
      await visit.page.getByText(visit.words('second-step.codeWrong')).waitFor()
      await hasFocus(visit.page, code(visit))
    }),
    holds: ({ page, words }) => page.getByText(words('second-step.codeWrong')).waitFor(),
    leave,
  },
]
