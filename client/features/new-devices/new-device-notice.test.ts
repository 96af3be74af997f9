import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type NewDevices } from '#contract/security-events.ts'
import NewDeviceNotice from './NewDeviceNotice.vue'

const phone = { browser: 'Safari', system: 'iPhone', network: '192.0.2.7', atMs: Date.now() - 60_000 }
const strange = { browser: null, system: null, network: '192.0.2.8', atMs: phone.atMs - 60_000 }
const title = 'Your account was opened in a browser that was not known'

let left: NewDevices
let asked: unknown[]
beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  left = { items: [phone, strange] }
  answerAlso('/api/security-events/new-devices', () => [200, left])
  asked = answerAlso('/api/security-events/new-devices/known', () => [200, { items: [] }])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the notice of a new browser', () => {
  it('says which, how many more, and what can be done, and has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(NewDeviceNotice)
    await screen.findByRole('region', { name: title })
    screen.getByText(/^Safari on iPhone, .*, from the network address 192\.0\.2\.7\. And 1 other\.$/)
    expect(screen.getByRole('link', { name: 'It was not me' }).getAttribute('href')).toBe('/settings/security')
    const said = recentAnnouncements.value.map(({ text }) => text)
    expect(said).toEqual([expect.stringContaining(title)])
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('goes once the person says that it was them, up to what they were told', async () => {
    const { user } = await renderPart(NewDeviceNotice)
    await user.click(await screen.findByRole('button', { name: 'It was me' }))
    await eventually(() => expect(screen.queryByRole('region', { name: title })).toBeNull())
    expect(asked).toEqual([{ upToMs: phone.atMs }])
  })

  it('stays where that could not be noted, which is told with a way to try again', async () => {
    const { user } = await renderPart(NewDeviceNotice)
    answerAlso('/api/security-events/new-devices/known', () => [
      500,
      { type: 'unexpected', status: 500, requestId: 'x' },
    ])
    await user.click(await screen.findByRole('button', { name: 'It was me' }))
    await eventually(() => expect(useOutcome().shown?.text).toMatch(/^That was not noted/))
    screen.getByRole('region', { name: title })
  })

  it('is not there where there is nothing to tell', async () => {
    left = { items: [] }
    await renderPart(NewDeviceNotice)
    await eventually(() => expect(recentAnnouncements.value).toEqual([]))
    expect(screen.queryByRole('region')).toBeNull()
  })
})
