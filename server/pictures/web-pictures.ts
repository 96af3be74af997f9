import { Resolver } from 'node:dns/promises'
import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestSecure } from 'node:https'
import { type BlockList, isIP } from 'node:net'
import { isGlobalAddress } from './global-address.ts'
import { type PictureAddress, readPictureAddress, textOfAddress } from './picture-address.ts'
import { pictureKindOf } from './picture-kind.ts'
import { type FetchedPicture, PictureRefused, type PictureSource, type RefusalReason } from './picture-source.ts'

const mostRedirects = 3
const mostBytes = 10_000_000
const withinMs = 10_000
const redirects = new Set([301, 302, 303, 307, 308])

/** The same for everybody: nothing of the reader's language, browser or way here. */
const headers = {
  'user-agent': 'Mozilla/5.0 (compatible; Curbcut)',
  accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
  'accept-encoding': 'identity',
}

interface Options {
  /** Networks that are refused besides those that are never global. */
  alsoClosed?: BlockList
  /** All IP addresses of a name; DNS unless a test answers. */
  resolve?: (name: string, signal: AbortSignal) => Promise<string[]>
  /** Where a connection to a checked address really goes; only a test leads it elsewhere. */
  dial?: (address: string, port: number) => Pick<RequestOptions, 'host' | 'port'> & { ca?: string }
  /** How long one picture may take with its redirects, in milliseconds; 10,000 unless a test has less patience. */
  withinMs?: number
}

/**
 * Pictures from the web, fetched so that mail can reach nothing but the public Internet (security.md 30 and 31). A name is
 * resolved once and the connection goes to that very address, so a second answer of the DNS is never asked for.
 */
export class WebPictures implements PictureSource {
  readonly #options: Required<Pick<Options, 'resolve' | 'dial' | 'withinMs'>> & Pick<Options, 'alsoClosed'>

  constructor(options: Options = {}) {
    this.#options = { resolve: askDns, dial: (host, port) => ({ host, port }), withinMs, ...options }
  }

  async fetch(text: string): Promise<FetchedPicture> {
    const signal = AbortSignal.timeout(this.#options.withinMs)
    try {
      return await this.#follow(text, signal)
    } catch (error) {
      if (error instanceof PictureRefused && !signal.aborted) throw error
      throw new PictureRefused(signal.aborted ? 'time' : 'connection', { cause: error })
    }
  }

  async #follow(text: string, signal: AbortSignal): Promise<FetchedPicture> {
    let address = readPictureAddress(text) ?? refuse('address')
    for (let count = 0; count <= mostRedirects; count += 1) {
      const response = await this.#ask(address, signal)
      const { statusCode = 0 } = response
      if (!redirects.has(statusCode)) return pictureIn(response)
      response.destroy()
      const { location } = response.headers
      if (!location) return refuse('redirects')
      address = readPictureAddress(location, textOfAddress(address)) ?? refuse('address')
    }
    return refuse('redirects')
  }

  async #ask(address: PictureAddress, signal: AbortSignal): Promise<IncomingMessage> {
    const pinned = await this.#pin(address.host, signal)
    const { ca, ...place } = this.#options.dial(pinned, address.port)
    const isSecure = address.protocol === 'https:'
    const isName = isIP(address.host) === 0
    const standard = isSecure ? 443 : 80
    const shown = isIP(address.host) === 6 ? `[${address.host}]` : address.host
    const options = {
      ...place,
      path: address.path,
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
      request.end()
    })
  }

  /** The address to connect to. One answer that is not global condemns the name: it is not known which one would be taken. */
  async #pin(host: string, signal: AbortSignal): Promise<string> {
    const found = isIP(host) === 0 ? await this.#options.resolve(host, signal) : [host]
    const [first] = found
    if (first === undefined) return refuse('name')
    return found.every((address) => isGlobalAddress(address, this.#options.alsoClosed)) ? first : refuse('network')
  }
}

function refuse(reason: RefusalReason): never {
  throw new PictureRefused(reason)
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

async function pictureIn(response: IncomingMessage): Promise<FetchedPicture> {
  try {
    const { statusCode, headers: said } = response
    if (statusCode !== 200) return refuse('status')
    if ((said['content-encoding'] ?? 'identity') !== 'identity') return refuse('encoding')
    if (Number(said['content-length'] ?? 0) > mostBytes) return refuse('size')
    const bytes = await read(response)
    const { type } = pictureKindOf(bytes) ?? refuse('kind')
    return { type, bytes }
  } finally {
    response.destroy()
  }
}

async function read(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) return refuse('size')
    chunks.push(chunk)
  }
  // A connection that broke off leaves half a picture.
  return response.complete ? Buffer.concat(chunks) : refuse('connection')
}
