import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { availableActions } from '#client/accessibility/shortcuts.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { keepsMail, leaving } from '#client/mail/testing/fake-storage.ts'
import { inbox, startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import StorageBanner from './StorageBanner.vue'

const screenWithBanner = { render: () => h('main', [h('h1', 'Inbox'), h(StorageBanner)]) }
const said = () => recentAnnouncements.value.map(({ text }) => text)
const banner = (name: RegExp | string) => screen.findByRole('region', { name })
const isReady = () => eventually(() => expect(availableActions().map(({ id }) => id)).toContain('storage'))

beforeEach(() => {
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

/** Mail has come. */
let total = 1
const comes = () => mailboxCache().changeFolder(inbox, (folder) => ({ ...folder, total: (total += 1) }))

describe('the banner of a mailbox that fills', () => {
  it('is not there while there is room', async () => {
    keepsMail(leaving(300_000_000))
    await renderPart(screenWithBanner)
    await isReady()
    expect(screen.queryByRole('region')).toBeNull()
    expect(said()).toEqual([])
  })

  it('says how full it is and what will happen, and leads to what takes room', async () => {
    keepsMail(leaving(150_000_000))
    const { baseElement, user, router } = await renderPart(screenWithBanner)
    const shown = await banner('Your mailbox is 85% full')
    expect(shown.textContent).toContain('150 MB of 1 GB are still free')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('link', { name: 'See what takes room' }))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/storage'))
  })

  it('is said once for each threshold that is passed, as mail comes, and when it is full', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const kept = keepsMail(leaving(300_000_000))
    await renderPart(screenWithBanner)
    await vi.advanceTimersByTimeAsync(100)
    for (const free of [190_000_000, 180_000_000, 40_000_000, 30_000_000, 5_000]) {
      kept.state = leaving(free)
      comes()
      await vi.advanceTimersByTimeAsync(4_000)
    }
    expect(said().toReversed()).toEqual([
      'Your mailbox is 81% full',
      'Your mailbox is 96% full',
      'Your mailbox is full',
    ])
    expect(screen.getByRole('region', { name: 'Your mailbox is full' }).textContent).toContain('goes back')
  })

  it('goes when there is room again, and comes back when that is gone', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const kept = keepsMail(leaving(100_000_000))
    await renderPart(screenWithBanner)
    await vi.advanceTimersByTimeAsync(100)
    expect(screen.getByRole('region')).toBeTruthy()
    kept.state = leaving(500_000_000)
    comes()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(screen.queryByRole('region')).toBeNull()
    kept.state = leaving(100_000_000)
    comes()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(screen.getByRole('region')).toBeTruthy()
  })

  it('stays hidden until it is fuller, and leaves the focus on the page', async () => {
    const kept = keepsMail(leaving(150_000_000))
    const { user } = await renderPart(screenWithBanner)
    await banner('Your mailbox is 85% full')
    await user.click(screen.getByRole('button', { name: 'Hide for now' }))
    await eventually(() => expect(screen.queryByRole('region')).toBeNull())
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Inbox' }))
    kept.state = leaving(30_000_000)
    await mailboxCache().cache.invalidateQueries({ key: ['storage'] })
    expect(await banner('Your mailbox is 97% full')).toBeTruthy()
  })
})
