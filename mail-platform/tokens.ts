import { createPrivateKey, createPublicKey, generateKeyPairSync, createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'

/** What a server needs to mint tokens that Dovecot accepts (OAUTHBEARER, RFC 7628; JWT, RFC 7519). */
export interface TokenIssuer {
  issuer: string
  /** `current` names the key that signs, `private/<key id>.pem` is that key (PKCS #8 PEM, P-256). */
  keyDirectory: string
  scope: string
}

const issuer = 'https://curbcut.example.gov'
const scope = 'mail'

/** Where Dovecot looks for public keys: `<this>/default/ES256/<key id>` for tokens without `azp`. */
export function publicKeyDirectory(tokensDirectory: string): string {
  return join(tokensDirectory, 'public')
}

/** The platform's token key, made on the first start. */
export function ensureTokenIssuer(keyDirectory: string): TokenIssuer {
  const current = join(keyDirectory, 'current')
  if (existsSync(current)) return { issuer, keyDirectory, scope }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })
  const keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  const published = join(publicKeyDirectory(keyDirectory), 'default', 'ES256')
  rmSync(publicKeyDirectory(keyDirectory), { recursive: true, force: true })
  mkdirSync(published, { recursive: true })
  mkdirSync(join(keyDirectory, 'private'), { recursive: true, mode: 0o700 })
  writeFileSync(join(published, keyId), publicKey, { mode: 0o644 })
  writeFileSync(privateKeyFile(keyDirectory, keyId), privateKey.export({ type: 'pkcs8', format: 'pem' }), {
    mode: 0o600,
  })
  writeFileSync(current, keyId)
  return { issuer, keyDirectory, scope }
}

/**
 * A token that signs `uid` in to IMAP, ManageSieve and submission.
 * Dovecot insists on `typ` and `exp`, and checks `iss`, `scope`, `nbf` and that `sub` is the user who signs in.
 */
export function mintToken(tokens: TokenIssuer, uid: string, options: MintOptions = {}): Promise<string> {
  const signer = readFileSync(join(tokens.keyDirectory, 'current'), 'utf8').trim()
  const { lifetimeSeconds = 60, keyId = signer } = options
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ scope: tokens.scope })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: keyId })
    .setIssuer(tokens.issuer)
    .setSubject(uid)
    .setIssuedAt(Math.min(now, now + lifetimeSeconds) - clockSkewSeconds)
    .setExpirationTime(now + lifetimeSeconds)
    .sign(createPrivateKey(readFileSync(privateKeyFile(tokens.keyDirectory, signer))))
}

/** Dovecot refuses what was issued in its future, be it by a moment. */
const clockSkewSeconds = 30

interface MintOptions {
  lifetimeSeconds?: number
  /** The key that the token says it is signed with. */
  keyId?: string
}

const privateKeyFile = (keyDirectory: string, keyId: string) => join(keyDirectory, 'private', `${keyId}.pem`)
