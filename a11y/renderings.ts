import { type Page } from 'playwright-core'
import { type WordsLocale } from '#e2e/words.ts'

/** One way in which people see the app. A page is switched from one to the next without loading again. */
export interface Rendering {
  name: string
  width: number
  height: number
  colorScheme: 'light' | 'dark'
  contrast: 'no-preference' | 'more'
  forcedColors: 'none' | 'active'
  theme: 'system' | 'contrast-dark' | 'sepia'
  locale: WordsLocale
  /** Tab through the whole page: there and back; or there alone, where only the colours of the rings are new. */
  walks: 'both ways' | 'there' | null
  /** Judge the ring of each stop on pictures, too. */
  rings: boolean
  /**
   * What the engines have not been asked about in a rendering before: everything; where the same things stand now and what
   * they are coloured; colours alone.
   */
  differsIn: 'structure' | 'places' | 'colours'
}

const plain = {
  width: 1280,
  height: 800,
  colorScheme: 'light',
  contrast: 'no-preference',
  forcedColors: 'none',
  theme: 'system',
  locale: 'en',
  walks: null,
  rings: false,
  differsIn: 'colours',
} as const satisfies Omit<Rendering, 'name'>

/** The first is the one in which states are reached. */
export const renderings: readonly Rendering[] = [
  { ...plain, name: 'light', walks: 'both ways', rings: true, differsIn: 'structure' },
  { ...plain, name: 'dark', colorScheme: 'dark' },
  { ...plain, name: 'high contrast', contrast: 'more' },
  { ...plain, name: 'high contrast dark', theme: 'contrast-dark', walks: 'there', rings: true },
  { ...plain, name: 'forced colours', forcedColors: 'active', walks: 'there', rings: true },
  { ...plain, name: 'right to left', locale: 'pseudo', differsIn: 'places' },
  { ...plain, name: '320 px', width: 320, height: 640, walks: 'both ways', differsIn: 'structure' },
]

/** Keeps preferences where the app keeps them and tells the page as if another window had changed them. */
export async function prefer(page: Page, values: Record<string, unknown>): Promise<void> {
  await page.evaluate((changed) => {
    const key = 'curbcut.preferences'
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as object
    const newValue = JSON.stringify({ ...kept, ...changed })
    localStorage.setItem(key, newValue)
    dispatchEvent(new StorageEvent('storage', { key, newValue }))
  }, values)
}

/** Makes window, colours and system wishes those of a rendering. */
export async function lightUp(page: Page, rendering: Rendering): Promise<void> {
  const { width, height, colorScheme, contrast, forcedColors } = rendering
  await page.emulateMedia({ colorScheme, contrast, forcedColors, reducedMotion: 'reduce' })
  const now = page.viewportSize()
  if (now?.width !== width || now.height !== height) await page.setViewportSize({ width, height })
}

/** Shows the page as it now is in another way. */
export async function show(
  page: Page,
  rendering: Rendering,
  density: 'comfortable' | 'compact' = 'comfortable',
): Promise<void> {
  const { theme, locale } = rendering
  await lightUp(page, rendering)
  await prefer(page, { theme, locale, density })
  const lang = locale === 'pseudo' ? 'en-x-rtl' : locale
  await page.waitForFunction((expected) => document.documentElement.lang === expected, lang)
  await settle(page)
}

/** Resolves when fonts are there, nothing moves and two frames have been painted. */
export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    // One without an end would be waited for for ever; the probe of motion reports it.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.allSettled(ending.map((animation) => animation.finished))
    await frame()
  })
}
