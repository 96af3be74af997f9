import { type State, type Visit } from '../visit.ts'
import { openAt } from './reaching.ts'

/** A screen of its own, by its address. */
function page(name: string, screen: string, path: string, weight = 1): State {
  const heading = (visit: Visit) => visit.page.getByRole('heading', { level: 1 }).first()
  return {
    name,
    screens: [screen],
    weight,
    reach: (visit) => openAt(visit, path, heading(visit)),
    holds: (visit) => heading(visit).waitFor(),
  }
}

export const pageStates: readonly State[] = [
  page('settings', 'SettingsScreen', '/settings'),
  page('settings of the look', 'SettingsScreen', '/settings/look'),
  page('settings of the layout', 'SettingsScreen', '/settings/layout'),
  page('settings of what is spoken', 'SettingsScreen', '/settings/speech'),
  page('settings of the keys', 'SettingsScreen', '/settings/keys'),
  page('keys', 'KeyHelpScreen', '/help/keys'),
  page('address that leads nowhere', 'NotFoundScreen', '/there/is/nothing'),
]
