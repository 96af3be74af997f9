// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- other parts compile this file without seeing that one
/// <reference path="./oidc-provider.d.ts" />
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import Provider from 'oidc-provider'
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js'
import type { Person } from '../demo-people.ts'
import type { Platform } from '../platform.ts'
import { signedOutPage, signInPage, signOutPage } from './pages.ts'

/** What a client has to know of it. */
export interface IdentityProvider {
  issuer: string
  clientId: string
  clientSecretFile: string
  /** The key its tokens are signed by, as PEM, and that key's id. */
  publicKey: { id: string; pem: string }
  /** How often a refresh token was taken. */
  renewals(): number
  /** Knows somebody no longer. */
  forget(uid: string): void
  stop(): void
}

const clientId = 'curbcut'
const keyId = 'demo'

interface Options {
  port: number
  /** The app, as people open it. */
  appUrl: string
  /** The secret is written here. */
  directory: string
  /** The id the app knows this provider by. */
  id: string
  /** What its access tokens are for, when they are to open the mail: JWT then, with a refresh token beside (RFC 9068, RFC 8707). */
  mailResource?: string
}

/** Starts an OpenID provider for the people of the platform, by TLS with the platform's certificate. All it knows is in memory. */
export async function startIdentityProvider(platform: Platform, options: Options): Promise<IdentityProvider> {
  const { port, directory } = options
  const issuer = `https://localhost:${port}`
  const clientSecretFile = join(directory, 'oidc-client-secret')
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(clientSecretFile, secret, { mode: 0o600 })
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const people = [...platform.people]
  const provider = new Provider(issuer, configuration(people, { secret, privateKey }, options))
  const answer = provider.callback()
  let renewals = 0
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params.grant_type === 'refresh_token') renewals += 1
  })
  const tls = dirname(platform.caFile)
  const certificate = { cert: readFileSync(join(tls, 'server.pem')), key: readFileSync(join(tls, 'server.key')) }
  const server = createServer({ ...certificate, minVersion: 'TLSv1.2' }, (request, response) => {
    const isInteraction = request.url?.startsWith('/interaction/')
    const work = isInteraction ? interact(provider, people, request, response) : answer(request, response)
    work.catch(() => response.writeHead(400).end('This sign-in is over. Begin again.'))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, platform.host, resolve)
  })
  return {
    ...{ issuer, clientId, clientSecretFile },
    publicKey: { id: keyId, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() },
    renewals: () => renewals,
    forget(uid) {
      const at = people.findIndex((person) => person.uid === uid)
      if (at >= 0) people.splice(at, 1)
    },
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function interact(
  provider: Provider,
  people: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response)
  const show = (failed: string | null) =>
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
      .end(signInPage(failed))
  if (request.method !== 'POST') {
    show(null)
    return
  }
  const form = new URLSearchParams(await text(request))
  const name = form.get('name') ?? ''
  const person = people.find(({ uid, password }) => uid === name.trim() && password === form.get('password'))
  if (person) await provider.interactionFinished(request, response, { login: { accountId: person.uid } })
  else show(name)
}

/** The part of oidc-provider's context that is used here. */
interface Context {
  body?: string
  oidc: { session: { accountId: string }; client: { clientId: string }; provider: Provider }
}

function configuration(
  people: readonly Person[],
  { secret, privateKey }: { secret: string; privateKey: KeyObject },
  { appUrl, id, mailResource }: Options,
): object {
  const key = privateKey.export({ format: 'jwk' })
  return {
    adapter: createMemoryAdapter(30),
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        redirect_uris: [`${appUrl}/api/sign-in/${id}/answer`],
        post_logout_redirect_uris: [`${appUrl}/sign-in?signed-out`],
        backchannel_logout_uri: `${appUrl}/api/sign-in/${id}/sign-out`,
        backchannel_logout_session_required: true,
        ...(mailResource !== undefined && { grant_types: ['authorization_code', 'refresh_token'] }),
      },
    ],
    jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: keyId }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
    findAccount: (_context: Context, accountId: string) => account(people, accountId),
    interactions: { url: (_context: Context, { uid }: { uid: string }) => `/interaction/${uid}` },
    loadExistingGrant: (context: Context) => allowEverything(context, mailResource),
    ...(mailResource !== undefined && mailTokens),
    // Its own does not go to loopback addresses, where the app of the demo is.
    fetch: (url: string, { method, headers, body }: RequestInit) =>
      fetch(url, { method: method ?? 'GET', headers: headers ?? {}, body: body ?? null }),
    ttl: {
      Interaction: 600,
      Session: 12 * 3600,
      Grant: 12 * 3600,
      AccessToken: 600,
      IdToken: 600,
      RefreshToken: 12 * 3600,
    },
    features: {
      devInteractions: { enabled: false },
      ...(mailResource !== undefined && { resourceIndicators: forTheMail }),
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => void (context.body = signOutPage(form)),
        postLogoutSuccessSource: (context: Context) => void (context.body = signedOutPage),
      },
    },
  }
}

function account(people: readonly Person[], accountId: string) {
  const person = people.find(({ uid }) => uid === accountId)
  if (!person) return undefined
  const { uid, name, address } = person
  const claims = { sub: uid, name, preferred_username: uid, email: address, email_verified: true }
  return { accountId, claims: () => claims }
}

/** Access tokens that the mail servers check by themselves. Dovecot 2.3 wants the type that most providers write. */
const mailTokens = {
  issueRefreshToken: () => true,
  formats: {
    customizers: {
      jwt: (_context: Context, _token: object, jwt: { header?: object }) => void (jwt.header = { typ: 'JWT' }),
    },
  },
}

const forTheMail = {
  enabled: true,
  useGrantedResource: () => true,
  getResourceServerInfo: (_context: Context, audience: string) => ({
    ...{ scope: 'mail', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } },
  }),
}

/** Nobody is asked what the organisation's own mail may know of them. */
async function allowEverything({ oidc }: Context, mailResource?: string) {
  const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid profile email')
  if (mailResource !== undefined) grant.addResourceScope(mailResource, 'mail')
  await grant.save()
  return grant
}
