import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose'
import { Problem } from '#server/problem.ts'
import type { LogoutNotice } from '../identity-provider.ts'
import type { ProviderFetch } from '../provider-fetch.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** A token older than this is refused, so its id need not be remembered longer. */
const logoutTokenLifeSeconds = 5 * 60
const skewSeconds = 30

interface Settings {
  issuer: string
  jwksUri: string
  clientId: string
  algorithms: string[]
  fetch: ProviderFetch
}

/** Reads logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
export class LogoutTokens {
  readonly #settings: Settings
  readonly #keys: JWTVerifyGetKey

  constructor(settings: Settings) {
    this.#settings = settings
    this.#keys = createRemoteJWKSet(new URL(settings.jwksUri), { [customFetch]: settings.fetch })
  }

  /** @throws Problem `invalid-request`, `provider-unavailable` (its keys cannot be had) */
  async read(token: string): Promise<LogoutNotice> {
    const { issuer, clientId, algorithms } = this.#settings
    const { payload } = await jwtVerify(token, this.#keys, {
      typ: 'logout+jwt',
      issuer,
      audience: clientId,
      algorithms,
      maxTokenAge: logoutTokenLifeSeconds,
      clockTolerance: skewSeconds,
      requiredClaims: ['iat', 'jti', 'events'],
    }).catch((error: unknown) => {
      const isRefusal = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)
      throw new Problem(isRefusal ? 'invalid-request' : 'provider-unavailable', {}, error)
    })
    const { jti, sub, sid, events, nonce } = payload
    const isLogout = typeof events === 'object' && events !== null && event in events && nonce === undefined
    const named = { ...(typeof sid === 'string' && { sid }), ...(sub !== undefined && { subject: sub }) }
    if (!isLogout || jti === undefined || Object.keys(named).length === 0) throw new Problem('invalid-request')
    return { id: jti, lifeMs: 2 * logoutTokenLifeSeconds * 1_000, named: [named] }
  }
}
