import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { writingTimes } from '#contract/teamwork.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '../testing/fake-server.ts'
import { startMailbox } from '../testing/mailbox.ts'
import { renderPart } from '../testing/render-part.ts'
import OthersWriting from './OthersWriting.vue'

let server: FakeServer
const ben = { name: 'Ben Okafor', sinceMs: Date.now() }
const said = () => recentAnnouncements.value.map(({ text }) => text)
const told = () => server.calls.filter(({ call }) => call.endsWith('/writing')).map(({ body }) => body)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  forgetAnnouncements()
  ;({ server } = startMailbox('ab'))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const show = (writes = false) => renderPart(OthersWriting, { props: { messageId: 'a', writes } })

describe('a colleague who is writing an answer', () => {
  it('is named with the time, said once, and gone when they are done', async () => {
    server.writing = [ben]
    const { baseElement } = await show()
    await screen.findByText(/^Ben Okafor has been writing an answer to this since (today|yesterday) \d+:\d\d/)
    await eventually(() => expect(said()).toHaveLength(1))
    expect(await faultsOf(baseElement)).toEqual([])
    vi.advanceTimersByTime(writingTimes.tellEveryMs)
    await eventually(() => expect(told()).toHaveLength(2))
    expect(said()).toHaveLength(1)
    server.writing = []
    vi.advanceTimersByTime(writingTimes.tellEveryMs)
    await eventually(() => expect(screen.queryByText(/has been writing/)).toBeNull())
  })

  it('is only asked for by whoever reads, and told by whoever writes until they leave', async () => {
    const reader = await show()
    await eventually(() => expect(told()).toEqual([{}]))
    reader.unmount()
    const writer = await show(true)
    await eventually(() => expect(told()).toEqual([{}, { isWriting: true }]))
    writer.unmount()
    await eventually(() => expect(told()).toEqual([{}, { isWriting: true }, { isWriting: false }]))
  })

  it('is not spoken of where that could not be asked', async () => {
    server.failNext('/api/messages/a/writing', 'mail-server-unavailable')
    await show(true)
    await eventually(() => expect(told()).toHaveLength(1))
    expect(screen.queryByText(/writing/)).toBeNull()
    expect(said()).toEqual([])
    server.writing = [ben]
    vi.advanceTimersByTime(writingTimes.tellEveryMs)
    await screen.findByText(/^Ben Okafor/)
  })
})
