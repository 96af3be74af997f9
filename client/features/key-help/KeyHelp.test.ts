import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { keyGroups } from './key-rows.ts'
import KeyHelp from './KeyHelp.vue'

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  localStorage.clear()
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const nameOf = (table: HTMLElement): string =>
  document.getElementById(table.getAttribute('aria-labelledby') ?? '')?.textContent ?? ''

describe('the list of keys', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(KeyHelp, { at: '/help/keys' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('is a table under a heading for each group, whose rows are named by what the key does', async () => {
    await renderPart(KeyHelp, { at: '/help/keys' })
    const tables = screen.getAllByRole('table').map((table) => screen.getByRole('table', { name: nameOf(table) }))
    expect(tables.map(nameOf)).toEqual(
      screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent),
    )
    const table = screen.getByRole('rowheader', { name: 'Archive' }).closest('table') ?? document.body
    const row = within(table).getByRole('rowheader', { name: 'Archive' }).closest('tr')
    expect(row?.textContent).toContain('E')
  })

  it('is narrowed by action and by key', async () => {
    const { user } = await renderPart(KeyHelp, { at: '/help/keys' })
    await user.type(screen.getByRole('searchbox', { name: 'Search by action or key' }), 'archive')
    expect(screen.getAllByRole('rowheader')).toHaveLength(1)
    screen.getByText('1 key')
    await user.clear(screen.getByRole('searchbox'))
    await user.type(screen.getByRole('searchbox'), 'zzz')
    screen.getByText('No key for “zzz”.')
  })

  it('finds a single letter as a key, not inside every word', () => {
    const rows = keyGroups('e').flatMap((group) => group.rows)
    expect(rows.map(({ label }) => label)).toEqual(['Archive'])
  })

  it('follows the person’s own keys', () => {
    usePreferences().keyOverrides = { 'message.archive': { keys: 'F9', singleKey: '' } }
    const rows = keyGroups('archive').flatMap((group) => group.rows)
    expect(rows).toMatchObject([{ keys: ['F9'], singleKey: null }])
  })
})
