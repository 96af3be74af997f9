import type { ConfigFile } from '#server/config.ts'
import { navigate } from '#server/testing/navigate.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import type { TestBrowser } from '#server/testing/test-browser.ts'
import { type Claims, clientId, type ForgingProvider, startForgingProvider } from './forging-provider.ts'

interface Begun {
  browser: TestBrowser
  state: string
  nonce: string
}

/** The server with a provider that says what a test wants: `staff`, `other` (the same once more), and `down`. */
export interface SignOn {
  app: TestApp
  provider: ForgingProvider
  /** Goes out to the provider, in a browser without cookies unless one is given. */
  begin(browser?: TestBrowser, next?: string): Promise<Begun>
  /** Comes back from it; gives where the browser is led. */
  comeBack(begun: Begun, changes?: Record<string, string>, id?: string): Promise<string | undefined>
  /** Both, with a right token unless it is changed. */
  signIn(next?: string, claims?: Claims): Promise<Begun & { location: string | undefined; code: string }>
  stop(): Promise<void>
}

export async function startSignOn(
  signInChanges: { password?: boolean } = {},
  { http, now }: { http?: ConfigFile['http']; now?: () => number } = {},
): Promise<SignOn> {
  const provider = await startForgingProvider()
  const common = { issuer: provider.issuer, clientId, clientSecretFile: provider.secretFile, caFile: provider.caFile }
  const server = { host: '127.0.0.1', port: 1 }
  const tokens = { issuer: 'us', keyDirectory: 'keys', scope: 'mail' }
  const app = await startTestApp(
    {
      ...(http && { http }),
      mail: { imap: server, submission: server, tokens },
      signIn: {
        ...signInChanges,
        oidc: [
          { id: 'staff', name: 'Staff account', ...common },
          { id: 'other', name: 'Other account', ...common },
          { id: 'down', name: 'Out of order', ...common, issuer: 'https://localhost:1' },
        ],
      },
    },
    now ? { now } : {},
  )
  let codes = 0
  const signOn: SignOn = {
    app,
    provider,
    async begin(browser = app.browser(), next = '/') {
      const answer = await browser.ask('GET', `/api/sign-in/staff?next=${encodeURIComponent(next)}`)
      const asked = new URL(answer.headers.get('location') ?? '').searchParams
      provider.codeChallenge = asked.get('code_challenge') ?? ''
      return { browser, state: asked.get('state') ?? '', nonce: asked.get('nonce') ?? '' }
    },
    async comeBack({ browser, state }, changes = {}, id = 'staff') {
      const query = new URLSearchParams({ code: `code-${++codes}`, state, iss: provider.issuer, ...changes })
      return (await navigate(browser, `${app.url}/api/sign-in/${id}/answer?${query.toString()}`)).location
    },
    async signIn(next, claims = {}) {
      const begun = await signOn.begin(app.browser(), next)
      provider.idToken = await provider.sign(provider.claims({ nonce: begun.nonce, ...claims }))
      const location = await signOn.comeBack(begun)
      return { ...begun, location, code: `code-${codes}` }
    },
    async stop() {
      await app.stop()
      provider.stop()
    },
  }
  return signOn
}
