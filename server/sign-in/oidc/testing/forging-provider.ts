import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { createSelfSignedCertificate } from '#platform/ca.ts'

/** What a token says; undefined leaves a claim out. */
export type Claims = Record<string, unknown>

type Keys = Awaited<ReturnType<typeof generateKeyPair>>

/** A provider that says whatever a test wants, by TLS: right answers, and forged ones. */
export interface ForgingProvider {
  issuer: string
  caFile: string
  secretFile: string
  keys: Keys
  /** The public key as PEM, as somebody might use it for an HMAC. */
  publicPem: string
  /** What comes for the next code. */
  idToken: string
  /** What the authorisation request's challenge was; the code is given out only to who has its verifier. */
  codeChallenge: string
  /** Answers every request with this instead, while set. */
  page: string | null
  /** Claims of a right ID token. */
  claims(changes?: Claims): Claims
  sign(
    claims: Claims,
    header?: { alg?: string; kid?: string; typ?: string },
    key?: Keys['privateKey'] | Uint8Array,
  ): Promise<string>
  stop(): void
}

export const clientId = 'curbcut'

export async function startForgingProvider(): Promise<ForgingProvider> {
  const directory = mkdtempSync(join(tmpdir(), 'forging-'))
  const pair = await createSelfSignedCertificate(directory, 'provider')
  const keys = await generateKeyPair('RS256', { extractable: true })
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', use: 'sig' }
  const tls = { cert: readFileSync(pair.certificate), key: readFileSync(pair.key) }
  const usedCodes = new Set<string>()
  const server = createServer(tls, (request, response) => {
    const send = (status: number, body: unknown) =>
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
    if (provider.page !== null) response.writeHead(200, { 'Content-Type': 'text/html' }).end(provider.page)
    else if (request.url === '/.well-known/openid-configuration') send(200, metadata(provider.issuer))
    else if (request.url === '/keys') send(200, { keys: [jwk] })
    else
      void answerCode(request, provider, usedCodes).then((answer) =>
        send(answer === null ? 400 : 200, answer ?? { error: 'invalid_grant' }),
      )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const provider: ForgingProvider = {
    issuer: `https://localhost:${(server.address() as AddressInfo).port}`,
    caFile: pair.certificate,
    // Any text is a secret.
    secretFile: pair.certificate,
    keys,
    publicPem: await exportSPKI(keys.publicKey),
    ...{ idToken: '', codeChallenge: '', page: null },
    claims: (changes = {}) => ({ ...usualClaims(provider.issuer), ...changes }),
    sign: (claims, header = {}, key = keys.privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key),
    stop() {
      server.closeAllConnections()
      server.close()
      rmSync(directory, { recursive: true })
    },
  }
  return provider
}

function metadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorise`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    // As one that is careless, or in somebody else's hands, might say.
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: true,
  }
}

function usualClaims(iss: string): Claims {
  const now = Math.floor(Date.now() / 1000)
  const person = { sub: 'person-1', sid: 'session-1', email: 'ada.lindqvist@example.gov', email_verified: true }
  return { iss, aud: clientId, iat: now, exp: now + 300, ...person }
}

/** A code is good once, and with the verifier of its request only (RFC 7636, section 4.6). */
async function answerCode(request: IncomingMessage, provider: ForgingProvider, used: Set<string>) {
  const form = new URLSearchParams(await text(request))
  const code = form.get('code') ?? ''
  const challenge = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url')
  if (used.has(code) || challenge !== provider.codeChallenge) return null
  used.add(code)
  return { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: provider.idToken }
}
