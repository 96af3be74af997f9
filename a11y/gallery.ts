import { join } from 'node:path'
import { build } from 'vite'
import { serveFolder } from '#e2e/static-server.ts'
import { type State, type Visit } from './visit.ts'

const root = join(import.meta.dirname, '..')

/** Builds the page that shows every widget in every state, and serves it for as long as the run takes. */
export async function openGallery(): Promise<{ url: string; stop(): Promise<void> }> {
  await build({
    root: join(root, 'client'),
    configFile: join(root, 'client/vite.config.ts'),
    mode: 'gallery',
    logLevel: 'error',
  })
  return serveFolder(join(root, 'dist/gallery'))
}

/** The widgets that leave the page usable, all on one page, in each density; and one at a time those that cover it. */
export function galleryStates(url: string): State[] {
  const covering = [
    ['dialog', 'with a form'],
    ['confirm-dialog', 'danger'],
    ['menu-button', 'open'],
    ['suggestion-list', 'one pointed to'],
  ] as const
  return [
    galleryState('every widget', url, {}),
    {
      ...galleryState('every widget, compact', url, { density: 'compact' }),
      density: 'compact',
      weight: 3,
      renderings: ['light', '320 px'],
    },
    ...covering.map(([widget, example]) => galleryState(`widget ${widget}, ${example}`, url, { widget, example })),
  ]
}

function galleryState(name: string, url: string, asked: Record<string, string>): State {
  const reach = async ({ page, rendering }: Visit) => {
    const query = new URLSearchParams({ ...asked, theme: rendering.theme, locale: rendering.locale })
    await page.goto(`${url}/gallery.html?${query.toString()}`)
    await page.locator('[data-widget]').first().waitFor()
  }
  return {
    name,
    screens: [],
    isOutside: true,
    weight: asked['widget'] === undefined ? 5 : 0.5,
    // A shelf of widgets is no page of the app: it has no title of ours, and examples bring their own landmarks.
    without: ['page', 'landmarks', 'headings'],
    // Examples of one widget have the same names side by side.
    withoutRules: ['fieldset_label_valid', 'aria_toolbar_label_unique', 'landmark-unique', 'heading-order'],
    reach,
    holds: ({ page }) => page.locator('[data-widget]').first().waitFor(),
    async showIn(visit) {
      // What covers the page closes when Tab goes through it; the shelf is as it was, and its language is in its address.
      if (asked['widget'] === undefined && languageOf(visit) === visit.rendering.locale) await wear(visit)
      else await reach(visit)
    },
  }
}

function languageOf({ page }: Visit): string | null {
  return new URL(page.url()).searchParams.get('locale')
}

async function wear({ page, rendering: { theme } }: Visit): Promise<void> {
  await page.evaluate((name) => {
    if (name === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = name
  }, theme)
}
