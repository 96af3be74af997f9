import { defineStore } from 'pinia'
import { computed, reactive, ref, toRefs, watch, watchEffect } from 'vue'
import { setLocale } from '#client/i18n/i18n.ts'
import { isLocale, type Locale, preferredLocale } from '#client/i18n/locale.ts'

export type Theme = 'system' | 'light' | 'dark' | 'contrast-light' | 'contrast-dark' | 'sepia'
export type ListMode = 'continuous' | 'pages' | 'headings'
export type Archiving = 'one-folder' | 'by-year'
export type Density = 'comfortable' | 'compact'

/** What a person chose about the interface. Kept in this browser; nothing in it is about their mail. */
export interface PreferenceValues {
  theme: Theme
  density: Density
  font: 'hyperlegible' | 'system'
  /** Lone-character shortcuts; off until the person switches them on (WCAG 2.1.4). */
  singleKeys: boolean
  /** Changed keys by action id; an empty string means "no key". */
  keyOverrides: Record<string, { keys?: string; singleKey?: string }>
  locale: Locale
  readingPane: 'right' | 'below' | 'off'
  /** How a list of messages is shown: one scroll over all of it, pages, or headings with links. */
  listMode: ListMode
  /** Whether archived messages go into one folder, or into one for each year. */
  archiving: Archiving
  /** Widths in rem. */
  foldersWidthRem: number
  listWidthRem: number
  /** Height in rem of the list when the reading pane is below it. */
  listHeightRem: number
  /** Whether new mail in the open folder is spoken. */
  newMailAnnouncements: boolean
  motion: 'system' | 'reduced'
  /** Seconds in which sending can be taken back. */
  undoSendSeconds: number
  /** Whether a new message begins with formatting (headings, lists, links) rather than as plain text. */
  writeWithFormatting: boolean
  /** What is no longer asked about before sending, by the name of the check. */
  silencedChecks: Record<string, boolean>
}

const storageKey = 'curbcut.preferences'

function defaultPreferences(): PreferenceValues {
  return {
    theme: 'system',
    density: 'comfortable',
    font: 'hyperlegible',
    singleKeys: false,
    keyOverrides: {},
    locale: preferredLocale(navigator.languages),
    readingPane: 'right',
    listMode: 'continuous',
    archiving: 'one-folder',
    foldersWidthRem: 16,
    listWidthRem: 26,
    listHeightRem: 22,
    newMailAnnouncements: true,
    motion: 'system',
    undoSendSeconds: 10,
    writeWithFormatting: false,
    silencedChecks: {},
  }
}

/** Reads what was kept, taking over only entries of the expected type; a damaged or foreign entry falls back to its default. */
function readKept(kept: string | null): PreferenceValues {
  const values = defaultPreferences()
  const stored = parse(kept)
  if (typeof stored !== 'object' || stored === null) return values
  for (const key of Object.keys(values) as (keyof PreferenceValues)[]) {
    const value = (stored as Record<string, unknown>)[key]
    if (typeof value === typeof values[key] && value !== null) Object.assign(values, { [key]: value })
  }
  if (!isLocale(values.locale)) values.locale = defaultPreferences().locale
  return values
}

function parse(kept: string | null): unknown {
  try {
    return JSON.parse(kept ?? 'null')
  } catch {
    return null
  }
}

/** `?locale=pseudo` (or es, en) in the address chooses the language of this visit without keeping it: for tests and support. */
function localeFromAddress(): Locale | null {
  const asked = new URLSearchParams(location.search).get('locale')
  return isLocale(asked) ? asked : null
}

export const usePreferences = defineStore('preferences', () => {
  const values = reactive(readKept(localStorage.getItem(storageKey)))
  const visitLocale = localeFromAddress()

  watch(values, (changed) => localStorage.setItem(storageKey, JSON.stringify(changed)))
  addEventListener('storage', (event) => {
    if (event.key === storageKey) Object.assign(values, readKept(event.newValue))
  })

  const shownLocale = computed<Locale>(() => visitLocale ?? values.locale)

  /** Back to what a new person gets. */
  function reset(): void {
    Object.assign(values, defaultPreferences())
  }

  /** Whether the system asks for more contrast. */
  const systemContrast = ref(false)

  return { ...toRefs(values), shownLocale, systemContrast, reset }
})

/** Puts the preferences on `<html>`, now and whenever they change. Call once, before mounting; resolves when the language is loaded. */
export async function applyPreferences(): Promise<void> {
  const preferences = usePreferences()
  const moreContrast = matchMedia('(prefers-contrast: more)')
  const wantsContrast = () => preferences.theme === 'system' && preferences.systemContrast
  const root = document.documentElement
  const set = (name: string, value: string | false) =>
    value === false ? root.removeAttribute(name) : root.setAttribute(name, value)

  const apply = () => {
    set('data-theme', preferences.theme !== 'system' && preferences.theme)
    set('data-contrast', wantsContrast() && 'more')
    set('data-density', preferences.density)
    set('data-font', preferences.font === 'system' && 'system')
    set('data-motion', preferences.motion === 'reduced' && 'reduced')
  }
  const askSystem = () => {
    preferences.systemContrast = moreContrast.matches
  }
  askSystem()
  moreContrast.addEventListener('change', askSystem)
  // At once: the frame of a message reads the colours of the page after this.
  watchEffect(apply, { flush: 'sync' })
  watch(
    () => preferences.shownLocale,
    (next) => void setLocale(next),
  )
  await setLocale(preferences.shownLocale)
}
