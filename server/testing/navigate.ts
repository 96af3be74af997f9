import { get } from 'node:http'
import type { TestBrowser } from './test-browser.ts'

/** As a provider's page sends the browser on. Node's own `fetch` would say that a script asks. */
export const fromAnotherSite = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

/** Opens a page in the browser and takes the cookie that comes; gives the status and where it leads. */
export function navigate(
  browser: TestBrowser,
  address: string,
  headers: Record<string, string> = fromAnotherSite,
): Promise<{ status: number; location: string | undefined; text: string }> {
  const { cookie } = browser
  return new Promise((resolve, reject) => {
    const request = get(address, { headers: { ...headers, ...(cookie !== null && { cookie }) } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        const [set] = response.headers['set-cookie'] ?? []
        browser.cookie = set?.split(';')[0] ?? cookie
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, text })
      })
    })
    request.on('error', reject)
  })
}
