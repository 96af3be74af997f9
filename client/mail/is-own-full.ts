import { ApiProblem } from '#client/api/api-problem.ts'

/** The person's own mailbox has no room for it; in somebody else's they make none. */
export const isOwnFull = (error: unknown): boolean =>
  error instanceof ApiProblem && error.type === 'mailbox-full' && !error.details.owner
