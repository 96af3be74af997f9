import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { someState } from '#client/mail/testing/fake-absence.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { type Absence } from '#contract/absence.ts'
import AbsenceSettings from './AbsenceSettings.vue'

const carmen = {
  mailbox: 'carmen',
  name: 'Carmen Ruiz',
  address: 'carmen@example.gov',
  isRole: false,
  may: ['absence'],
}
const copied = { isOn: true, insideText: 'Away', colleague: 'ben@example.gov' }
const at = '/settings/absence?mailbox=carmen'
let saved: { absence: Absence; mailbox?: string }[]

beforeEach(() => {
  startMailbox('a')
  saved = []
  answerAlso('/api/managed-mailboxes', () => [200, { items: [carmen] }])
  answerAlso('/api/absence', (body: (typeof saved)[number] | undefined) => {
    const state = someState({ isInForce: true }, copied)
    if (!body) return [200, state]
    saved.push(body)
    if (body.absence.colleague === null) return [200, { ...state, absence: body.absence }]
    const fields = [{ field: 'absence.colleague', code: 'owner-only' }]
    return [400, { type: 'invalid-request', status: 400, fields }]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

const save = () => screen.findByRole('button', { name: 'Save out of office' })

describe('the out of office of somebody else', () => {
  it('is said to be theirs, and asks for nobody to send mail on to', async () => {
    await renderPart(AbsenceSettings, { at })
    await screen.findByRole('form', { name: 'Out of office of Carmen Ruiz' })
    await screen.findByText('People who write to Carmen Ruiz get an answer until it is turned off.')
    screen.getByRole('switch', { name: 'Answer while Carmen Ruiz is away' })
    await screen.findByRole('group', { name: /Copies to ben@example.gov/ })
    expect(screen.queryByRole('textbox', { name: /Send copies to a colleague/ })).toBeNull()
  })

  it('leads to the copies that only the owner begins, and saves once they are ended', async () => {
    const { user } = await renderPart(AbsenceSettings, { at })
    await user.click(await save())
    const keep = await screen.findByRole('radio', { name: 'Leave them as they are' })
    await eventually(() => expect(document.activeElement).toBe(keep))
    const words = 'Only Carmen Ruiz can begin copies. End the copies to change when it answers.'
    expect(recentAnnouncements.value.map(({ text }) => text).join()).toContain(words)
    await user.click(screen.getByRole('radio', { name: 'End the copies' }))
    await user.click(await save())
    await eventually(() => expect(saved[1]).toMatchObject({ mailbox: 'carmen', absence: { colleague: null } }))
  })
})
