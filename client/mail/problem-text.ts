import { ApiProblem, type ApiProblemType } from '#client/api/api-problem.ts'
import { t } from '#client/i18n/i18n.ts'

/** The sentence a person reads for anything that was thrown: what happened and what to do. */
export function problemText(error: unknown): string {
  const type: ApiProblemType = error instanceof ApiProblem ? error.type : 'unexpected'
  const { retryAfterSeconds: seconds, owner } = error instanceof ApiProblem ? error.details : {}
  if (owner) return t('problems.others-full', { owner })
  if (seconds === undefined) return t(`problems.${type}`)
  const minutes = Math.ceil(seconds / 60)
  const wait = seconds < 90 ? t('mail.seconds', { count: Math.ceil(seconds) }) : t('mail.minutes', { count: minutes })
  return `${t(`problems.${type}`)} ${t('mail.tryAgainIn', { wait })}`
}

/** The number the help desk can find the request by, where there is one. */
export function requestIdOf(error: unknown): string | undefined {
  return error instanceof ApiProblem && error.kind === 'our-fault' ? error.details.requestId : undefined
}
