import { ApiProblem } from '#client/api/api-problem.ts'

/** The server says that the code is wrong, or was used before. */
export const isWrongCode = (error: unknown): boolean =>
  error instanceof ApiProblem && (error.details.secondStep?.isWrong === true || hasField(error, 'code'))

/** The offer is over: another has to be made. */
export const isOverdue = (error: unknown): boolean => error instanceof ApiProblem && hasField(error, 'ticket')

const hasField = ({ details }: ApiProblem, field: string) => details.fields?.some((one) => one.field === field) ?? false

/** What is a code at all: six digits of an app, or twelve of a recovery code. */
export const looksLikeCode = (text: string): boolean =>
  /^[\d\s-]{6,64}$/.test(text) && [6, 12].includes(text.replace(/\D/g, '').length)
