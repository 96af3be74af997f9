import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, whenSessionHasEnded } from '#client/api/call.ts'
import { useSessionWatch } from '#client/mail/session-watch.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { ada, type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { listFolders } from '#contract/folders.ts'
import SignInAgainDialog from './SignInAgainDialog.vue'

let server: FakeServer

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  server = startMailbox('a').server
  whenSessionHasEnded(() => useSessionWatch().askToSignInAgain())
})
afterEach(() => {
  whenSessionHasEnded(undefined)
  cleanup()
  vi.unstubAllGlobals()
})

describe('when the session has ended in the middle of the work', () => {
  it('asks for the password in place, and has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(SignInAgainDialog)
    void useSessionWatch().askToSignInAgain('idle')
    await screen.findByRole('dialog', { name: 'Sign in again' })
    screen.getByText(/nothing is lost/)
    await eventually(() => expect(document.activeElement).toBe(screen.getByLabelText(/^password/i)))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('asks for the code of a second step in place as well', async () => {
    answerAlso('/api/session', ({ code }: { code?: string }) =>
      code === '123456'
        ? [200, ada]
        : [401, { type: 'second-step', status: 401, requestId: 'r-1', secondStep: { isWrong: false } }],
    )
    const { baseElement, user, emitted } = await renderPart(SignInAgainDialog)
    void useSessionWatch().askToSignInAgain('idle')
    await user.type(await screen.findByLabelText(/^password/i), 'right{Enter}')
    const field = await screen.findByRole('textbox', { name: /^code/i })
    await eventually(() => expect(document.activeElement).toBe(field))
    expect(screen.getByRole('dialog').contains(field)).toBe(true)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(field, '123456{Enter}')
    await eventually(() => expect(emitted()['signed-in']).toHaveLength(1))
  })

  it('cannot be closed without an answer', async () => {
    const { user } = await renderPart(SignInAgainDialog)
    void useSessionWatch().askToSignInAgain('idle')
    await screen.findByRole('dialog')
    await user.keyboard('{Escape}')
    screen.getByRole('dialog')
  })

  it('goes on with what was asked before, once, after signing in', async () => {
    server.session = null
    const { user } = await renderPart(SignInAgainDialog, {
      props: { onSignedIn: () => useSessionWatch().answer(true) },
    })
    const folders = call(listFolders, {})
    await user.type(await screen.findByLabelText(/^password/i), 'right{Enter}')
    await expect(folders).resolves.toMatchObject({ items: expect.arrayContaining([]) as unknown })
    const made = server.calls.map((one) => one.call).filter((name) => name !== 'GET /api/welcome')
    expect(made).toEqual(['GET /api/folders', 'POST /api/session', 'GET /api/folders'])
    expect(useSessionWatch().ended).toBeNull()
  })

  it('offers a passkey as well where one is enough', async () => {
    vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
    server.welcome = { ...server.welcome, passkeySignIn: true }
    await renderPart(SignInAgainDialog)
    void useSessionWatch().askToSignInAgain('idle')
    await screen.findByRole('button', { name: 'Sign in with a passkey' })
  })

  it('offers to sign in as someone else, and says what that costs', async () => {
    const { user, emitted } = await renderPart(SignInAgainDialog)
    void useSessionWatch().askToSignInAgain('ended-elsewhere')
    await user.click(await screen.findByRole('button', { name: 'Sign in as someone else' }))
    expect(emitted()['leave']).toHaveLength(1)
  })
})
