import { type Page } from 'playwright-core'

/** The two walls round hostile mail. Each must hold without the other (security.md M1). */
export interface Walls {
  sanitiser: boolean
  /** The frame's sandbox and its Content-Security-Policy, with the page's that it inherits. */
  frame: boolean
}

/**
 * Takes walls away, before the page is opened. The app itself stays as built: what its one policy for markup lets through
 * is changed at the last moment, between app and frame.
 */
export async function takeWalls(page: Page, walls: Walls): Promise<void> {
  await page.addInitScript(changeMarkup, walls)
  if (walls.frame) return
  await page.addInitScript(forgetSandbox)
  await page.route(
    (url) => url.hostname === 'localhost' && !url.pathname.startsWith('/api/') && !url.pathname.includes('.'),
    async (route) => {
      const response = await route.fetch()
      const headers = response.headers()
      delete headers['content-security-policy']
      await route.fulfill({ response, headers })
    },
  )
}

/** Runs in the page, before any script of its own. */
function changeMarkup({ sanitiser, frame }: Walls): void {
  // By subject, which is the title of the frame's document: messages are fetched ahead.
  const raws = new Map<string, string>()
  const plainParse = JSON.parse.bind(JSON)
  const remember = (value: unknown) => {
    const { subject, html } = (value ?? {}) as { subject?: string; html?: { content?: unknown } }
    if (typeof html?.content === 'string' && subject !== undefined) raws.set(subject, html.content)
  }
  // The message comes as JSON, by one of these two.
  JSON.parse = (...parameters: Parameters<typeof JSON.parse>): unknown => {
    const value: unknown = plainParse(...parameters)
    remember(value)
    return value
  }
  const plainJson = Response.prototype.json
  Response.prototype.json = async function json(this: Response): Promise<unknown> {
    const value: unknown = await plainJson.call(this)
    remember(value)
    return value
  }
  const change = (markup: string): string => {
    if (!markup.includes('Content-Security-Policy')) return markup
    const open = frame ? markup : markup.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    const raw = raws.get(/<title>([^<]*)<\/title>/.exec(markup)?.[1] ?? '')
    return sanitiser ? open : open.replace(/<body>.*<\/body>/s, () => `<body>${raw ?? 'unknown'}</body>`)
  }
  // Without the page's policy nothing demands trusted types, but the app may still make its policy.
  const factory = (globalThis as { trustedTypes?: { createPolicy: (name: string, rules: Rules) => unknown } })
    .trustedTypes
  if (!factory) return
  interface Rules {
    createHTML?: (markup: string) => string
  }
  const plainPolicy = factory.createPolicy.bind(factory)
  factory.createPolicy = (name, rules) => {
    const make = rules.createHTML
    return plainPolicy(
      name,
      name === 'curbcut' && make ? { ...rules, createHTML: (markup) => make(change(markup)) } : rules,
    )
  }
}

/** Runs in the page: no frame ever gets a sandbox. */
function forgetSandbox(): void {
  const plain = Element.prototype.setAttribute
  Element.prototype.setAttribute = function setAttribute(name: string, value: string) {
    if (name.toLowerCase() !== 'sandbox') plain.call(this, name, value)
  }
  Object.defineProperty(HTMLIFrameElement.prototype, 'sandbox', { set: () => undefined, get: () => '' })
}

/** What a hostile message achieved. */
export interface Harm {
  executions: string[]
  requests: string[]
}

/**
 * Watches a page for scripts of mail that ran and for requests to anywhere but the app. What the browser's policy stops
 * never comes as far as a request; what does is noted and ends here.
 */
export async function watchForHarm(page: Page, appUrl: string, mark: string): Promise<{ seen(): Promise<Harm> }> {
  const executions: string[] = []
  const requests: string[] = []
  page.on('dialog', (dialog) => {
    executions.push(`dialog ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('popup', (popup) => executions.push(`window ${popup.url()}`))
  await page.route(
    (url) => !url.href.startsWith(appUrl),
    async (route) => {
      requests.push(route.request().url())
      await route.abort()
    },
  )
  return {
    async seen() {
      for (const frame of page.frames()) {
        const ran = await frame.evaluate((name) => name in globalThis, mark).catch(() => false)
        if (ran) executions.push(`script in ${frame === page.mainFrame() ? 'the page' : 'a frame'}`)
      }
      return { executions, requests }
    },
  }
}
