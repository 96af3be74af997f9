import { type Page } from 'playwright-core'
import { type Files } from './readable-build.ts'

const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
}

/** Gives this page another build of the client than the server has. All else comes from the server, headers included. */
export async function serve(page: Page, files: Files): Promise<void> {
  await page.context().route(/\/assets\//, (route) => {
    const { pathname } = new URL(route.request().url())
    const body = files.get(pathname)
    if (body === undefined) return route.fulfill({ status: 404 })
    const contentType = types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    return route.fulfill({ contentType, body: typeof body === 'string' ? body : Buffer.from(body) })
  })
  const documents = ({ pathname }: URL) => !pathname.startsWith('/assets/') && !pathname.startsWith('/api/')
  await page.context().route(documents, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue()
    const response = await route.fetch()
    return route.fulfill({ response, body: String(files.get('/index.html')) })
  })
}
