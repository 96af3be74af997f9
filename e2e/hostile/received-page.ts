import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { freshPage } from '../chromium.ts'
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
  page.on('dialog', (dialog) => {
    dialogs.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  try {
    await serve(page, app, walls, requests)
    await page.addInitScript(standing, walls)
    await page.addInitScript((asked) => Object.assign(globalThis, { receivedMails: asked }), {
      mails,
      isCleaned: walls.sanitiser,
    })
    await page.goto(app.url + address)
    const found = await page.evaluate(findings, { count: mails.length, isCleaned: walls.sanitiser })
    return { ...found, executions: [...found.executions, ...dialogs], requests }
  } finally {
    await page.context().close()
  }
}

async function serve(
  page: Page,
  app: { url: string; policy: string },
  walls: StandingWalls,
  requests: string[],
): Promise<void> {
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(app.url) && !/^(?:data|blob|about):/.test(url)) requests.push(url)
  })
  await page.route(`${app.url}/**`, async (route) => {
    const path = new URL(route.request().url()).pathname
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
