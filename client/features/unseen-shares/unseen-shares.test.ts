import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type UnseenShares as Unseen } from '#contract/sharing.ts'
import UnseenShares from './UnseenShares.vue'

const title = 'Your mailbox was shared without you'
const onPage = { render: () => h('main', [h('h1', 'Inbox'), h(UnseenShares)]) }

let left: Unseen
let asked: unknown[]
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  left = {
    items: [
      { id: 'aGFuYQ', name: 'Hana Sato', givenBy: 'Grace Mbeki' },
      { id: 'YmVu', name: 'Ben Okafor', givenBy: null },
    ],
  }
  answerAlso('/api/sharing/unseen', () => [200, left])
  asked = answerAlso('/api/sharing/seen', () => [200, {}])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the notice that others may use the mailbox', () => {
  it('says who, and by whom, takes no focus, and leads to the settings', async () => {
    const { baseElement, user, router } = await renderPart(onPage)
    const notice = await screen.findByRole('region', { name: title })
    expect(notice.textContent).toContain('Grace Mbeki let Hana Sato in for you.')
    expect(notice.textContent).toContain('Ben Okafor may use your mailbox')
    const said = recentAnnouncements.value.map(({ text }) => text)
    expect(said).toEqual([expect.stringMatching(/shared without you\. Grace Mbeki let .* Ben Okafor may/)])
    expect(notice.contains(document.activeElement)).toBe(false)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('link', { name: 'Look at it' }))
    await eventually(() => expect(router.currentRoute.value.fullPath).toBe('/settings/sharing'))
  })

  it('goes once the person knows of those it named, and leaves the focus in the mail', async () => {
    const { user } = await renderPart(onPage)
    await user.click(await screen.findByRole('button', { name: 'I know of it' }))
    await eventually(() => expect(screen.queryByRole('region', { name: title })).toBeNull())
    expect(asked).toEqual([{ shareIds: ['aGFuYQ', 'YmVu'] }])
    expect(document.activeElement?.textContent).toBe('Inbox')
  })

  it('stays where that could not be noted, which is told', async () => {
    const { user } = await renderPart(onPage)
    answerAlso('/api/sharing/seen', () => [500, { type: 'unexpected', status: 500, requestId: 'x' }])
    await user.click(await screen.findByRole('button', { name: 'I know of it' }))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^That was not noted/))
    screen.getByRole('region', { name: title })
  })
})
