import type { Request, RequestHandler } from 'express'
import * as z from 'zod/mini'
import { Problem } from '#server/problem.ts'
import type { Sealer } from '#server/storage/sealing.ts'
import type { Visit } from './visit.ts'

/** A browser follows at once. */
const validForMs = 60_000
const purpose = 'files-host'
const ticketContent = z.strictObject({ key: z.string(), url: z.string(), untilMs: z.number() })

/**
 * A second host for what is downloaded (security.md 24): whatever is in a file, it never comes from the address our pages and
 * their cookie are of. A download is sent on there with a ticket: the address of the file and whose session it is, sealed, good
 * for a minute.
 */
export class FilesHost {
  readonly #url: URL
  readonly #sealer: Sealer
  readonly #now: () => number

  constructor(url: string, sealer: Sealer, now: () => number = Date.now) {
    this.#url = new URL(url)
    this.#sealer = sealer
    this.#now = now
  }

  /** Sends a download on, unless it is on its way already or our own page fetches it to show it. */
  readonly sendOn: RequestHandler = (request, response, next) => {
    const { session } = response.locals.visit as Visit
    if (!session || sessionOfTicket(response) !== null || request.get('X-Curbcut') !== undefined) {
      next()
      return
    }
    const content = { key: session.key, url: request.originalUrl, untilMs: this.#now() + validForMs }
    const ticket = this.#sealer.seal(JSON.stringify(content), purpose)
    const location = new URL(`/file/${ticket}`, this.#url).href
    response.status(303).set({ 'Cache-Control': 'no-store', Location: location }).end()
  }

  /** On the second host there is nothing but what tickets are for. */
  readonly onlyTickets: RequestHandler = (request, response, next) => {
    if (request.headers.host !== this.#url.host) {
      next()
      return
    }
    const content = this.#read(request)
    if (!content) throw new Problem('not-found')
    response.locals['sessionOfTicket'] = content.key
    response.locals['isLateTicket'] = this.#now() >= content.untilMs
    request.url = content.url
    next()
  }

  /** One that is late is good for going on with a download alone: a browser does that at the address it was sent on to. */
  #read(request: Request) {
    const { method, path } = request
    const ticket = method === 'GET' ? /^\/file\/([^/]+)$/.exec(path)?.[1] : undefined
    const text = ticket === undefined ? null : this.#sealer.open(ticket, purpose)
    const content = text === null ? undefined : ticketContent.safeParse(JSON.parse(text)).data
    const goesOn = request.get('If-Range') !== undefined
    return content && (goesOn || this.#now() < content.untilMs) ? content : null
  }
}

/** The key of the session a ticket was made for; null where the browser comes with a cookie. */
export function sessionOfTicket({ locals }: { locals: Record<string, unknown> }): string | null {
  const { sessionOfTicket: key } = locals
  return typeof key === 'string' ? key : null
}

/** Whether only somebody who has the beginning of the file may have the rest. */
export const isLateTicket = ({ locals }: { locals: Record<string, unknown> }) => locals['isLateTicket'] === true
