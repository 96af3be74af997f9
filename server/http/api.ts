import { randomUUID } from 'node:crypto'
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import type { Endpoint, RateClass } from '#contract/endpoint.ts'
import { Problem } from '#server/problem.ts'
import type { MailAccount } from '#server/mail/mail-account.ts'
import type { LiveSession, LiveSessions } from '#server/sessions/live-sessions.ts'
import { sessionKeyOf, type SessionStore } from '#server/sessions/session-store.ts'
import type { SignedIn } from '#server/sign-in/signed-in.ts'
import { bodyBytes } from './body-deadline.ts'
import { cookieOf, deviceOf } from './device-cookie.ts'
import { type FilesHost, sessionOfTicket } from './files-host.ts'
import { toSignInPage } from './to-sign-in-page.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Route } from './route.ts'
import type { Visit } from './visit.ts'

const standardBodyLimitBytes = 64 * 1024

export interface ApiOptions {
  routes: readonly Route[]
  sessionCookie: RequestHandler
  store: SessionStore
  live: LiveSessions
  limit: RateLimit<RateClass>
  /** Where downloads are sent on to; null where they come from the address of the pages. */
  filesHost: FilesHost | null
}

/** Everything under `/api`: the given routes, each once, and an answer for whatever else is asked. */
export function apiRouter(options: ApiOptions): Router {
  const router = express.Router()
  // Express would answer HEAD with the code for GET, and leave event streams open that nobody reads.
  router.use((request, _response, next) => next(request.method === 'HEAD' ? new Problem('not-found') : undefined))
  for (const route of options.routes) {
    const { method, path } = route.endpoint
    const handlers = [
      options.sessionCookie,
      visitor(options, route.endpoint),
      bodyParser(route.endpoint),
      ...(options.filesHost && route.endpoint.response === 'bytes' ? [options.filesHost.sendOn] : []),
      answer(route),
      ...(route.endpoint.response === 'redirect' ? [toSignInPage] : []),
    ]
    router[method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete'](path.replace(/^\/api/, ''), ...handlers)
  }
  router.use(notFound)
  return router
}

/** A short name for one request, found again in the log. */
export const requestIds: RequestHandler = (_request, response, next) => {
  response.locals.requestId = randomUUID().slice(24)
  next()
}

/** Express's own answer would be a page that repeats the path. */
export const notFound: RequestHandler = (_request, _response, next) => next(new Problem('not-found'))

function answer(route: Route): RequestHandler {
  return async (request, response) => {
    await route.answer(request, response, response.locals.visit as Visit)
  }
}

/**
 * JSON only (of others a form, of the browser itself a report), never compressed, within the endpoint's limit; endpoints without a
 * body take none. A file is left to its handler.
 */
function bodyParser({ body, rawBody, asks, bodyLimitBytes = standardBodyLimitBytes }: Endpoint): RequestHandler {
  if (rawBody) return (request, _response, next) => next(isFile(request) ? undefined : new Problem('invalid-request'))
  const type = bodyTypes[asks ?? 'our-page']
  const common = { limit: bodyLimitBytes, inflate: false, type }
  const parse: RequestHandler =
    type === form
      ? express.urlencoded({ ...common, extended: false, parameterLimit: 10 })
      : express.json({ ...common, strict: true })
  return (request, response, next) => {
    const hasBody =
      request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0
    if (!hasBody) {
      next()
      return
    }
    if (!body || !request.is(type)) {
      next(new Problem('invalid-request'))
      return
    }
    parse(request, response, next)
  }
}

const form = 'application/x-www-form-urlencoded'

const bodyTypes = {
  'our-page': 'application/json',
  'another-site': form,
  'another-site-in-a-frame': form,
  'another-server': form,
  'the-browser': 'application/csp-report',
}

/** Bytes as they are, never compressed. */
const isFile = (request: Request) =>
  request.headers['content-encoding'] === undefined && request.headers['content-type'] === 'application/octet-stream'

/** Finds out who asks, before the body is read: no session, no work. */
function visitor({ live, store, limit }: ApiOptions, endpoint: Endpoint): RequestHandler {
  return async (request, response, next) => {
    const session = await sessionOf(request, response, store, live)
    if (!session && endpoint.auth === 'session') throw new Problem('not-signed-in')
    const network = request.ip ?? ''
    await limit(endpoint.rate, session && endpoint.rate !== 'sign-in' ? session.signedIn.user : network)
    // A stream the page opens by itself is not the person doing something, nor is a report; everything else is.
    const isStream = endpoint.method === 'GET' && endpoint.response === 'events'
    const isByItself = isStream || endpoint.asks === 'the-browser' || endpoint.isByItself
    if (session && !isByItself) await live.seen(session.key)
    const { device, keep } = deviceOf(request, response)
    response.locals.visit = {
      requestId: String(response.locals.requestId),
      ...{ network, device },
      session,
      cookie: (name) => cookieOf(request, name),
      query: request.originalUrl.split('?', 2)[1] ?? '',
      bytes: () => bodyBytes(request, response),
      start: (signedIn, mail) => {
        keep()
        return startSession(request, { store, live }, { signedIn, device }, mail)
      },
      endOther: (key) => endOther(key, store, live),
      end: () => endSession(request, response, live),
    } satisfies Visit
    response.locals.endpoint = endpoint.name
    next()
  }
}

async function sessionOf(
  request: Request,
  response: Response,
  store: SessionStore,
  live: LiveSessions,
): Promise<LiveSession | null> {
  const ofTicket = sessionOfTicket(response)
  if (ofTicket !== null) {
    const found = await store.read(ofTicket)
    return found?.data.signedIn ? live.of(ofTicket, found.data.signedIn, found) : null
  }
  const { signedIn } = request.session
  if (!signedIn) return null
  const key = sessionKeyOf(request.sessionID)
  // express-session has just read the row, so a session held here exists; its times are needed only the first time.
  const held = live.find(key)
  if (held) return held
  const found = await store.read(key)
  return found && live.of(key, signedIn, found)
}

async function startSession(
  request: Request,
  { store, live }: Pick<ApiOptions, 'store' | 'live'>,
  { signedIn, device: { agent, network } }: Pick<Visit, 'device'> & { signedIn: SignedIn },
  mail: MailAccount,
): Promise<LiveSession> {
  live.end(sessionKeyOf(request.sessionID), 'signed-out')
  await promised((done) => request.session.regenerate(done))
  request.session.signedIn = signedIn
  request.session.startedAtMs = Date.now()
  request.session.device = { agent, network }
  await promised((done) => request.session.save(done))
  const key = sessionKeyOf(request.sessionID)
  const found = await store.read(key)
  if (!found) throw new Error('The session could not be stored')
  return live.of(key, signedIn, found, mail)
}

async function endOther(key: string, store: SessionStore, live: LiveSessions): Promise<void> {
  live.end(key, 'ended-elsewhere')
  await store.remove(key)
}

async function endSession(request: Request, response: Response, live: LiveSessions): Promise<void> {
  live.end(sessionKeyOf(request.sessionID), 'signed-out')
  await promised((done) => request.session.destroy(done))
  response.clearCookie(sessionCookieName, { path: '/', secure: true, httpOnly: true, sameSite: 'strict' })
}

export const sessionCookieName = '__Host-curbcut'

function promised(start: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error instanceof Error ? error : new Error('The session could not be changed'))
      else resolve()
    })
  })
}
