import type { RefusedRecipient } from '#contract/problem.ts'
import { Problem } from '#server/problem.ts'
import { isTrustFailure, serverWords } from '../problems.ts'

/** What nodemailer puts on its errors. */
export interface SmtpError extends Error {
  code?: string | undefined
  command?: string | undefined
  /** The server's reply code; missing when there was no reply. */
  responseCode?: number | undefined
  response?: string | undefined
  recipient?: string | undefined
  rejected?: string[] | undefined
  rejectedErrors?: SmtpError[] | undefined
}

/** Failures before the message is offered: nothing was sent. */
export function connectionProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  // ETLS: STARTTLS was not offered or not granted.
  const isUnsafe = isTrustFailure(error) || (error as SmtpError).code === 'ETLS'
  if (isUnsafe) return new Problem('mail-server-not-trusted', {}, error)
  return new Problem('mail-server-unavailable', {}, error)
}

export function refusedRecipients(errors: readonly SmtpError[]): RefusedRecipient[] {
  return errors.map(({ recipient = '', response = '' }) => ({ address: recipient, reason: serverWords(response) }))
}

/** Postfix tells a sender it does not accept only when the first recipient is named. */
const senderRefused = /sender address rejected|not owned by user|sender .*not allowed/i
const tooLarge = /\b5\.3\.4\b|\b552\b.*size|message size|too large/i

/** The server's refusal of the message as a problem with its words; the message has certainly not been sent. */
export function refusal(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { command = '', responseCode, response = '', rejectedErrors = [], code } = error as SmtpError
  const serverSaid = serverWords(response || rejectedErrors[0]?.response || '')
  const said = serverSaid === '' ? {} : { serverSaid }
  if (rejectedErrors.length > 0) {
    const isSender = rejectedErrors.every((each) => senderRefused.test(each.response ?? ''))
    if (isSender) return new Problem('sender-refused', said, error)
    const isForNow = rejectedErrors.every((each) => (each.responseCode ?? 500) < 500)
    if (isForNow) return new Problem('mail-server-unavailable', said, error)
    return new Problem('recipients-refused', { recipients: refusedRecipients(rejectedErrors) }, error)
  }
  if (code === 'EMESSAGE' && responseCode === undefined) return new Problem('message-too-large', {}, error)
  if (responseCode === undefined || responseCode < 500) return new Problem('mail-server-unavailable', said, error)
  if (tooLarge.test(response)) return new Problem('message-too-large', said, error)
  if (command === 'MAIL FROM') return new Problem('sender-refused', said, error)
  return new Problem('message-refused', said, error)
}
