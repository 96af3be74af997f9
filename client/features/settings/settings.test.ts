import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { keysOf } from '#client/accessibility/shortcuts.ts'
import { knownActions } from '#client/mail/known-actions.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { combinationProblem, singleKeyProblem } from './key-choice.ts'
import SettingsPages from './SettingsPages.vue'
import { topics } from './topics.ts'

const said = () => recentAnnouncements.value[0]?.text
const archive = () => knownActions().find(({ id }) => id === 'message.archive')!
const rowOf = (name: string) => screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  localStorage.clear()
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings', () => {
  it.each(['', ...topics.map(({ id }) => `/${id}`)])('%s have no faults that axe can find', async (path) => {
    const { baseElement } = await renderPart(SettingsPages, { at: `/settings${path}` })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it.each([
    ['look', 'radio', 'Dark', 'Theme: Dark', () => usePreferences().theme, 'dark'],
    ['look', 'radio', 'Compact', 'Density: Compact', () => usePreferences().density, 'compact'],
    ['look', 'radio', 'The system’s letters', 'Letters: The system’s letters', () => usePreferences().font, 'system'],
    [
      'layout',
      'radio',
      'Below the list',
      'Where a message opens: Below the list',
      () => usePreferences().readingPane,
      'below',
    ],
    [
      'mail',
      'radio',
      'Into a folder for each year',
      'Archiving: Into a folder for each year',
      () => usePreferences().archiving,
      'by-year',
    ],
    [
      'speech',
      'switch',
      'Announce new mail',
      'Announce new mail: Off',
      () => usePreferences().newMailAnnouncements,
      false,
    ],
    ['keys', 'switch', 'Single-key shortcuts', 'Single-key shortcuts: On', () => usePreferences().singleKeys, true],
    ['look', 'switch', 'No motion', 'No motion: On', () => usePreferences().motion, 'reduced'],
  ] as const)('%s: %s %s applies at once and is said', async (topic, role, name, status, value, expected) => {
    const { user } = await renderPart(SettingsPages, { at: `/settings/${topic}` })
    await user.click(await screen.findByRole(role, { name }))
    expect(value()).toBe(expected)
    await eventually(() => expect(said()).toBe(status))
  })

  it('say what each page is for, and lead to it and from one to another', async () => {
    const { user } = await renderPart(SettingsPages, { at: '/settings' })
    const link = screen.getByRole('link', { name: 'Keys' })
    expect(link.getAttribute('aria-describedby')).toBe(screen.getByText(/^Single keys/).id)
    await user.click(link)
    expect(await screen.findByRole('switch', { name: 'Single-key shortcuts' })).toBeTruthy()
    const list = within(screen.getByRole('navigation', { name: 'Settings' }))
    expect(list.getByRole('link', { name: 'Keys' }).getAttribute('aria-current')).toBe('page')
    await user.click(list.getByRole('link', { name: 'Look' }))
    expect(await screen.findByRole('radio', { name: 'Dark' })).toBeTruthy()
    expect(document.title).toBe('Look – Settings – Curbcut')
  })

  it('show all there are where the address names one that there is not', async () => {
    await renderPart(SettingsPages, { at: '/settings/nothing' })
    expect(screen.getByRole('link', { name: 'Keys' })).toBeTruthy()
  })
})

describe('the keys', () => {
  it('can each be changed, removed and taken back', async () => {
    const { user } = await renderPart(SettingsPages, { at: '/settings/keys' })
    await screen.findByRole('rowheader', { name: 'Archive' })
    await user.click(within(rowOf('Archive')).getByRole('button', { name: /^Change/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Keys for “Archive”' })
    const single = within(dialog).getByRole('textbox', { name: 'Single key' })
    await user.clear(single)
    await user.type(within(dialog).getByRole('textbox', { name: 'Combination' }), 'ctrl+alt+e')
    await user.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(keysOf(archive())).toEqual({ keys: ['Ctrl+Alt+E'], singleKey: null })
    expect(said()).toBe('Keys for Archive changed')
    await user.click(await screen.findByRole('button', { name: 'Take back all changes of keys' }))
    expect(keysOf(archive())).toEqual({ keys: [], singleKey: 'E' })
  })

  it('refuse what cannot work, in words', () => {
    expect(singleKeyProblem(archive(), 'ab')).toBe('Write one letter, digit or sign.')
    expect(singleKeyProblem(archive(), 'R')).toBe('R does “Reply” already. Choose another, or change that one first.')
    expect(combinationProblem(archive(), 'e')).toMatch(/^Write Ctrl or Alt/)
    expect(combinationProblem(archive(), 'ctrl+f6')).toBe('Ctrl+F6 is needed to move about. Choose another.')
    expect(combinationProblem(archive(), 'Ctrl+Enter')).toMatch(/does “Send” already/)
    expect(combinationProblem(archive(), 'F9')).toBeNull()
    expect(singleKeyProblem(archive(), '')).toBeNull()
  })

  it('let an action and its opposite share one', () => {
    const unflag = knownActions().find(({ id }) => id === 'message.unflag')!
    expect(singleKeyProblem(unflag, 's')).toBeNull()
  })
})
