import { request as open } from 'node:http'
import type { TestBrowser } from './test-browser.ts'

/** As a provider's page sends the browser on. Node's own `fetch` would say that a script asks. */
export const fromAnotherSite = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
}

interface Page {
  status: number
  location: string | undefined
  text: string
}

/** Opens a page in the browser and takes the cookie that comes; gives the status and where it leads. */
export const navigate = (browser: TestBrowser, address: string, headers = fromAnotherSite as Record<string, string>) =>
  send(browser, address, { headers })

/** The same by a form that the page of another site posts. */
export const postForm = (
  browser: TestBrowser,
  address: string,
  form: URLSearchParams,
  headers: Record<string, string> = fromAnotherSite,
) =>
  send(browser, address, {
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://login.example.gov',
      ...headers,
    },
    form: form.toString(),
  })

function send(
  browser: TestBrowser,
  address: string,
  { headers, form }: { headers: Record<string, string>; form?: string },
): Promise<Page> {
  const { cookie } = browser
  const all = {
    ...headers,
    ...(cookie !== null && { cookie }),
    ...(form !== undefined && { 'content-length': String(Buffer.byteLength(form)) }),
  }
  return new Promise((resolve, reject) => {
    const request = open(address, { method: form === undefined ? 'GET' : 'POST', headers: all }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        const set = response.headers['set-cookie']?.find((one) => !one.startsWith('__Host-curbcut-device='))
        browser.cookie = set?.split(';')[0] ?? cookie
        resolve({ status: response.statusCode ?? 0, location: response.headers.location, text })
      })
    })
    request.on('error', reject)
    request.end(form)
  })
}
