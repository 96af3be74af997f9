import { Problem } from '#server/problem.ts'

/** What we read off the errors of the protocol libraries; all optional, since anything may be thrown. */
interface ProtocolFailure {
  code?: string
  /** Where nodemailer moves Node's own code to. */
  originalCode?: string
  authenticationFailed?: boolean
  serverResponseCode?: string
  responseStatus?: string
  mailboxMissing?: boolean
  message?: string
}

/** TLS that did not come about or did not prove who answers (OpenSSL's and Node's names). */
const trustCodes =
  /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|ETLS|PATH_LENGTH)/

/** True for a failed or unproven TLS handshake: nothing was sent, and trying again will not help. */
export function isTrustFailure(error: unknown): boolean {
  const { code = '', originalCode = code, message = '' } = asFailure(error)
  // A peer that talks something else than TLS, or hangs up within the handshake, is not one to send a password to.
  return (
    trustCodes.test(originalCode) ||
    /before secure TLS connection|wrong version number|packet length too long|unsupported protocol|alert protocol version/.test(
      message,
    )
  )
}

/** True when the connection went away, so that a fresh one may succeed. */
export function isConnectionLoss(error: unknown): boolean {
  const { code = '' } = asFailure(error)
  return /^(NoConnection|EConnectionClosed|StateLogout|Closed|ECONNRESET|EPIPE|ETIMEOUT|ETIMEDOUT)/.test(code)
}

export function isCredentialRefusal(error: unknown): boolean {
  const { authenticationFailed, serverResponseCode } = asFailure(error)
  return authenticationFailed === true && serverResponseCode !== 'UNAVAILABLE'
}

/** Turns any failure of talking IMAP into a problem; problems pass unchanged. */
export function mailProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (isTrustFailure(error)) return new Problem('mail-server-not-trusted', {}, error)
  const { serverResponseCode, mailboxMissing, code } = asFailure(error)
  if (serverResponseCode === 'NOPERM') return new Problem('not-allowed', {}, error)
  if (serverResponseCode === 'ALREADYEXISTS') return new Problem('folder-exists', {}, error)
  if (serverResponseCode === 'OVERQUOTA') return new Problem('mailbox-full', {}, error)
  if (
    mailboxMissing ||
    serverResponseCode === 'NONEXISTENT' ||
    serverResponseCode === 'TRYCREATE' ||
    code === 'NotFound'
  ) {
    return new Problem('folder-gone', {}, error)
  }
  return new Problem('mail-server-unavailable', {}, error)
}

function asFailure(error: unknown): ProtocolFailure {
  return typeof error === 'object' && error !== null ? error : {}
}

/** A server's words as plain text of one line, at most 300 characters: they are shown to people, never trusted. */
export function serverWords(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)
}
