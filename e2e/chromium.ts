import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { patienceMs } from './eventually.ts'

/**
 * Debian's Chromium, without the windows around the page where that is installed: those alone cost as much as many a page.
 * `CURBCUT_CHROMIUM` names another.
 */
const executablePath =
  process.env.CURBCUT_CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  'chromium'

/**
 * Starts the one browser of a run, without any request of its own. `ComputedAccessibilityInfo` gives the page Chromium's
 * own idea of each element's name and role, so that nobody need compute them a second time.
 * @param isForProbes keeps the tree of names and roles as the page changes, as a browser with a screen reader does; without it
 * each question builds the whole tree anew (50 ms), and nothing else costs anything
 * @param elsewherePort every host but this machine is that port of this machine, whatever port was asked for
 */
export function launchChromium({
  isForProbes = false,
  elsewherePort,
}: { isForProbes?: boolean; elsewherePort?: number } = {}): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--headless',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-search-engine-choice-screen',
      '--enable-blink-features=ComputedAccessibilityInfo',
      ...(isForProbes ? ['--force-renderer-accessibility'] : []),
      ...(elsewherePort === undefined
        ? []
        : [`--host-resolver-rules=MAP * 127.0.0.1:${elsewherePort}, EXCLUDE localhost`]),
      // A page that the screen does not show must not run slower than the others.
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
    ],
  })
}

/** How a desktop person's browser looks to the app, unless a test says otherwise. */
export const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  timezoneId: 'Europe/Berlin',
  reducedMotion: 'reduce',
  colorScheme: 'light',
}

/** A page of a browser profile of its own: no cookies, nothing kept. Waits at most 10 s for anything. */
export async function freshPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ ...desktop, ...options })
  return openPage(context)
}

export async function openPage(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(patienceMs)
  const page = await context.newPage()
  // Asked for from the start: the browser hands choosers of files over only a moment after it is asked to.
  page.on('filechooser', () => undefined)
  return page
}

/**
 * Closes a page with all that is kept for it. What is being answered in a server's place may be under way still, and must not fail
 * with nobody there to take it.
 */
export async function closePage(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'ignoreErrors' }).catch(() => undefined)
  await page.context().close()
}
