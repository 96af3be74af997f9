import { hash, randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'

/** The browser a request comes from. */
export interface Device {
  /** What it says it is. */
  agent: string
  network: string
  /** By which it is known again, as a hash: of its cookie, or of the one it gets when somebody signs in. */
  idHash: string
}

const name = '__Host-curbcut-device'
/** As long as browsers keep any (draft-ietf-httpbis-rfc6265bis, section 5.5). */
const maxAge = 400 * 24 * 60 * 60_000
/** Real ones are shorter; whatever else a browser says of itself is not kept. */
const longestAgent = 300

/**
 * The browser that asks, known again by a cookie that opens nothing. `keep` gives it that cookie: `None`, since it has to come along with
 * the form by which a SAML provider answers, and nobody can do anything by sending it.
 */
export function deviceOf(request: Request, response: Response): { device: Device; keep: () => void } {
  const given = cookieOf(request, name)
  const id = given !== null && /^[\w-]{43}$/.test(given) ? given : randomBytes(32).toString('base64url')
  return {
    device: {
      agent: (request.get('User-Agent') ?? '').slice(0, longestAgent),
      network: request.ip ?? '',
      idHash: hash('sha256', id, 'base64url'),
    },
    keep: () => response.cookie(name, id, { path: '/', secure: true, httpOnly: true, sameSite: 'none', maxAge }),
  }
}

export function cookieOf(request: Request, wanted: string): string | null {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${wanted}=`))?.slice(wanted.length + 1) ?? null
}
