import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, RequestHandler, Response } from 'express'
import { Problem } from '#server/problem.ts'
import { bodyBytes } from './body-deadline.ts'

/** What a program asks, in plain values. */
export interface DavAsked {
  method: string
  /** As it came, percent signs and all. */
  path: string
  /** Empty where nothing is said. */
  depth: string
  ifMatch: string
  ifNoneMatch: string
  contentType: string
  /** `Accept-Language`. */
  language: string
  body: Buffer
}

export interface DavAnswer {
  status: number
  headers?: Record<string, string>
  body?: string | AsyncIterable<string>
}

interface DavOptions<Person> {
  /** Where it is, such as `/dav`. */
  root: string
  publicUrl: URL
  /** Who it is by the name and password a program sends; null where these are nobody's. Throws Problem. */
  personOf: (name: string, password: string, network: string) => Promise<Person | null>
  /** How often somebody may ask. Throws Problem. */
  limit: (person: Person) => Promise<void>
  answer: (person: Person, asked: DavAsked) => Promise<DavAnswer>
  /** Of a request; a larger one is not read. */
  mostBytes: number
}

/** Where programs look first (RFC 6764, 5). */
const wellKnown = '/.well-known/carddav'
const realm = 'Basic realm="Contacts", charset="UTF-8"'

/**
 * The door for programs that are no browsers. Nothing is known of cookies here, and no page of any site may ask. Who it is, is looked at before anything
 * else of a request is read, and only where it came by TLS.
 */
export function davServer<Person>(options: DavOptions<Person>): RequestHandler {
  const { root, publicUrl, personOf, limit, answer, mostBytes } = options
  return async (request, response, next) => {
    const { path } = request
    const isOurs = path === root || path.startsWith(`${root}/`)
    if (!isOurs && path !== wellKnown) {
      next()
      return
    }
    response.locals.endpoint = 'carddav'
    response.set({ 'Cache-Control': 'no-store' })
    if (!cameByTls(request, publicUrl)) throw new Problem('not-allowed')
    if (isOfAnotherSite(request, publicUrl)) throw new Problem('cross-site-request')
    if (!isOurs) {
      response.status(301).set('Location', `${root}/`).end()
      return
    }
    const given = basicOf(request)
    const person = given && (await personOf(given.name, given.password, request.ip ?? ''))
    if (!person) {
      response.status(401).set('WWW-Authenticate', realm).end()
      return
    }
    await limit(person)
    const body = await bodyOf(request, response, mostBytes)
    await send(request, response, await answer(person, askedBy(request, body)))
  }
}

/**
 * By TLS of ours, or of a proxy that is trusted and says so. Only `http://localhost` goes without, as the configuration allows it for a trial on one
 * machine.
 */
const cameByTls = (request: Request, { protocol }: URL) => protocol === 'http:' || request.protocol === 'https'

/** Browsers that have been told a password here would send it along for any site. */
function isOfAnotherSite(request: Request, { origin: own }: URL): boolean {
  const site = request.get('Sec-Fetch-Site')
  if (site !== undefined) return site !== 'none' && site !== 'same-origin'
  const origin = request.get('Origin')
  return origin !== undefined && origin.startsWith('http') && origin !== own
}

/** RFC 7617; in UTF-8, as it is asked for. */
function basicOf(request: Request): { name: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,4000})$/i.exec(request.get('Authorization') ?? '')?.[1]
  const text = encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon < 1 ? null : { name: text.slice(0, colon), password: text.slice(colon + 1) }
}

function askedBy(request: Request, body: Buffer): DavAsked {
  const header = (name: string) => request.get(name) ?? ''
  return {
    ...{ method: request.method, path: request.path, body, depth: header('Depth').trim().toLowerCase() },
    ...{ ifMatch: header('If-Match'), ifNoneMatch: header('If-None-Match') },
    ...{ contentType: header('Content-Type'), language: header('Accept-Language') },
  }
}

async function bodyOf(request: Request, response: Response, mostBytes: number): Promise<Buffer> {
  if (request.get('Content-Encoding') !== undefined) throw new Problem('invalid-request')
  if (Number(request.get('Content-Length') ?? 0) > mostBytes) throw new Problem('request-too-large')
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of bodyBytes(request, response)) {
    length += chunk.length
    if (length > mostBytes) throw new Problem('request-too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function send(request: Request, response: Response, { status, headers, body = '' }: DavAnswer): Promise<void> {
  response.status(status).set({ DAV: '1, 3, addressbook', ...headers })
  if (typeof body === 'string') {
    if (status !== 304) response.set('Content-Length', String(Buffer.byteLength(body)))
    response.end(request.method === 'HEAD' ? undefined : body)
    return
  }
  // Whoever goes away in the middle is no failure of ours.
  await pipeline(Readable.from(body), response).catch((error: unknown) => {
    if (!request.socket.destroyed) throw error
  })
}
