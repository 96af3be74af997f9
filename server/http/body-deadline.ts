import type { Request, RequestHandler, Response } from 'express'

/** How long a body may take to come; for a file, how long nothing of it may come. */
const patienceMs = 30_000

/** Ends the connection of whoever sends a body too slowly (security.md 57). Node's own bound is set for the largest file. */
export const bodyDeadline: RequestHandler = (request, response, next) => {
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy()
  }, patienceMs).unref()
  request.once('close', () => clearTimeout(timer))
  response.locals.bodyTimer = timer
  next()
}

/**
 * The body of a request as it comes: as long as something comes, it may take its time. Whoever stops reading can still answer;
 * what is left of the body is then passed over.
 */
export async function* bodyBytes(request: Request, response: Response): AsyncGenerator<Buffer> {
  const timer = response.locals.bodyTimer as NodeJS.Timeout
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    timer.refresh()
    yield chunk
  }
}
