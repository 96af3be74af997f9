import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignJWT } from 'jose'

export interface TokenMint {
  issuer: string
  keyId: string
  key: KeyObject
  scope: string
}

/** Long enough for a slow connect, too short to be worth stealing. */
const lifetimeSeconds = 60

export function openTokenMint(settings: {
  issuer: string
  keyId: string
  privateKeyFile: string
  scope: string
}): TokenMint {
  const { issuer, keyId, scope } = settings
  return { issuer, keyId, scope, key: createPrivateKey(readFileSync(settings.privateKeyFile)) }
}

/**
 * A token that lets the server act at the mail servers as this person for a minute (ES256, checked there by our public key).
 * `typ` must be there for Dovecot 2.3; the user name is lower-cased as Dovecot compares it.
 */
export function mintMailToken({ issuer, keyId, key, scope }: TokenMint, user: string): Promise<string> {
  const nowSeconds = Math.floor(Date.now() / 1000)
  return new SignJWT({ scope })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: keyId })
    .setIssuer(issuer)
    .setSubject(user.toLowerCase())
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + lifetimeSeconds)
    .sign(key)
}
