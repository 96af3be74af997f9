import type { RequestHandler } from 'express'
import type { Logger } from '#server/observability/logger.ts'

/** One line for each answered request of the API: which endpoint, what came of it, how long. No address, no path, no query. */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const startedMs = performance.now()
    response.once('close', () => {
      const { requestId, endpoint, problem } = response.locals as Record<string, string | undefined>
      if (endpoint === undefined && problem === undefined) return
      logger.info('request', {
        method: request.method,
        status: response.statusCode,
        durationMs: Math.round(performance.now() - startedMs),
        ...(requestId === undefined ? {} : { requestId }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(problem === undefined ? {} : { problem }),
      })
    })
    next()
  }
}
