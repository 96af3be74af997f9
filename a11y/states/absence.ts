import { type State, type Visit } from '../visit.ts'
import { fromTheTop, openAt, openInbox, scrollToTop } from './reaching.ts'

const off = {
  ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherAnswers: false },
  ...{ addresses: ['ada.lindqvist@example.gov', 'ada@example.gov'], insideDomains: ['example.gov'], version: '1' },
  forwarding: {
    ...{ addresses: ['ada.lindqvist@example.gov', 'ada@example.gov'], insideDomains: ['example.gov'] },
    ...{ outside: 'allowed', confirmsOutside: true, forbiddenDomains: [], maxTargets: 4 },
  },
  absence: {
    ...{ isOn: false, startsAtMs: null, endsAtMs: null, weekly: null, colleague: null, daysBetween: 7 },
    ...{ insideText: '', outside: 'same', outsideText: '' },
  },
}
const on = {
  ...{ ...off, isInForce: true },
  absence: {
    ...{
      isOn: true,
      startsAtMs: null,
      endsAtMs: Date.UTC(2031, 6, 14, 15),
      weekly: null,
      colleague: null,
      daysBetween: 7,
      outside: 'other',
    },
    insideText: 'I am back on 15 July.\n\nBen Okafor (ben.okafor@example.gov) can help until then.',
    outsideText: 'Thank you for your message. I am away until 15 July; the permit desk is open as always.',
  },
}

const preview = {
  atMs: Date.UTC(2026, 10, 6, 16),
  rows: [
    { writer: 'typed', answer: null, whyNot: 'blocked', isForwarded: false },
    { writer: 'inside', answer: 'inside', whyNot: null, isForwarded: true },
    { writer: 'outside', answer: 'outside', whyNot: null, isForwarded: true },
    { writer: 'again', answer: null, whyNot: 'again', isForwarded: true },
    { writer: 'list', answer: null, whyNot: 'list', isForwarded: true },
  ],
}

const leave = ({ page }: Visit) => page.unrouteAll({ behavior: 'ignoreErrors' })

/** The server has this out of office, and takes no other. */
async function have({ page }: Visit, state: object): Promise<void> {
  await page.route('**/api/absence', (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: state })
      : route.fulfill({
          status: 409,
          contentType: 'application/problem+json',
          json: { type: 'rules-changed', status: 409, requestId: 'a11y' },
        }),
  )
}

const onOff = ({ page, words }: Visit) => page.getByRole('switch', { name: words('absence.switch') })
const save = ({ page, words }: Visit) =>
  page.getByRole('form', { name: words('absence.title') }).getByRole('button', { name: words('absence.save') })
const shown = ({ page, words }: Visit, key: string) => page.getByText(words(key)).first().waitFor()

async function openSettings(visit: Visit, state: object): Promise<void> {
  await have(visit, state)
  await openAt(visit, '/settings/absence', onOff(visit))
}

/** What others are answered while one is away. */
export const absenceStates: readonly State[] = [
  {
    name: 'settings with out of office off, beside rules that answer themselves',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, { ...off, otherScript: 'roundcube', otherAnswers: true })),
    holds: (visit) => onOff(visit).waitFor(),
    leave,
  },
  {
    name: 'settings with out of office on, with two answers and who gets what',
    screens: ['SettingsScreen'],
    reach: fromTheTop((visit) => openSettings(visit, { ...on, otherScript: 'roundcube', isShown: true })),
    holds: (visit) => shown(visit, 'absence.preview'),
    leave,
  },
  {
    name: 'settings with out of office, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, off)
      await onOff(visit).press('Space')
      const day = visit.page.getByRole('textbox', { name: visit.words('absence.day') })
      await day.first().fill('2031-07-14')
      await day.last().fill('2031-07-01')
      await save(visit).click()
    }),
    holds: async (visit) => {
      await shown(visit, 'absence.endFirst')
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'settings with out of office on some days of the week, with a colleague, asked about somebody',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      const { page, words } = visit
      const weekly = { weekdays: [1, 5], fromMinute: 1020, untilMinute: 480, zone: 'Europe/Madrid' }
      await openSettings(visit, {
        ...on,
        absence: {
          ...on.absence,
          startsAtMs: Date.UTC(2031, 5, 2, 6),
          weekly,
          colleague: 'ben.okafor@harbour.example',
        },
      })
      await page.route('**/api/absence/preview', (route) => route.fulfill({ json: preview }))
      await page.getByRole('textbox', { name: words('absence-planning.address') }).fill('kit.maple@harbour.example')
      await page.getByRole('button', { name: words('absence-planning.look') }).click()
    }),
    holds: (visit) => shown(visit, 'absence-planning.none.blocked'),
    leave,
  },
  {
    name: 'settings with out of office on some days of the week, with faults',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, on)
      await visit.page.getByText(visit.words('absence-planning.more')).click()
      await visit.page.getByRole('checkbox', { name: visit.words('absence-planning.weekly') }).press('Space')
      await visit.page.getByRole('textbox', { name: visit.words('absence-planning.from') }).fill('25')
      await save(visit).click()
    }),
    holds: async (visit) => {
      await shown(visit, 'absence-planning.noDay')
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'settings with out of office changed in another place',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await openSettings(visit, { ...on, isChangedElsewhere: true })
      await save(visit).click()
    }),
    holds: async (visit) => {
      await shown(visit, 'absence.keepMine')
      await scrollToTop(visit.page)
    },
    leave,
  },
  {
    name: 'settings where out of office is not offered',
    screens: ['SettingsScreen'],
    reach: fromTheTop(async (visit) => {
      await have(visit, { ...off, isOffered: false })
      await openAt(visit, '/settings/absence', visit.page.getByText(visit.words('absence.notOffered')))
    }),
    holds: (visit) => shown(visit, 'absence.notOffered'),
    leave,
  },
  {
    name: 'inbox while out of office is on',
    screens: ['MailScreen'],
    async reach(visit) {
      await have(visit, on)
      await openInbox(visit)
      await shown(visit, 'absence.end')
    },
    holds: (visit) => shown(visit, 'absence.end'),
    leave,
  },
]
