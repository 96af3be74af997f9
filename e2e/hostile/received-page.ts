import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { reportPolicy } from '#contract/policy-reports.ts'
import { closePage, freshPage } from '../chromium.ts'
import { findings, type Findings } from './in-page.ts'

const root = join(import.meta.dirname, '../..')
const output = join(root, 'dist/received')
const address = '/gallery/received/received.html'

/** Which walls stand round the mail (security.md A 6). */
export interface StandingWalls {
  sanitiser: boolean
  /** The policy of the frame's own document, and that of the page, which the frame inherits. */
  policy: boolean
  sandbox: boolean
}

/** Builds the page that shows many received messages at once. */
export async function buildReceivedPage(): Promise<void> {
  await build({
    root: join(root, 'client'),
    configFile: join(root, 'client/vite.config.ts'),
    mode: 'gallery',
    logLevel: 'error',
    build: { outDir: output, rolldownOptions: { input: join(root, 'client', address) } },
  })
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
}

export interface Opened extends Findings {
  /** Addresses asked for that are no file of the page itself. */
  requests: string[]
  /** What of it came as far as a policy, and no further. */
  stopped: string[]
}

/**
 * Opens messages side by side at the address of the application, under the policy that the application sends with its own page,
 * and says what they achieved.
 */
export async function openMails(
  browser: Browser,
  app: { url: string; policy: string },
  mails: readonly string[],
  walls: StandingWalls,
): Promise<Opened> {
  const page = await freshPage(browser)
  page.setDefaultTimeout(60_000)
  const requests: string[] = []
  const dialogs: string[] = []
  const stopped: string[] = []
  watchConsole(page, stopped)
  page.on('dialog', (dialog) => {
    dialogs.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  try {
    await serve(page, app, walls, { requests, stopped })
    await page.addInitScript(standing, walls)
    await page.addInitScript((asked) => Object.assign(globalThis, { receivedMails: asked }), {
      mails,
      isCleaned: walls.sanitiser,
    })
    await page.goto(app.url + address)
    const found = await page.evaluate(findings, { count: mails.length, isCleaned: walls.sanitiser })
    return { ...found, executions: [...found.executions, ...dialogs], requests, stopped }
  } finally {
    await closePage(page)
  }
}

/** The browser's report about something that a policy has stopped (Content Security Policy 3, 5.3). */
interface PolicyReport {
  'csp-report'?: { 'document-uri'?: string; 'effective-directive'?: string; 'blocked-uri'?: string }
}

/**
 * What a report says, by the rules of the server: the parser that cleans names the handlers it throws away as stopped in the page,
 * which is its work. Null for those.
 */
function nearMiss(report: PolicyReport): string | null {
  const {
    'document-uri': place = '',
    'effective-directive': rule = '',
    'blocked-uri': what = '',
  } = report['csp-report'] ?? {}
  return rule === 'script-src-attr' && !place.startsWith('about') ? null : `${rule} in ${place}: ${what}`
}

/** The frame's own policy sends no reports; what it holds back beyond that of the page is told of on the console alone. */
function watchConsole(page: Page, stopped: string[]): void {
  page.on('console', (message) => {
    const isInFrame = message.location().url.startsWith('about:')
    if (isInFrame && message.text().includes('Content Security Policy')) stopped.push(message.text().slice(0, 200))
  })
}

async function serve(
  page: Page,
  app: { url: string; policy: string },
  walls: StandingWalls,
  { requests, stopped }: Pick<Opened, 'requests' | 'stopped'>,
): Promise<void> {
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(app.url) && !/^(?:data|blob|about):/.test(url)) requests.push(url)
  })
  await page.route(`${app.url}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname
    if (path === reportPolicy.path) {
      const found = nearMiss(route.request().postDataJSON() as PolicyReport)
      if (found !== null) stopped.push(found)
      return route.fulfill({ status: 204 })
    }
    const body = await readFile(join(output, path)).catch(() => null)
    if (body === null) {
      requests.push(route.request().url())
      return route.fulfill({ status: 404 })
    }
    return route.fulfill({
      body,
      contentType: types[extname(path)] ?? 'application/octet-stream',
      headers: walls.policy ? { 'Content-Security-Policy': app.policy } : {},
    })
  })
}

/** Runs in the page, before any script of its own. */
function standing({ policy, sandbox }: StandingWalls): void {
  if (!sandbox) {
    const plain = Element.prototype.setAttribute
    Element.prototype.setAttribute = function setAttribute(name: string, value: string) {
      if (name.toLowerCase() !== 'sandbox') plain.call(this, name, value)
    }
    Object.defineProperty(HTMLIFrameElement.prototype, 'sandbox', { set: () => undefined, get: () => '' })
  }
  interface Rules {
    createHTML?: (markup: string) => string
  }
  const factory = (globalThis as { trustedTypes?: { createPolicy: (name: string, rules: Rules) => unknown } })
    .trustedTypes
  if (policy || !factory) return
  const plainPolicy = factory.createPolicy.bind(factory)
  factory.createPolicy = (name, rules) => {
    const make = rules.createHTML
    if (name !== 'curbcut' || !make) return plainPolicy(name, rules)
    const without = (markup: string) => markup.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    return plainPolicy(name, { ...rules, createHTML: (markup) => make(without(markup)) })
  }
}
