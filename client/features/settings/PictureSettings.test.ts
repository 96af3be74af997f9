import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import PictureSettings from './PictureSettings.vue'

const kept = [
  { id: 'c1', kind: 'sender', value: 'ann@a.example', name: '' },
  { id: 'c2', kind: 'message', value: 'mark', name: 'Spring news' },
]
const said = () => recentAnnouncements.value[0]?.text ?? ''
const takeBack = (what: string) => screen.findByRole('button', { name: `Take back: ${what}` })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  startMailbox('a')
  answerAlso('/api/picture-consents', (body: object | undefined) => [
    200,
    body ? { id: 'c3', ...body } : { items: kept },
  ])
  for (const { id } of kept) answerAlso(`/api/picture-consents/${id}`, () => [200, null])
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of pictures', () => {
  it('have no faults that axe can find, and list what is allowed in words', async () => {
    const { baseElement } = await renderPart(PictureSettings)
    await takeBack('the message “Spring news”')
    expect(await faultsOf(baseElement)).toEqual([])
    screen.getByText(/cannot check yet who really wrote a message/)
  })

  it('take one back, say so, go on with the next, and bring it back', async () => {
    const { user } = await renderPart(PictureSettings)
    await user.click(await takeBack('messages from ann@a.example'))
    const next = await takeBack('the message “Spring news”')
    await eventually(() => expect(document.activeElement).toBe(next))
    expect(said()).toMatch(/^Pictures no longer allowed in messages from ann@a\.example/)
    expect(screen.queryByText('messages from ann@a.example')).toBeNull()
    await useOutcome().undoLatest()
    await takeBack('messages from ann@a.example')
    expect(said()).toBe('Pictures allowed again in messages from ann@a.example')
  })

  it('keep one that could not be taken back, and say why', async () => {
    answerAlso('/api/picture-consents/c1', () => [503, { type: 'unexpected', status: 500, requestId: 'r' }])
    const { user } = await renderPart(PictureSettings)
    const button = await takeBack('messages from ann@a.example')
    await user.click(button)
    await eventually(() => expect(said()).toMatch(/^Pictures are still allowed in messages from ann@a\.example/))
    expect(document.activeElement).toBe(button)
  })

  it('say where to begin when nothing is allowed', async () => {
    answerAlso('/api/picture-consents', () => [200, { items: [] }])
    await renderPart(PictureSettings)
    await screen.findByText(/You have allowed no pictures so far/)
  })
})
