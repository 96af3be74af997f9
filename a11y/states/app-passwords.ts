import { hasFocus } from '#e2e/focus.ts'
import { type AppPasswords } from '#contract/app-passwords.ts'
import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const none: AppPasswords = {
  contacts: { address: 'https://mail.public-works.example.gov/dav/', user: 'ada' },
  ...{ asks: 'password-and-code', items: [] },
}
const some: AppPasswords = {
  ...none,
  items: [
    { id: 'a', name: 'My phone', madeOn: '2026-11-02', usedOn: '2026-11-12' },
    { id: 'b', name: 'Thunderbird on the computer in the harbour office', madeOn: '2025-01-15', usedOn: null },
  ],
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })
const button = ({ page, words }: Visit, key: string) =>
  page.getByRole('button', { name: words(`app-passwords.${key}`), exact: true })
const title = ({ page, words }: Visit) => page.getByRole('heading', { name: words('app-passwords.make') })

async function open(visit: Visit, state: AppPasswords): Promise<void> {
  const { page, words } = visit
  await page.route('**/api/app-passwords', (route) =>
    route.fulfill({
      json: route.request().method() === 'GET' ? state : { password: 'abcde-fghjk-mnpqr-stvwx-yz012', state: some },
    }),
  )
  await openAt(visit, '/settings/app-passwords', page.getByText(words('app-passwords.intro')))
}

async function openForm(visit: Visit): Promise<void> {
  await open(visit, none)
  await button(visit, 'make').click()
  await hasFocus(visit.page, title(visit))
}

/** The heading of the one password; its name is part of it. */
const shown = ({ page, words }: Visit) =>
  page.getByRole('heading', { name: words.with('app-passwords.newTitle', { name: 'My phone' }) })

/** Passwords for telephones and other programs. */
export const appPasswordStates: readonly State[] = [
  {
    name: 'app passwords that were made',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => open(visit, some)),
    holds: ({ page }) => page.getByRole('heading', { name: 'My phone' }).waitFor(),
    leave,
  },
  {
    name: 'app password to be made, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openForm(visit)
      await button(visit, 'makeSubmit').click()
      await visit.page.locator('[aria-invalid="true"]').first().waitFor()
    }),
    holds: (visit) => visit.page.locator('[aria-invalid="true"]').first().waitFor({ timeout: 20_000 }),
    leave,
  },
  {
    name: 'app password shown once',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await openForm(visit)
      await page.getByLabel(new RegExp(`^${words('passkeys.name')}`)).fill('My phone')
      await page.getByLabel(new RegExp(`^${words('second-step.password')}`)).fill('a password')
      await page.getByLabel(new RegExp(`^${words('second-step.code')}`)).fill('123456')
      await button(visit, 'makeSubmit').click()
      await hasFocus(page, shown(visit))
    }),
    holds: (visit) => shown(visit).waitFor(),
    leave,
  },
  {
    name: 'question whether an app password is to end',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await open(visit, some)
      await page.getByRole('button', { name: new RegExp(`^${words('app-passwords.end')}.*My phone$`) }).click()
      await page.getByRole('alertdialog').waitFor()
    }),
    holds: ({ page }) => page.getByRole('alertdialog').waitFor({ timeout: 20_000 }),
    leave,
  },
]
