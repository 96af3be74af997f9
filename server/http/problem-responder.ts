import type { ErrorRequestHandler, Response } from 'express'
import type { Problem as ProblemBody } from '#contract/problem.ts'
import { errorFields, type Logger } from '#server/observability/logger.ts'
import { Problem } from '#server/problem.ts'

/** What Express and its body parser throw (http-errors). */
interface HttpError {
  status?: number
  type?: string
  code?: string
}

/** The one place where failures become answers: named problems as they are, everything else opaque and logged. */
export function problemResponder(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const requestId = String(response.locals.requestId ?? '')
    if (response.destroyed || response.headersSent) {
      // The browser went away, or the answer had begun: nothing more can be said to it.
      response.destroy()
      return
    }
    const problem = asProblem(error)
    if (problem.type === 'unexpected') logger.error('request-failed', { requestId, ...errorFields(error) })
    else if (problem.cause) {
      logger.warn('problem', { requestId, problem: problem.type, ...errorFields(problem.cause) })
    }
    response.locals.problem = problem.type
    sendProblem(response, problem, requestId)
  }
}

function sendProblem(response: Response, problem: Problem, requestId: string): void {
  const { type, status, details } = problem
  const body: ProblemBody = { type, status, requestId, ...details }
  if (details.retryAfterSeconds !== undefined) response.set('Retry-After', String(details.retryAfterSeconds))
  response
    .status(status)
    .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(JSON.stringify(body))
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { status, type = '' } = (error ?? {}) as HttpError
  if (type === 'entity.too.large') return new Problem('request-too-large')
  // Broken JSON, an encoding we do not take, a path that does not decode: the request's fault, whatever it was.
  if (status !== undefined && status >= 400 && status < 500) return new Problem('invalid-request')
  return new Problem('unexpected')
}
