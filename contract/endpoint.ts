import type * as z from 'zod/mini'
import type { ProblemType } from './problem.ts'

type Shape = z.ZodMiniType
type Answer = Shape | 'bytes' | 'events' | 'empty' | 'redirect' | 'xml'

/** How often a person may call a route; the server turns each class into a rate (security.md 60). */
export type RateClass = 'read' | 'write' | 'send' | 'search' | 'picture' | 'sign-in' | 'provider' | 'report'

/**
 * One HTTP endpoint, described once for both sides.
 * `response` is a schema, or says that the answer is not JSON: `bytes` (streamed), `events` (server-sent), `empty` (204), `xml`
 * (for other servers) or `redirect` (303, for a browser that goes there; a problem leads to the sign-in page, which says it).
 */
export interface Endpoint<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  R extends Answer = Answer,
> {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Path with `:name` placeholders, as Express and `call` both read it. */
  readonly path: `/api/${string}`
  readonly auth: 'session' | 'none'
  readonly rate: RateClass
  /**
   * Who else than our own pages may ask: a browser that another site sends here, by a navigation only (of a page, or of a frame as
   * well), or a server, and then no browser, both with a form as a body; or the browser by itself, of a page of ours, with a report.
   */
  readonly asks?: 'another-site' | 'another-site-in-a-frame' | 'another-server' | 'the-browser'
  /** A page of ours asks by itself, again and again: that is not the person doing something, and a session ends all the same. */
  readonly isByItself?: true
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  /** Largest request body in bytes; 64 KB unless said. */
  readonly bodyLimitBytes?: number
  /** The body is a file: bytes (`application/octet-stream`) that the handler takes as they come, and bounds itself. */
  readonly rawBody?: true
  readonly response: R
  /** Problems this endpoint may answer beyond the ones every endpoint may (see `commonProblems`). */
  readonly problems: readonly ProblemType[]
}

export function endpoint<
  const P extends Shape = never,
  const Q extends Shape = never,
  const B extends Shape = never,
  const R extends Answer = 'empty',
>(definition: Endpoint<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return definition
}

type Out<S> = [S] extends [never] ? undefined : S extends Shape ? z.output<S> : undefined
type In<S> = [S] extends [never] ? undefined : S extends Shape ? z.input<S> : undefined

/** What the handler on the server receives, parsed. */
export interface ParsedRequest<E> {
  params: E extends Endpoint<infer P, infer _Q, infer _B, infer _R> ? Out<P> : never
  query: E extends Endpoint<infer _P, infer Q, infer _B, infer _R> ? Out<Q> : never
  body: E extends Endpoint<infer _P, infer _Q, infer B, infer _R> ? Out<B> : never
}

type OnlyGiven<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] }

/** What the client passes to `call`: only the parts the endpoint has. */
export type RequestOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? OnlyGiven<{ params: In<P>; query: In<Q>; body: In<B> }>
    : never

/** The JSON an endpoint answers; `undefined` where it answers no JSON. */
export type ResponseOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? Out<R> : never
