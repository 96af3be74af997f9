import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rememberSignedIn } from '#client/api/early-start.ts'
import { keys, mailboxCache } from '#client/mail/mailbox-cache.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { createAppRouter } from './router.ts'
import { startProblem } from './start-state.ts'

function signOut(): void {
  const { cache } = mailboxCache()
  for (const key of [keys.session(), keys.folders()]) {
    for (const entry of cache.getEntries({ key })) cache.remove(entry)
  }
}

beforeEach(() => {
  history.replaceState(null, '', '/')
  startProblem.value = null
})
afterEach(() => {
  rememberSignedIn(false)
  vi.unstubAllGlobals()
})

describe('the way in', () => {
  it('leads to the inbox', async () => {
    startMailbox('a')
    const router = createAppRouter()
    await router.push('/')
    expect(router.currentRoute.value).toMatchObject({ name: 'folder', params: { folderId: 'inbox' } })
  })

  it('leads to the sign-in page, which knows where the person wanted to go', async () => {
    const { server } = startMailbox('')
    signOut()
    const router = createAppRouter()
    await router.push('/settings/keys')
    expect(router.currentRoute.value).toMatchObject({ name: 'sign-in', query: { next: '/settings/keys' } })
    expect(server.calls, 'asks nothing where nobody has signed in before').toEqual([])
  })

  it('leads to the sign-in page when the session has ended meanwhile', async () => {
    const { server } = startMailbox('')
    signOut()
    server.session = null
    rememberSignedIn(true)
    const router = createAppRouter()
    await router.push('/')
    expect(router.currentRoute.value.name).toBe('sign-in')
    expect(server.calls.map(({ call }) => call)).toEqual(['GET /api/start'])
  })

  it('stops with the reason when the mailbox cannot be opened', async () => {
    const { server } = startMailbox('')
    signOut()
    rememberSignedIn(true)
    server.failNext('/api/start', 'mail-server-unavailable')
    const router = createAppRouter()
    await router.push('/')
    expect(startProblem.value).toMatchObject({ type: 'mail-server-unavailable' })
  })

  it('has words for an address that leads nowhere', async () => {
    startMailbox('')
    const router = createAppRouter()
    await router.push('/no/such/place')
    expect(router.currentRoute.value.name).toBe('not-found')
  })
})
