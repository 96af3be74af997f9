import { readPictureAddress } from './picture-address.ts'
import { PinnedWeb, type WebOptions } from './pinned-web.ts'

const withinMs = 10_000
const body = 'List-Unsubscribe=One-Click'
const headers = {
  'user-agent': 'Mozilla/5.0 (compatible; Curbcut)',
  'content-type': 'application/x-www-form-urlencoded',
  'content-length': String(body.length),
}

/** The port to lists that take an address off by one POST (RFC 8058). */
export interface OneClick {
  /** False when the list did not say that it is done, for whatever reason. */
  leave(address: string): Promise<boolean>
}

/**
 * Tells a list by the address rules of pictures, and only by https. A redirect is not followed: RFC 8058, 3.1 forbids senders to
 * use one. What the list answers is not read, only whether it says yes.
 */
export class WebOneClick implements OneClick {
  readonly #web: PinnedWeb

  constructor(options: WebOptions = {}) {
    this.#web = new PinnedWeb(options)
  }

  async leave(text: string): Promise<boolean> {
    const address = readPictureAddress(text)
    if (address?.protocol !== 'https:') return false
    try {
      const response = await this.#web.ask(address, { headers, body }, AbortSignal.timeout(withinMs))
      response.destroy()
      const { statusCode = 0 } = response
      return statusCode >= 200 && statusCode < 300
    } catch {
      return false
    }
  }
}
