import { SignJWT } from 'jose'
import { TokenKeys } from './token-keys.ts'

export interface TokenMint {
  issuer: string
  scope: string
  keys: Pick<TokenKeys, 'current'>
}

/** Long enough for a slow connect, too short to be worth stealing. */
const lifetimeSeconds = 60
/**
 * Dovecot refuses what was issued in its future, be it by a moment: clocks of two servers are never quite the same, and on one server
 * it reads its clock so roughly that for some milliseconds of each second it is still in the one before.
 */
const clockSkewSeconds = 30

export function openTokenMint(settings: { issuer: string; scope: string; keyDirectory: string }): TokenMint {
  const { issuer, scope, keyDirectory } = settings
  return { issuer, scope, keys: new TokenKeys(keyDirectory) }
}

/**
 * A token that lets the server act at the mail servers as this person for a minute (ES256, checked there by our public key).
 * `typ` must be there for Dovecot 2.3; the user name is lower-cased as Dovecot compares it.
 */
export async function mintMailToken({ issuer, scope, keys }: TokenMint, user: string): Promise<string> {
  const { id, key } = keys.current()
  const nowSeconds = Math.floor(Date.now() / 1000)
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: id })
    .setIssuer(issuer)
    .setSubject(user.toLowerCase())
    .setIssuedAt(nowSeconds - clockSkewSeconds)
    .setExpirationTime(nowSeconds + lifetimeSeconds)
    .sign(key)
}
