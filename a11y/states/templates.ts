import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, scrollToTop } from './reaching.ts'
import { newMessage } from './writing.ts'

const items = [
  {
    ...{ id: '5b0f6a52-8f6e-4c58-9a43-2b8a1f0a7c01', name: 'Answer to an application', document: null },
    ...{
      subject: 'Your application',
      text: 'Dear {first name},\n\nyour application of {date} has arrived.\n\n{my name}',
    },
  },
  {
    ...{ id: '5b0f6a52-8f6e-4c58-9a43-2b8a1f0a7c02', name: 'Opening hours', document: null, subject: '' },
    text: 'We are open from 9 to 12, and on Thursdays until 18.',
  },
]

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

/** The server has these templates, and takes no others. */
async function have(visit: Visit, templates: object[]): Promise<void> {
  await visit.page.route('**/api/templates', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { items: templates } })
      : route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          json: { type: 'not-allowed', status: 403, requestId: 'a11y' },
        }),
  )
}

const button = ({ page, words }: Visit, key: 'new' | 'save') =>
  page.getByRole('button', { name: words(`templates.${key}`), exact: true }).last()
const field = ({ page, words }: Visit, key: 'name' | 'text') =>
  page.getByRole('textbox', { name: new RegExp(`^${words(`templates.${key}`)}`) }).last()

async function openSettings(visit: Visit, templates: object[]): Promise<void> {
  await have(visit, templates)
  await openAt(visit, '/settings/templates', button(visit, 'new'))
}

async function openDialog(visit: Visit, templates: object[]): Promise<void> {
  await have(visit, templates)
  const form = await newMessage(visit)
  await form.text.fill('We thank you.')
  await pressKey(visit)
}

const pressKey = ({ page }: Visit) => page.keyboard.press('Alt+Shift+T')

/** Words a person writes often. */
export const templateStates: readonly State[] = [
  {
    name: 'settings with templates, one that could not be kept',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, items)
      await button(visit, 'new').click()
      await field(visit, 'name').fill('Too many')
      await field(visit, 'text').fill('Words')
      await button(visit, 'save').click()
      await visit.page.getByText(visit.words('templates.full')).first().waitFor()
    }),
    holds: async ({ page, words }) => {
      await page.getByText(words('templates.full')).first().waitFor({ timeout: 3000 })
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings without templates',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [])),
    holds: ({ page, words }) => page.getByText(words('templates.none')).first().waitFor({ timeout: 3000 }),
    leave,
  },
  {
    name: 'template being chosen',
    screens: ['MailScreen'],
    reach: (visit) => openDialog(visit, items),
    reopen: pressKey,
    holds: ({ page }) => page.getByRole('dialog').getByRole('option').nth(1).waitFor({ timeout: 3000 }),
    leave,
  },
  {
    name: 'no template to choose',
    screens: ['MailScreen'],
    reach: (visit) => openDialog(visit, []),
    reopen: pressKey,
    holds: ({ page, words }) => page.getByText(words('templates.noneHint')).first().waitFor({ timeout: 3000 }),
    leave,
  },
]
