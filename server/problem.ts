import { problems, type Problem as ProblemBody, type ProblemType } from '#contract/problem.ts'

/** The parts of a problem answer beyond its type: only what the contract names for that type. */
export type ProblemDetails = Omit<ProblemBody, 'type' | 'status' | 'requestId'>

/**
 * A failure we can name. Whoever throws it chooses a type from the contract; the one responder in `http/` turns it into
 * `application/problem+json`. `cause` stays on the server: it is logged by name and code, never sent.
 */
export class Problem extends Error {
  readonly type: ProblemType
  readonly details: ProblemDetails

  constructor(type: ProblemType, details: ProblemDetails = {}, cause?: unknown) {
    super(type, cause === undefined ? undefined : { cause })
    this.name = 'Problem'
    this.type = type
    this.details = details
  }

  get status(): number {
    return problems[this.type].status
  }
}

/** Narrows an unknown failure to a problem of one of the given types. */
export function isProblem(error: unknown, ...types: ProblemType[]): error is Problem {
  return error instanceof Problem && (types.length === 0 || types.includes(error.type))
}
