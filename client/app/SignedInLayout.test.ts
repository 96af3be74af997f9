import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { contactChanges } from '#client/mail/contacts/contact-changes.ts'
import { startDraft, useDrafts } from '#client/mail/drafts.ts'
import { knownActions } from '#client/mail/known-actions.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { messageRow } from '#client/mail/testing/message-row.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type LiveEvent } from '#contract/events.ts'
import { type MessageId } from '#contract/ids.ts'
import SignedInLayout from './SignedInLayout.vue'

/** Stands in for the stream of the server: events are sent by hand. */
class Stream {
  static readonly CLOSED = 2
  static last: Stream | undefined
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  addEventListener = () => undefined
  onerror: (() => void) | null = null
  readyState = 1
  constructor() {
    Stream.last = this
  }
  close() {
    this.readyState = 2
  }
}

let server: FakeServer
let order: () => string
const send = (event: LiveEvent) => Stream.last?.onmessage?.({ data: JSON.stringify(event) })
const said = () => recentAnnouncements.value.map(({ text }) => text)

// The dialogs come lazily; their first transformation takes long.
beforeAll(async () => {
  await Promise.all([
    import('#client/features/palette/Palette.vue'),
    import('#client/features/session/EndingDialog.vue'),
    import('#client/features/session/SignOutDialog.vue'),
    import('#client/features/sign-in/SignInAgainDialog.vue'),
    import('./AnnouncementLog.vue'),
  ])
})
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  sessionStorage.clear()
  ;({ server, order } = startMailbox('ab'))
  vi.stubGlobal('EventSource', Stream)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the layout around every screen', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(SignedInLayout)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('gives each combination of keys to one action alone', async () => {
    await renderPart(SignedInLayout)
    // Escape leaves whatever one is in.
    const keys = knownActions()
      .map((action) => action.keys)
      .filter((key) => key !== undefined && key !== 'Escape')
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('begins with links past everything', async () => {
    const { user } = await renderPart(SignedInLayout, { at: '/mail/inbox' })
    await user.tab()
    expect(document.activeElement?.textContent.trim()).toBe('Message list')
  })

  it('opens the palette from anywhere by key, and gives the focus back', async () => {
    const { user } = await renderPart(SignedInLayout)
    const button = screen.getByRole('button', { name: /go to or do/i })
    button.focus()
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('dialog', { name: 'Go to or do' })
    await user.keyboard('{Escape}')
    await eventually(() => expect(document.activeElement).toBe(button))
  })

  it('shows what was announced', async () => {
    const { user } = await renderPart(SignedInLayout)
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    await screen.findByRole('dialog', { name: 'What was announced' })
  })
})

describe('signing out', () => {
  const signOut = async ({ user }: Awaited<ReturnType<typeof renderPart>>) => {
    await user.click(screen.getByRole('button', { name: /^account/i }))
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out', hidden: true }))
  }
  const leftTheServer = () => server.calls.some(({ call }) => call === 'DELETE /api/session')

  it('asks nothing when nothing is unfinished', async () => {
    startDraft({ kind: 'new' })
    await signOut(await renderPart(SignedInLayout))
    await eventually(() => expect(leftTheServer()).toBe(true))
    expect(screen.queryByRole('alertdialog')).toBeNull()
  })

  it('asks before unfinished text is lost; to stay is the first answer and loses nothing', async () => {
    startDraft({ kind: 'new', text: 'Half a sentence' })
    const drawn = await renderPart(SignedInLayout)
    await signOut(drawn)
    const dialog = await screen.findByRole('alertdialog', { name: 'You have 1 unfinished message' })
    expect(await faultsOf(dialog)).toEqual([])
    await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Stay signed in'))
    await drawn.user.keyboard('{Enter}')
    await eventually(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(leftTheServer()).toBe(false)
    expect(useDrafts().unfinished).toHaveLength(1)
  })

  it('forgets unfinished text after a yes', async () => {
    startDraft({ kind: 'new', text: 'Half a sentence' })
    startDraft({ kind: 'new', subject: 'Another' })
    const drawn = await renderPart(SignedInLayout)
    await signOut(drawn)
    await screen.findByRole('alertdialog', { name: 'You have 2 unfinished messages' })
    await drawn.user.click(screen.getByRole('button', { name: 'Sign out and discard them' }))
    await eventually(() => expect(leftTheServer()).toBe(true))
    expect(useDrafts().all).toEqual([])
  })

  it('asks also from the warning that the session ends', async () => {
    startDraft({ kind: 'new', text: 'Half a sentence' })
    const { user } = await renderPart(SignedInLayout)
    send({ type: 'session-ending', endsAtMs: Date.now() + 120_000, canExtend: true })
    await screen.findByRole('alertdialog', { name: 'Do you want to stay signed in?' })
    await user.click(screen.getByRole('button', { name: 'Sign out' }))
    await screen.findByRole('alertdialog', { name: 'You have 1 unfinished message' })
    expect(leftTheServer()).toBe(false)
  })
})

describe('what the server tells by itself', () => {
  it('brings new mail into the list and says so', async () => {
    await renderPart(SignedInLayout)
    send({ type: 'arrived', folderId: inbox, total: 3, unread: 1, items: [messageRow({ id: 'z' as MessageId })] })
    expect(order()).toBe('zab')
    expect(said()[0]).toMatch(/^New message from Ann Lee/)
  })

  it('reads again what is on the screen after the stream was lost', async () => {
    await renderPart(SignedInLayout)
    Stream.last?.onopen?.()
    Stream.last?.onerror?.()
    server.messages.set('inbox', [messageRow({ id: 'c' as MessageId, folderId: inbox })])
    Stream.last?.onopen?.()
    await eventually(() => expect(mailboxCache().cache.getEntries({ key: ['messages', inbox] })[0]?.stale).toBe(true))
  })

  it('says to whatever shows contacts that they are others, also where that may have gone by unheard', async () => {
    await renderPart(SignedInLayout)
    const before = contactChanges.value
    Stream.last?.onopen?.()
    expect(contactChanges.value).toBe(before)
    send({ type: 'contacts' })
    expect(contactChanges.value).toBe(before + 1)
    Stream.last?.onerror?.()
    Stream.last?.onopen?.()
    expect(contactChanges.value).toBe(before + 2)
  })

  it('warns before the session ends', async () => {
    await renderPart(SignedInLayout)
    send({ type: 'session-ending', endsAtMs: Date.now() + 120_000, canExtend: true })
    await screen.findByRole('alertdialog', { name: 'Do you want to stay signed in?' })
  })

  it('asks to sign in again in place once it has ended, and goes on', async () => {
    const { user } = await renderPart(SignedInLayout)
    send({ type: 'session-ended', reason: 'ended-elsewhere' })
    await screen.findByRole('dialog', { name: 'Sign in again' })
    const ended = Stream.last
    expect(ended?.readyState).toBe(Stream.CLOSED)
    await user.type(screen.getByLabelText(/^password/i), 'right{Enter}')
    await eventually(() => expect(said()).toContain('You are signed in again'))
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(Stream.last).not.toBe(ended)
  })
})
