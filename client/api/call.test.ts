import { afterEach, describe, expect, it, vi } from 'vitest'
import { listMessages, moveMessages } from '#contract/messages.ts'
import { readSession, signIn, signOut } from '#contract/session.ts'
import { call, whenSessionHasEnded } from './call.ts'

function answer(body: unknown, status = 200): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status })
}

function answering(...responses: Response[]) {
  const fake = vi.fn<typeof fetch>()
  for (const response of responses) fake.mockResolvedValueOnce(response)
  vi.stubGlobal('fetch', fake)
  return fake
}

afterEach(() => {
  vi.unstubAllGlobals()
  whenSessionHasEnded(undefined)
})

const ended = () => answer({ type: 'not-signed-in', status: 401, requestId: 'r1' }, 401)

describe('calling an endpoint', () => {
  it('fills in the path and the query and says that it is ours', async () => {
    const fake = answering(answer({ items: [] }))
    await call(listMessages, { params: { folderId: 'a/b' }, query: { offset: 50 } })
    const [url, init] = fake.mock.calls[0] ?? []
    expect(url).toBe('/api/folders/a%2Fb/messages?offset=50')
    expect(init?.headers).toMatchObject({ 'X-Curbcut': '1' })
    expect(init?.body).toBeUndefined()
  })

  it('sends a body as JSON', async () => {
    const fake = answering(answer({ items: [] }))
    await call(moveMessages, { body: { ids: ['m1'], toFolderId: 'f2' } })
    expect(fake.mock.calls[0]?.[1]?.body).toBe('{"ids":["m1"],"toFolderId":"f2"}')
  })

  it.each([
    { what: 'a short change', ids: ['m1'], outlives: true },
    {
      what: 'a change too long for that',
      ids: Array.from({ length: 500 }, (_, at) => `message-${at}`),
      outlives: false,
    },
  ])('lets $what go on when the page is left: $outlives', async ({ ids, outlives }) => {
    const fake = answering(answer({ items: [] }))
    await call(moveMessages, { body: { ids, toFolderId: 'f2' } })
    expect(fake.mock.calls[0]?.[1]?.keepalive).toBe(outlives)
  })

  it('lets what is only read go with the page', async () => {
    const fake = answering(answer({ items: [] }))
    await call(listMessages, { params: { folderId: 'f1' }, query: { offset: 0 } })
    expect(fake.mock.calls[0]?.[1]?.keepalive).toBe(false)
  })

  it('answers nothing where the endpoint answers nothing', async () => {
    answering(new Response(null, { status: 204 }))
    await expect(call(signOut, {})).resolves.toBeUndefined()
  })

  it('throws the problem the server names', async () => {
    answering(answer({ type: 'too-many-attempts', status: 429, requestId: 'r1', retryAfterSeconds: 30 }, 429))
    await expect(call(signIn, { body: { name: 'ada', password: 'x' } })).rejects.toMatchObject({
      type: 'too-many-attempts',
      kind: 'try-again',
      details: { retryAfterSeconds: 30 },
    })
  })

  it.each([
    [502, 'mail-server-unavailable'],
    [500, 'unexpected'],
    [404, 'unexpected'],
  ])('turns a strange answer with status %i into %s', async (status, type) => {
    answering(new Response('<html>', { status }))
    await expect(call(signOut, {})).rejects.toMatchObject({ type })
  })

  it('says that there is no connection when the server cannot be reached', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('network')))
    await expect(call(signOut, {})).rejects.toMatchObject({ type: 'no-connection', kind: 'try-again' })
  })

  it('passes an abort by the caller on as it is', async () => {
    const abort = new AbortController()
    abort.abort()
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(abort.signal.reason))
    await expect(call(signOut, {}, { signal: abort.signal })).rejects.toBe(abort.signal.reason)
  })
})

describe('a session that has ended', () => {
  it('is asked for again, and the call is then made once more', async () => {
    const fake = answering(ended(), answer({ organisation: 'Example County' }))
    whenSessionHasEnded(() => Promise.resolve(true))
    await expect(call(readSession, {})).resolves.toEqual({ organisation: 'Example County' })
    expect(fake).toHaveBeenCalledTimes(2)
  })

  it('is a problem when the person does not sign in again', async () => {
    answering(ended())
    whenSessionHasEnded(() => Promise.resolve(false))
    await expect(call(readSession, {})).rejects.toMatchObject({ type: 'not-signed-in', kind: 'sign-in-again' })
  })

  it('is only reported where it was a question', async () => {
    answering(ended())
    const ask = vi.fn(() => Promise.resolve(true))
    whenSessionHasEnded(ask)
    await expect(call(readSession, {}, { signInAgain: false })).rejects.toMatchObject({ type: 'not-signed-in' })
    expect(ask).not.toHaveBeenCalled()
  })

  it('does not ask when a password was wrong', async () => {
    answering(answer({ type: 'wrong-credentials', status: 401, requestId: 'r1' }, 401))
    const ask = vi.fn(() => Promise.resolve(true))
    whenSessionHasEnded(ask)
    await expect(call(signIn, { body: { name: 'ada', password: 'x' } })).rejects.toMatchObject({
      type: 'wrong-credentials',
    })
    expect(ask).not.toHaveBeenCalled()
  })
})
