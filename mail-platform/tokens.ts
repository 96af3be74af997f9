import { createPrivateKey, createPublicKey, generateKeyPairSync, createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SignJWT } from 'jose'

/** What a server needs to mint tokens that Dovecot accepts (OAUTHBEARER, RFC 7628; JWT, RFC 7519). */
export interface TokenIssuer {
  issuer: string
  keyId: string
  /** PKCS #8 PEM of a P-256 key; only its owner may read it. */
  privateKeyFile: string
  scope: string
}

const issuer = 'https://curbcut.example.gov'
const scope = 'mail'

/** Where Dovecot looks for public keys: `<this>/default/ES256/<key id>` for tokens without `azp`. */
export function publicKeyDirectory(tokensDirectory: string): string {
  return join(tokensDirectory, 'keys')
}

/** The platform's token key, made on the first start. */
export function ensureTokenIssuer(tokensDirectory: string): TokenIssuer {
  const privateKeyFile = join(tokensDirectory, 'private.pem')
  if (!existsSync(privateKeyFile)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    writeFileSync(privateKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    rmSync(publicKeyDirectory(tokensDirectory), { recursive: true, force: true })
  }
  const publicKey = createPublicKey(readFileSync(privateKeyFile)).export({ type: 'spki', format: 'pem' })
  const keyId = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  const directory = join(publicKeyDirectory(tokensDirectory), 'default', 'ES256')
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, keyId), publicKey, { mode: 0o644 })
  return { issuer, keyId, privateKeyFile, scope }
}

/**
 * A token that signs `uid` in to IMAP, ManageSieve and submission.
 * Dovecot insists on `typ` and `exp`, and checks `iss`, `scope`, `nbf` and that `sub` is the user who signs in.
 */
export function mintToken(tokens: TokenIssuer, uid: string, lifetimeSeconds = 60): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ scope: tokens.scope })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: tokens.keyId })
    .setIssuer(tokens.issuer)
    .setSubject(uid)
    .setIssuedAt(Math.min(now, now + lifetimeSeconds))
    .setExpirationTime(now + lifetimeSeconds)
    .sign(createPrivateKey(readFileSync(tokens.privateKeyFile)))
}
