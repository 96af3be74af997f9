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
async function have(visit: Visit, templates: object[], units: object[] = []): Promise<void> {
  await visit.page.route('**/api/templates', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { items: templates, units } })
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

async function openSettings(visit: Visit, templates: object[], units: object[] = []): Promise<void> {
  await have(visit, templates, units)
  await openAt(visit, '/settings/templates', button(visit, 'new'))
}

async function openDialog(visit: Visit, templates: object[]): Promise<void> {
  await have(visit, templates)
  const form = await newMessage(visit)
  await form.text.fill('We thank you.')
  await pressKey(visit)
}

const pressKey = ({ page }: Visit) => page.keyboard.press('Alt+Shift+T')

async function askPalette({ page, words }: Visit): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  await page.keyboard.type(words('templates.insert').replace('…', ''))
}

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
      await page.getByText(words('templates.full')).first().waitFor()
      await scrollToTop(page)
    },
    leave,
  },
  {
    name: 'settings with templates of shared mailboxes',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) =>
      openSettings(visit, items.slice(0, 1), [
        { unit: 'permits', name: 'Permit Desk', mayChange: true, items: items.slice(1) },
        { unit: 'helpdesk', name: 'Help Desk', mayChange: false, items: items.slice(1) },
      ]),
    ),
    holds: ({ page, words }) => page.getByText(words('templates.unitReadHint')).waitFor(),
    leave,
  },
  {
    name: 'settings without templates',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, [])),
    holds: ({ page, words }) => page.getByText(words('templates.none')).first().waitFor(),
    leave,
  },
  {
    name: 'template being chosen',
    screens: ['MailScreen'],
    reach: (visit) => openDialog(visit, items),
    reopen: pressKey,
    holds: ({ page }) => page.getByRole('dialog').getByRole('option').nth(1).waitFor(),
    leave,
  },
  {
    name: 'templates by their names in the palette',
    screens: ['MailScreen'],
    async reach(visit) {
      await have(visit, items)
      await newMessage(visit)
      await askPalette(visit)
    },
    reopen: askPalette,
    holds: ({ page, words }) =>
      page.getByRole('option', { name: words.with('templates.insertNamed', { name: 'Opening hours' }) }).waitFor(),
    leave,
  },
  {
    name: 'no template to choose',
    screens: ['MailScreen'],
    reach: (visit) => openDialog(visit, []),
    reopen: pressKey,
    holds: ({ page, words }) => page.getByText(words('templates.noneHint')).first().waitFor(),
    leave,
  },
]
