import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '#contract/endpoints.ts'
import { startTestApp, type TestApp } from './testing/test-app.ts'

interface Layer {
  route?: { path: string; methods: Record<string, boolean> }
  handle: { stack?: Layer[] }
}

/** Every route Express would answer, as `GET /path`, however deep the routers are nested. */
function mountedRoutes(layers: readonly Layer[]): string[] {
  return layers.flatMap(({ route, handle }) =>
    route
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : mountedRoutes(handle.stack ?? []),
  )
}

describe('The routes', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  it('are those of the manifest, each once, and the two for health', () => {
    const stack = (app.app.express as unknown as { router: { stack: Layer[] } }).router.stack
    const manifest = endpoints.map(({ method, path }) => `${method} ${path.replace(/^\/api/, '')}`)
    expect(mountedRoutes(stack).toSorted()).toEqual([...manifest, 'GET /live', 'GET /ready'].toSorted())
  })

  it('that need a session answer 401 without one, and nothing more', async () => {
    const guarded = endpoints.filter(({ auth }) => auth === 'session')
    expect(guarded.length).toBeGreaterThan(10)
    for (const { method, path } of guarded) {
      const plain = path.replace(/:\w+/g, 'AAAA')
      const answer = await app.browser().problem(method, plain, method === 'GET' ? {} : { body: {} })
      expect([method, path, answer.status, answer.json.type]).toEqual([method, path, 401, 'not-signed-in'])
      expect(Object.keys(answer.json).toSorted()).toEqual(['requestId', 'status', 'type'])
    }
  })

  it('other than these are not found', async () => {
    const browser = await app.signedIn()
    for (const path of ['/api', '/api/nope', '/api/session/x', '/api/messages']) {
      expect((await browser.problem('GET', path)).status).toBe(404)
    }
    expect((await browser.problem('PUT', '/api/session', { body: {} })).status).toBe(404)
  })

  it('do not let a header or field change the method', async () => {
    const browser = await app.signedIn()
    await browser.ask('GET', '/api/session?_method=DELETE', { headers: { 'x-http-method-override': 'DELETE' } })
    expect((await browser.ask('GET', '/api/session')).status).toBe(200)
  })
})

describe('The welcome', () => {
  it('tells, before anybody has signed in, how long a session lasts without activity', async () => {
    const app = await startTestApp({ session: { idleMinutes: 45 } })
    try {
      const answer = await app.browser().ask('GET', '/api/welcome')
      expect(answer.json).toEqual({
        organisation: 'Department of Public Works',
        supportAddress: null,
        idleMinutes: 45,
        passwordSignIn: true,
        passkeySignIn: false,
        providers: [],
        straightTo: null,
      })
    } finally {
      await app.stop()
    }
  })
})

describe('Health', () => {
  it('is ready while every server answers, and says which does not', async () => {
    const app = await startTestApp()
    try {
      expect((await app.browser().ask('GET', '/health/live')).status).toBe(200)
      app.directory.outage = new Error('away')
      const answer = await app.browser().ask('GET', '/health/ready')
      expect([answer.status, answer.json]).toEqual([503, { ready: false, checks: { directory: false } }])
    } finally {
      await app.stop()
    }
  })

  it('says yes when all answer', async () => {
    const app = await startTestApp()
    try {
      expect((await app.browser().ask('GET', '/health/ready')).json).toEqual({
        ready: true,
        checks: { directory: true },
      })
    } finally {
      await app.stop()
    }
  })
})
