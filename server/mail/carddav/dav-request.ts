import { type IncomingMessage } from 'node:http'
import { Agent, request } from 'node:https'
import { CardServerFault } from '../card-server-port.ts'
import { isTrustFailure } from '../problems.ts'
import { tlsTrust } from '../tls-server.ts'

/** A server as the operator names it: `https://`, and whom to trust instead of the system's authorities. */
export interface DavServer {
  url: string
  caFile?: string | undefined
}

export interface DavRequest {
  method: 'PROPFIND' | 'REPORT' | 'PUT' | 'DELETE'
  path: string
  headers?: Record<string, string>
  body?: string
}

export interface DavAnswer {
  status: number
  etag: string
  body: string
  /** Where it came from, after redirects. */
  path: string
}

const withinMs = 30_000
const mostBytes = 50_000_000
const mostRedirects = 3

/** Asks one server and no other: what leads elsewhere, by a redirect or an address in an answer, is not followed. */
export class DavConnection {
  readonly #origin: URL
  readonly #headers: Record<string, string>
  readonly #agent: Agent

  constructor(server: DavServer, user: string, password: string) {
    this.#origin = new URL(server.url)
    const secret = Buffer.from(`${user}:${password}`).toString('base64')
    this.#headers = { authorization: `Basic ${secret}`, 'user-agent': 'Curbcut' }
    const { hostname: host, port } = this.#origin
    this.#agent = new Agent({
      ...tlsTrust({ host, port: Number(port || 443), caFile: server.caFile }),
      maxSockets: 2,
      keepAlive: true,
    })
  }

  /** The path of an address that is on this server, in one way of writing. Throws CardServerFault `unusable`. */
  pathOf(href: string, base = this.#origin.pathname): string {
    const address = URL.parse(href, new URL(base, this.#origin).href)
    if (address?.origin !== this.#origin.origin) throw new CardServerFault('unusable')
    return address.pathname.split('/').map(asSegment).join('/')
  }

  /** Throws CardServerFault `unreachable`, `not-trusted`, `sign-in`, `unusable`; other answers are the caller's to judge. */
  async ask(asked: DavRequest, redirects = 0): Promise<DavAnswer> {
    const response = await this.#send(asked)
    const { statusCode: status = 0, headers } = response
    const body = await read(response)
    if (status === 401) throw new CardServerFault('sign-in')
    if (status >= 500) throw new CardServerFault('unreachable', new Error(`status ${status}`))
    if ([301, 302, 307, 308].includes(status) && headers.location !== undefined) {
      if (redirects === mostRedirects) throw new CardServerFault('unusable')
      return this.ask({ ...asked, path: this.pathOf(headers.location, asked.path) }, redirects + 1)
    }
    return { status, body, etag: headers.etag ?? '', path: asked.path }
  }

  #send({ method, path, headers = {}, body }: DavRequest): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(withinMs)
      const sent = request(new URL(path, this.#origin), {
        ...{ method, agent: this.#agent, signal },
        headers: { ...this.#headers, ...headers, 'content-length': Buffer.byteLength(body ?? '') },
      })
      sent.once('response', resolve)
      sent.once('error', (error) =>
        reject(new CardServerFault(isTrustFailure(error) ? 'not-trusted' : 'unreachable', error)),
      )
      sent.end(body)
    })
  }
}

/** Servers write the same path with more or fewer percent signs. */
function asSegment(text: string): string {
  try {
    return encodeURIComponent(decodeURIComponent(text))
  } catch {
    return text
  }
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > mostBytes) throw new CardServerFault('unusable')
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof CardServerFault ? error : new CardServerFault('unreachable', error)
  }
  // An answer that broke off must not look like one that says little.
  if (!response.complete) throw new CardServerFault('unreachable')
  return Buffer.concat(chunks).toString('utf8')
}
