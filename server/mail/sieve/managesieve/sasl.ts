import { ManageSieveError } from './manage-sieve-error.ts'

/** Who signs in, and with what. */
export type Credentials =
  { kind: 'password'; user: string; password: string } | { kind: 'token'; user: string; token: string }

export interface SaslStart {
  mechanism: string
  /** The first response, in base64. */
  response: string
  /** What to say to a challenge: it can only be the server's reason for a refusal, which it wants acknowledged. */
  acknowledgement: string
}

/**
 * PLAIN (RFC 4616) for a password, OAUTHBEARER (RFC 7628) for a token. Call it only on a connection that has proved the server.
 *
 * @throws ManageSieveError `no-mechanism`, or `unsendable` where the name or the secret holds what the mechanism cannot carry
 */
export function saslStart(
  credentials: Credentials,
  offered: readonly string[],
  server: { host: string; port: number },
): SaslStart {
  const { user } = credentials
  const mechanism = credentials.kind === 'token' ? 'OAUTHBEARER' : 'PLAIN'
  if (!offered.includes(mechanism)) throw new ManageSieveError('no-mechanism')
  const parts = credentials.kind === 'token' ? [user, credentials.token] : [user, credentials.password]
  if (user === '' || parts.some((part) => !isCarried(part, credentials.kind))) throw new ManageSieveError('unsendable')
  if (credentials.kind === 'password') {
    return { mechanism, response: base64(`\0${user}\0${credentials.password}`), acknowledgement: '*' }
  }
  const name = user.replaceAll('=', '=3D').replaceAll(',', '=2C')
  const { host, port } = server
  const message = `n,a=${name},\x01host=${host}\x01port=${port}\x01auth=Bearer ${credentials.token}\x01\x01`
  return { mechanism, response: base64(message), acknowledgement: base64('\x01') }
}

/** What ends a field of the mechanism's message. */
const separators = { password: ['\0'], token: ['\0', '\x01', '\r', '\n'] }

function isCarried(part: string, kind: Credentials['kind']): boolean {
  return part.isWellFormed() && !separators[kind].some((separator) => part.includes(separator))
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
