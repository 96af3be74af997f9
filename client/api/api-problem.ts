import { problems, type Problem, type ProblemKind, type ProblemType } from '#contract/problem.ts'

/** What can go wrong seen from the browser: everything the server can answer, and not reaching it at all. */
export type ApiProblemType = ProblemType | 'no-connection'

/** A request that did not succeed. `type` is the key of the sentence people see (`problems.<type>`). */
export class ApiProblem extends Error {
  readonly type: ApiProblemType
  readonly kind: ProblemKind
  readonly details: Partial<Problem>

  constructor(type: ApiProblemType, details: Partial<Problem> = {}, options?: ErrorOptions) {
    super(type, options)
    this.name = 'ApiProblem'
    this.type = type
    this.kind = type === 'no-connection' ? 'try-again' : problems[type].kind
    this.details = details
  }
}

/** True when asking again later may help without the person changing anything. */
export function mayTryAgain(error: unknown): boolean {
  return !(error instanceof ApiProblem) || error.kind === 'try-again' || error.kind === 'our-fault'
}

/**
 * Reads a failed response as a problem (RFC 9457). Answers that are not ours, such as a proxy's error page, become
 * `mail-server-unavailable` for the gateway statuses and `unexpected` for the rest.
 */
export async function problemFromResponse(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (isProblem(body)) return new ApiProblem(body.type, body)
  if ([502, 503, 504].includes(response.status)) return new ApiProblem('mail-server-unavailable')
  return new ApiProblem('unexpected', { status: response.status })
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'type' in body &&
    typeof body.type === 'string' &&
    Object.hasOwn(problems, body.type)
  )
}
