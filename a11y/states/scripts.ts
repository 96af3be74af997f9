import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt } from './reaching.ts'

const text = [
  'require ["fileinto", "imap4flags"];',
  '',
  'if header :contains "Subject" "harbour" {',
  '    fileinto "Harbour"',
  '}',
].join('\n')
const state = {
  ...{ isOffered: true, clashes: true },
  scripts: [
    { name: 'My own rules', runs: 'after-ours', isOurs: false },
    { name: 'roundcube', runs: 'no', isOurs: false },
    { name: 'curbcut', runs: 'alone', isOurs: true },
    { name: 'curbcut-rules', runs: 'alone', isOurs: true },
  ],
}
const notes = [
  {
    line: 5,
    severity: 'error',
    text: "expected end of command ';' or the beginning of a compound block '{'",
    reason: 'server',
  },
  { line: 3, severity: 'error', text: '', reason: 'forwarding' },
]

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

async function openList(visit: Visit): Promise<void> {
  const { page, words } = visit
  await page.route('**/api/scripts/text?*', (route) => route.fulfill({ json: { text, isExact: true, version: '1' } }))
  await page.route('**/api/scripts', (route) =>
    route.fulfill({
      json: route.request().method() === 'GET' ? state : { outcome: 'not-valid', notes, version: '1', state },
    }),
  )
  await openAt(visit, '/settings/scripts', page.getByRole('button', { name: words('scripts.new') }))
}

const rules = [
  {
    ...{ name: 'Newsletters', line: 2, code: '# rule:[Newsletters]\nif header :contains "list-id" "news" {\n}' },
    ...{ deeds: [], looks: [] },
    filter: {
      ...{ name: 'Newsletters', isOn: true, needs: 'all', stops: false, actions: [{ do: 'mark-read' }] },
      conditions: [{ on: 'header', name: 'list-id', how: 'contains', value: 'news' }],
    },
  },
  {
    ...{
      name: '',
      line: 9,
      filter: null,
      code: 'if envelope :detail "to" "lists" {\n  redirect "kit@harbour.example";\n}',
    },
    deeds: [{ what: 'forward', value: 'kit@harbour.example' }],
    looks: [{ what: 'envelope', value: '' }],
  },
]
const foreign = {
  ...{ script: 'roundcube', rules, takes: 1, rest: 'roundcube (rest)', hindrance: null },
  ...{ isTaken: false, isEndedBefore: true, version: '1' },
}

/** Rules as text. */
export const scriptStates: readonly State[] = [
  {
    name: 'settings with scripts, of which one clashes',
    screens: ['SettingsScreen'],
    reach: fromTheTop(openList),
    holds: ({ page, words }) => page.getByText(words('scripts.clashTitle')).waitFor(),
    leave,
  },
  {
    name: 'settings with the editor of a script, with errors',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await openList(visit)
      await page.getByRole('button', { name: new RegExp(`^${words('scripts.edit')}.*roundcube`) }).click()
      await page.getByRole('button', { name: words('scripts.save') }).click()
      // What is wrong takes the focus, and scrolls there.
      await page.getByText(words('scripts.forwarding')).waitFor()
    }),
    holds: ({ page, words }) => page.getByText(words('scripts.forwarding')).waitFor(),
    leave,
  },
  {
    name: 'settings with a script that is made from the settings',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await openList(visit)
      await page.getByRole('button', { name: new RegExp(`^${words('scripts.look')}.*curbcut-rules`) }).click()
      // It comes later, takes the focus, and scrolls there.
      await page.getByText(words('scripts.fixed')).waitFor()
    }),
    holds: ({ page, words }) => page.getByText(words('scripts.fixed')).waitFor(),
    leave,
  },
  {
    name: 'settings with the rules of a script of another program',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      await page.route('**/api/scripts/rules?*', (route) => route.fulfill({ json: foreign }))
      const take = page.getByRole('button', { name: words.like('foreign.take') })
      await openAt(visit, '/settings/filters?script=roundcube', take)
      await page.getByText(words.with('foreign.code', { name: 'Newsletters' })).click()
    }),
    holds: ({ page, words }) => page.getByRole('list', { name: words('foreign.list') }).waitFor(),
    leave,
  },
]
