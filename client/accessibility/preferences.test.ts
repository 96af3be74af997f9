import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import { t } from '#client/i18n/i18n.ts'
import { applyPreferences, usePreferences } from './preferences.ts'

const key = 'curbcut.preferences'
const root = document.documentElement
let moreContrast = false

beforeEach(() => {
  localStorage.clear()
  history.replaceState(null, '', '/')
  setActivePinia(createPinia())
  moreContrast = false
  vi.stubGlobal('matchMedia', (query: string) =>
    Object.assign(new EventTarget(), { media: query, matches: query.includes('contrast') && moreContrast }),
  )
})
afterEach(() => vi.unstubAllGlobals())

describe('what is kept', () => {
  it('survives a reload', async () => {
    usePreferences().density = 'compact'
    await nextTick()
    setActivePinia(createPinia())
    expect(usePreferences().density).toBe('compact')
  })

  it.each(['{broken', 'null', '"text"', '{"density":7,"locale":"xx","listWidthRem":"wide"}'])(
    'falls back to the defaults when it is damaged: %s',
    (kept) => {
      localStorage.setItem(key, kept)
      const preferences = usePreferences()
      expect(preferences.density).toBe('comfortable')
      expect(preferences.locale).toBe('en')
      expect(preferences.listWidthRem).toBe(26)
    },
  )

  it('follows a change made in another tab', () => {
    const preferences = usePreferences()
    dispatchEvent(new StorageEvent('storage', { key, newValue: '{"theme":"dark"}' }))
    expect(preferences.theme).toBe('dark')
  })

  it('has single keys off for a new person', () => {
    expect(usePreferences().singleKeys).toBe(false)
  })
})

describe('on the page', () => {
  it('is there at once and follows every change', async () => {
    const preferences = usePreferences()
    preferences.theme = 'sepia'
    await applyPreferences()
    expect(root.dataset['theme']).toBe('sepia')
    expect(root.dataset['density']).toBe('comfortable')
    preferences.theme = 'system'
    preferences.density = 'compact'
    preferences.font = 'system'
    preferences.motion = 'reduced'
    await nextTick()
    expect(root.hasAttribute('data-theme')).toBe(false)
    expect(root.dataset['density']).toBe('compact')
    expect(root.dataset['font']).toBe('system')
    expect(root.dataset['motion']).toBe('reduced')
  })

  it('has more contrast when the system asks for it and the person chose no theme', async () => {
    moreContrast = true
    const preferences = usePreferences()
    await applyPreferences()
    expect(root.dataset['contrast']).toBe('more')
    preferences.theme = 'dark'
    await nextTick()
    expect(root.hasAttribute('data-contrast')).toBe(false)
  })

  it('speaks the language that was chosen, without a reload', async () => {
    const preferences = usePreferences()
    await applyPreferences()
    preferences.locale = 'es'
    await vi.waitFor(() => expect(root.lang).toBe('es'), { timeout: 20_000 })
    expect(t('ui.close')).toBe('Cerrar')
  })

  it('speaks the language of the address for this visit, and keeps the person’s own', async () => {
    history.replaceState(null, '', '/?locale=pseudo')
    setActivePinia(createPinia())
    await applyPreferences()
    expect(root.dir).toBe('rtl')
    expect(usePreferences().locale).toBe('en')
  })
})
