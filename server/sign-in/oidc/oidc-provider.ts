import { readFileSync } from 'node:fs'
import * as client from 'openid-client'
import type { OidcSettings } from '#server/config-sign-in.ts'
import { Problem } from '#server/problem.ts'
import type { IdentityProvider, LogoutNotice, ProviderPerson, ProviderRequest } from '../identity-provider.ts'
import { providerFetch, type ProviderFetch } from '../provider-fetch.ts'
import type { ProviderSession } from '../signed-in.ts'
import { whyUnavailable } from '../why-unavailable.ts'
import { claimAt } from './claim-at.ts'
import type { MailToken, TokenSource } from './passed-tokens.ts'
import { LogoutTokens } from './logout-tokens.ts'

const timeoutSeconds = 10
const skewSeconds = 30
/** Addresses and capabilities of a provider change seldom; its keys are fetched anew by themselves. */
const keepMetadataMs = 60 * 60_000

/** One OpenID provider (OpenID Connect Core 1.0, authorization code flow with PKCE), asked for the first time when needed. */
export class OidcProvider implements IdentityProvider, TokenSource {
  readonly kind = 'oidc'
  readonly id: string
  readonly settings: OidcSettings
  readonly #redirectUri: string
  readonly #secret: string
  readonly #fetch: ProviderFetch
  #known: { atMs: number; config: Promise<client.Configuration> } | null = null
  #logoutTokens: LogoutTokens | null = null

  /** `redirectUri`: where the provider sends the browser back to. */
  constructor(settings: OidcSettings, redirectUri: string) {
    this.id = settings.id
    this.settings = settings
    this.#redirectUri = redirectUri
    this.#secret = readFileSync(settings.clientSecretFile, 'utf8').trim()
    this.#fetch = providerFetch(settings.caFile)
  }

  async begin(): Promise<{ address: string; request: ProviderRequest }> {
    const config = await this.#config()
    const request = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    }
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: this.#redirectUri,
      scope: this.settings.scopes.join(' '),
      state: request.state,
      nonce: request.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(request.codeVerifier),
      code_challenge_method: 'S256',
      ...this.#resource(),
    })
    return { address: address.href, request }
  }

  /**
   * Checks the provider's answer, exchanges the code, and checks what comes for it: state, issuer, nonce, audience, times and
   * the signature by one of the provider's keys.
   *
   * @throws Problem `provider-refused`, `provider-unavailable`, `account-unknown` (no usable claim), with the reason as its cause
   */
  async finish(parameters: Readonly<Record<string, string>>, request: ProviderRequest): Promise<ProviderPerson> {
    const { state, nonce = '', codeVerifier = '' } = request
    const config = await this.#config()
    const address = new URL(this.#redirectUri)
    address.search = new URLSearchParams(parameters).toString()
    const tokens = await client
      .authorizationCodeGrant(config, address, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      })
      .catch(refused)
    const claims = tokens.claims()
    if (!claims || tokens.id_token === undefined) throw new Problem('provider-refused')
    // The library looks at `azp` only where there are several audiences (section 3.1.3.7, step 5).
    if (claims.azp !== undefined && claims.azp !== this.settings.clientId) throw new Problem('provider-refused')
    const { sid } = claims
    return {
      account: await this.#accountOf(config, claims, tokens.access_token),
      session: {
        id: this.settings.id,
        subject: claims.sub,
        ...(typeof sid === 'string' && { sid }),
        hint: tokens.id_token,
      },
      ...(this.settings.tokenForMail === 'provider' && { mailToken: mailTokenOf(tokens) }),
    }
  }

  /** Another access token for the mail. @throws Problem `provider-refused`, `provider-unavailable` */
  async renew(refresh: string): Promise<MailToken> {
    return mailTokenOf(await client.refreshTokenGrant(await this.#config(), refresh, this.#resource()).catch(refused))
  }

  /** For whom the access token is to be (RFC 8707, section 2). */
  #resource(): Record<string, string> {
    const { tokenForMail, mailResource } = this.settings
    return tokenForMail === 'provider' && mailResource !== undefined ? { resource: mailResource } : {}
  }

  async signOutAddress({ hint }: ProviderSession, returnTo: string): Promise<string | null> {
    if (!this.settings.signOut) return null
    const config = await this.#config().catch(() => null)
    if (config?.serverMetadata().end_session_endpoint === undefined) return null
    return client.buildEndSessionUrl(config, { id_token_hint: hint, post_logout_redirect_uri: returnTo }).href
  }

  /** @throws Problem `invalid-request` when the token is not a logout token of this provider for us, `provider-unavailable` */
  async readLogoutToken(token: string): Promise<LogoutNotice> {
    const { issuer, jwks_uri } = (await this.#config()).serverMetadata()
    if (jwks_uri === undefined) throw new Problem('provider-unavailable')
    const { clientId, algorithms } = this.settings
    this.#logoutTokens ??= new LogoutTokens({ issuer, jwksUri: jwks_uri, clientId, algorithms, fetch: this.#fetch })
    return this.#logoutTokens.read(token)
  }

  /** From the ID token, or else from userinfo (section 5.3), as many providers put little into the token. */
  async #accountOf(config: client.Configuration, claims: client.IDToken, accessToken: string): Promise<string> {
    const { claim } = this.settings
    const inToken = claimAt(claims, claim)
    if (inToken !== null) return inToken
    if (config.serverMetadata().userinfo_endpoint === undefined) throw new Problem('account-unknown')
    const info = await client.fetchUserInfo(config, accessToken, claims.sub).catch((error: unknown) => {
      throw new Problem(whyUnavailable(error) === null ? 'provider-refused' : 'provider-unavailable', {}, error)
    })
    const inInfo = claimAt(info, claim)
    if (inInfo === null) throw new Problem('account-unknown')
    return inInfo
  }

  /** One request for all who ask at once; a failure is forgotten, so that the next one tries again. */
  #config(): Promise<client.Configuration> {
    if (this.#known && Date.now() - this.#known.atMs < keepMetadataMs) return this.#known.config
    const known = { atMs: Date.now(), config: this.#discover() }
    this.#known = known
    known.config.catch(() => {
      if (this.#known === known) this.#known = null
    })
    return known.config
  }

  async #discover(): Promise<client.Configuration> {
    const { issuer, clientId, algorithms } = this.settings
    const fetch = this.#fetch as client.CustomFetch
    try {
      const found = await client.discovery(new URL(issuer), clientId, undefined, undefined, {
        [client.customFetch]: fetch,
        timeout: timeoutSeconds,
      })
      const metadata = found.serverMetadata()
      const offered = metadata.id_token_signing_alg_values_supported ?? ['RS256']
      const allowed = offered.filter((name) => (algorithms as string[]).includes(name))
      const config = new client.Configuration(
        { ...plain(metadata), id_token_signing_alg_values_supported: allowed },
        clientId,
        { [client.clockTolerance]: skewSeconds },
        secretAuthentication(metadata, this.#secret),
      )
      config[client.customFetch] = fetch
      config.timeout = timeoutSeconds
      // Without this the library trusts TLS alone for what comes from the token endpoint.
      client.enableNonRepudiationChecks(config)
      return config
    } catch (error) {
      throw new Problem('provider-unavailable', {}, error)
    }
  }
}

/** Where a provider does not say how long one is good. */
const usualLifeSeconds = 300

function mailTokenOf({ access_token, refresh_token, expires_in = usualLifeSeconds }: client.TokenEndpointResponse) {
  return { access: access_token, refresh: refresh_token ?? null, endsAtMs: Date.now() + expires_in * 1000 }
}

function refused(error: unknown): never {
  throw new Problem(whyUnavailable(error) === null ? 'provider-refused' : 'provider-unavailable', {}, error)
}

/** Without the functions the library puts beside what the provider said. */
const plain = (metadata: object) => JSON.parse(JSON.stringify(metadata)) as client.ServerMetadata

/** Basic, which every provider must take, unless this one says that it takes the other only (Discovery, section 3). */
function secretAuthentication(metadata: client.ServerMetadata, secret: string): client.ClientAuth {
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const takesBasic = methods.includes('client_secret_basic') || !methods.includes('client_secret_post')
  return takesBasic ? client.ClientSecretBasic(secret) : client.ClientSecretPost(secret)
}
