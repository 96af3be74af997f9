import type { ErrorRequestHandler } from 'express'
import { isProblem } from '#server/problem.ts'

/** Whoever came by a link gets a page with words, not JSON: what can be named is named to the sign-in page. */
export const toSignInPage: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const type = isProblem(error) ? error.type : null
  if (type === null || response.headersSent) {
    next(error)
    return
  }
  response.locals.problem = type
  response
    .status(303)
    .set({ 'Cache-Control': 'no-store', Location: `/sign-in?problem=${type}` })
    .end()
}
