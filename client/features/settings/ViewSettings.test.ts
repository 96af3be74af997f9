import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import ViewSettings from './ViewSettings.vue'

const kept = [
  { sender: 'news@shop.example', view: 'original' },
  { sender: 'desk@county.example', view: 'text' },
]
const said = () => recentAnnouncements.value[0]?.text ?? ''
const forget = (sender: string) => screen.findByRole('button', { name: `Forget: ${sender}` })

let asked: unknown[]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  asked = answerAlso('/api/view-choices', (body: object | undefined) => [200, body ? null : { items: kept }])
  answerAlso('/api/view-choices/forget', () => [200, null])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of views', () => {
  it('have no faults that axe can find, and list what was chosen in words', async () => {
    const { baseElement } = await renderPart(ViewSettings)
    await screen.findByText('Original for messages from news@shop.example')
    screen.getByText('Text only for messages from desk@county.example')
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('forget one, say so, go on with the next, and bring it back', async () => {
    const { user } = await renderPart(ViewSettings)
    await user.click(await forget('news@shop.example'))
    const next = await forget('desk@county.example')
    await eventually(() => expect(document.activeElement).toBe(next))
    expect(said()).toMatch(/^No view is kept any more for news@shop\.example/)
    expect(screen.queryByText(/news@shop\.example$/)).toBeNull()
    await useOutcome().undoLatest()
    await screen.findByText('Original for messages from news@shop.example')
    expect(asked.at(-1)).toEqual(kept[0])
  })

  it('keep one that could not be forgotten, and say why', async () => {
    answerAlso('/api/view-choices/forget', () => [503, { type: 'unexpected', status: 500, requestId: 'r' }])
    const { user } = await renderPart(ViewSettings)
    const button = await forget('news@shop.example')
    await user.click(button)
    await eventually(() => expect(said()).toMatch(/^The view is still kept for news@shop\.example/))
    expect(document.activeElement).toBe(button)
  })

  it('say where to choose when nothing is kept', async () => {
    answerAlso('/api/view-choices', () => [200, { items: [] }])
    await renderPart(ViewSettings)
    await screen.findByText(/You have chosen no view so far/)
  })
})
