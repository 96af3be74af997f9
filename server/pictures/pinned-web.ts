import { Resolver } from 'node:dns/promises'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { isGlobalAddress } from './global-address.ts'
import type { PictureAddress } from './picture-address.ts'

export interface WebOptions {
  /** Networks that are refused besides those that are never global. */
  alsoClosed?: BlockList
  /** All IP addresses of a name; DNS unless a test answers. */
  resolve?: (name: string, signal: AbortSignal) => Promise<string[]>
  /** Where a connection to a checked address really goes; only a test leads it elsewhere. */
  dial?: (address: string, port: number) => Pick<RequestOptions, 'host' | 'port'> & { ca?: string }
}

export interface WebRequest {
  headers: Record<string, string>
  /** Sent by POST; without it the request is a GET. */
  body?: string
}

/** Why nothing was asked. */
export class WebRefused extends Error {
  readonly reason: 'name' | 'network'

  constructor(reason: 'name' | 'network') {
    super(`Refused: ${reason}`)
    this.name = 'WebRefused'
    this.reason = reason
  }
}

/**
 * The one way out to the web. It reaches nothing but the public Internet (security.md 30): a name is resolved once and the
 * connection goes to that very address, so a second answer of the DNS is never asked for. Redirects are the caller's.
 */
export class PinnedWeb {
  readonly #options: Required<Pick<WebOptions, 'resolve' | 'dial'>> & Pick<WebOptions, 'alsoClosed'>

  constructor(options: WebOptions = {}) {
    this.#options = { resolve: askDns, dial: (host, port) => ({ host, port }), ...options }
  }

  /** Throws WebRefused before anything is asked, else what the connection throws. */
  async ask(address: PictureAddress, { headers, body }: WebRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const pinned = await this.#pin(address.host, signal)
    const { ca, ...place } = this.#options.dial(pinned, address.port)
    const isSecure = address.protocol === 'https:'
    const isName = isIP(address.host) === 0
    const standard = isSecure ? 443 : 80
    const shown = isIP(address.host) === 6 ? `[${address.host}]` : address.host
    const options = {
      ...place,
      path: address.path,
      method: body === undefined ? 'GET' : 'POST',
      headers: { host: address.port === standard ? shown : `${shown}:${address.port}`, ...headers },
      // A connection for this one request: none is kept, and no proxy or agent of the process takes part.
      agent: false,
      maxHeaderSize: 16_384,
      signal,
      ...(isSecure && {
        minVersion: 'TLSv1.2' as const,
        ...(isName && { servername: address.host }),
        ...(ca && { ca }),
      }),
    }
    return new Promise((resolve, reject) => {
      const request = isSecure ? requestSecure(options) : requestPlain(options)
      request.once('response', resolve)
      request.once('error', reject)
      request.end(body)
    })
  }

  /** The address to connect to. One answer that is not global condemns the name: it is not known which one would be taken. */
  async #pin(host: string, signal: AbortSignal): Promise<string> {
    const found = isIP(host) === 0 ? await this.#options.resolve(host, signal) : [host]
    const [first] = found
    if (first === undefined) throw new WebRefused('name')
    if (!found.every((address) => isGlobalAddress(address, this.#options.alsoClosed))) throw new WebRefused('network')
    return first
  }
}

/** Asks the name servers themselves, never the hosts file, and stops asking when the time is up. */
async function askDns(name: string, signal: AbortSignal): Promise<string[]> {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop)
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
