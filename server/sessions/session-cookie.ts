import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import session from 'express-session'
import type { SessionStore } from './session-store.ts'

/** Reads and sets the session cookie: opaque, 256 random bits, for this host only, never readable by scripts. */
export function sessionCookie(name: string, store: SessionStore, secrets: string[]): RequestHandler {
  return session({
    name,
    store,
    secret: secrets,
    genid: () => randomBytes(32).toString('base64url'),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    unset: 'destroy',
    cookie: { path: '/', secure: true, httpOnly: true, sameSite: 'strict' },
  })
}

/**
 * express-session sets a Secure cookie only on requests that came by TLS. Ours always have, whoever ended it: the
 * configuration allows nothing but https, or `http://localhost`, which browsers treat as a secure context. And a browser that
 * came otherwise does not keep a Secure cookie.
 */
export const everyRequestIsSecure: RequestHandler = (request, _response, next) => {
  Object.defineProperty(request, 'secure', { value: true })
  next()
}
