import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useConnection } from '#client/mail/connection.ts'
import { useSessionWatch } from '#client/mail/session-watch.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ConnectionBanner from './ConnectionBanner.vue'
import EndingDialog from './EndingDialog.vue'

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  server = startMailbox('').server
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('before the session ends', () => {
  async function warn(canExtend: boolean) {
    const drawn = await renderPart(EndingDialog)
    useSessionWatch().ending = { endsAtMs: new Date(2026, 10, 12, 9, 14).getTime(), canExtend }
    await screen.findByRole('alertdialog', { name: 'Do you want to stay signed in?' })
    return drawn
  }

  it('has no faults that axe can find', async () => {
    const { baseElement } = await warn(true)
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('takes one key to stay', async () => {
    const { user } = await warn(true)
    await eventually(() => expect(document.activeElement?.textContent.trim()).toBe('Stay signed in'))
    await user.keyboard('{Enter}')
    await eventually(() => expect(useSessionWatch().ending).toBeNull())
    expect(server.calls).toEqual([{ call: 'GET /api/session', body: undefined }])
    expect(said()[0]).toBe('You stay signed in')
  })

  it('stays on Escape too: the safe answer', async () => {
    const { user } = await warn(true)
    await user.keyboard('{Escape}')
    await eventually(() => expect(server.calls).toHaveLength(1))
  })

  it('only tells when the longest time is reached', async () => {
    const { user } = await warn(false)
    await user.click(screen.getByRole('button', { name: 'Understood' }))
    expect(useSessionWatch().ending).toBeNull()
    expect(server.calls).toEqual([])
  })
})

describe('between the person and their mail', () => {
  it('stands a banner when the connection stays away, spoken once', async () => {
    vi.useFakeTimers()
    const { baseElement } = await renderPart(ConnectionBanner)
    useConnection().isLive = false
    await vi.advanceTimersByTimeAsync(3_900)
    expect(screen.queryByText('No connection')).toBeNull()
    await vi.advanceTimersByTimeAsync(200)
    screen.getByText('No connection')
    expect(said()[0]).toMatch(/^No connection\. /)
    vi.useRealTimers()
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('says when it is over', async () => {
    vi.useFakeTimers()
    await renderPart(ConnectionBanner)
    useConnection().hasMailServer = false
    await vi.advanceTimersByTimeAsync(4_100)
    screen.getByText('The mail server does not answer')
    useConnection().hasMailServer = true
    await vi.advanceTimersByTimeAsync(100)
    expect(screen.queryByText('The mail server does not answer')).toBeNull()
    expect(said()[0]).toBe('The mail server answers again')
  })

  it('stays silent over a short interruption', async () => {
    vi.useFakeTimers()
    await renderPart(ConnectionBanner)
    useConnection().isLive = false
    await vi.advanceTimersByTimeAsync(2_000)
    useConnection().isLive = true
    await vi.advanceTimersByTimeAsync(10_000)
    expect(said()).toEqual([])
  })
})
