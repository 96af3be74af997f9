import type { Request, Response } from 'express'
import * as z from 'zod/mini'
import type { Endpoint, ParsedRequest, ResponseOf } from '#contract/endpoint.ts'
import type { PartDownload } from '#server/mail/mail-account.ts'
import { Problem } from '#server/problem.ts'
import { openEventStream, type EventStream } from './event-stream.ts'
import { isLateTicket } from './files-host.ts'
import { parseRequest } from './parse-request.ts'
import { quickened } from './quick-schema.ts'
import { sendPart } from './send-part.ts'
import { goesOn, sendSized, type SizedDownload } from './send-sized.ts'
import type { SignedInVisit, Visit } from './visit.ts'

/** Starts sending events; the function it gives back is called when the stream is over. */
export type EventSource = (stream: EventStream) => () => void

/** Where the browser is to go on, and a cookie of a short life to take along; `isForForms`: also with a form that another site posts. */
export interface Redirect {
  location: string
  cookie?: { name: string; value: string; maxAgeMs: number; isForForms: boolean }
}

/** `insteadOf`: the tag of a sized one in whose place this one comes; who has the beginning of that one gets all of this. */
type Download = (PartDownload & { insteadOf?: string }) | SizedDownload

type AnswerOf<E extends Endpoint> = E['response'] extends 'bytes'
  ? Download
  : E['response'] extends 'events'
    ? EventSource
    : E['response'] extends 'empty'
      ? void
      : E['response'] extends 'redirect'
        ? Redirect
        : E['response'] extends 'xml'
          ? string
          : ResponseOf<E>

/** An endpoint of the contract with the code that answers it. */
export interface Route {
  readonly endpoint: Endpoint
  answer(request: Request, response: Response, visit: Visit): Promise<void>
}

type Handler<E extends Endpoint, V> = (request: ParsedRequest<E>, visit: V) => Promise<AnswerOf<E>> | AnswerOf<E>

/**
 * Joins an endpoint with its handler. The request is parsed before; what the handler gives back is passed through the
 * response schema, so that nothing beyond the contract leaves the server.
 */
export function route<P extends Shape, Q extends Shape, B extends Shape, R extends Endpoint['response']>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: Handler<Endpoint<P, Q, B, R>, SignedInVisit>,
): Route {
  if (endpoint.auth !== 'session') throw new Error(`${endpoint.name} is open to everybody: use openRoute`)
  return join(endpoint, handler as AnyHandler)
}

/** The same for the few endpoints that need no session. */
export function openRoute<P extends Shape, Q extends Shape, B extends Shape, R extends Endpoint['response']>(
  endpoint: Endpoint<P, Q, B, R>,
  handler: Handler<Endpoint<P, Q, B, R>, Visit>,
): Route {
  if (endpoint.auth !== 'none') throw new Error(`${endpoint.name} needs a session: use route`)
  return join(endpoint, handler as AnyHandler)
}

type Shape = NonNullable<Endpoint['params']>
type AnyHandler = (request: unknown, visit: Visit) => unknown

function join(endpoint: Endpoint, handler: AnyHandler): Route {
  const kind = typeof endpoint.response === 'string' ? endpoint.response : quickened(endpoint.response)
  return {
    endpoint,
    async answer(request, response, visit) {
      const parsed = parseRequest(endpoint, { params: request.params, query: request.query, body: request.body })
      await respond(kind, { request, response }, await handler(parsed, visit))
    },
  }
}

async function respond(
  kind: Extract<Endpoint['response'], string> | z.core.$ZodType,
  { request, response }: { request: Request; response: Response },
  answer: unknown,
): Promise<void> {
  if (kind === 'bytes') {
    const file = answer as Download
    if (isLateTicket(response)) onlyGoOn(request, file)
    return 'open' in file ? sendSized(request, response, file) : sendPart(response, file)
  }
  if (kind === 'redirect') {
    redirect(response, answer as Redirect)
  } else if (kind === 'xml') {
    response
      .status(200)
      .set({ 'Content-Type': 'application/samlmetadata+xml; charset=utf-8', 'Cache-Control': 'no-store' })
      .end(answer)
  } else if (kind === 'empty') {
    response.status(204).set('Cache-Control', 'no-store').end()
  } else if (kind === 'events') {
    let stop: (() => void) | null = null
    const stream = openEventStream(response, () => stop?.())
    stop = (answer as EventSource)(stream)
    if (response.destroyed) stop()
  } else {
    response.status(200).set('Cache-Control', 'no-store').json(z.core.parse(kind, answer))
  }
}

/** Nobody is told the tag of a file but with its beginning. */
function onlyGoOn(request: Request, file: Download): void {
  const asked = request.get('If-Range')
  if ('open' in file ? goesOn(request, file) : asked !== undefined && file.insteadOf === asked) return
  if ('bytes' in file) file.bytes.destroy()
  throw new Problem('not-found')
}

/** Lax: the provider's page leads back here, and a stricter cookie would stay at home. So would a lax one where a form is posted. */
function redirect(response: Response, { location, cookie }: Redirect): void {
  if (cookie) {
    const { name, value, maxAgeMs, isForForms } = cookie
    const sameSite = isForForms ? 'none' : 'lax'
    response.cookie(name, value, { path: '/', secure: true, httpOnly: true, sameSite, maxAge: maxAgeMs })
  }
  response.status(303).set({ 'Cache-Control': 'no-store', Location: location }).end()
}
