import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type AcknowledgementState } from '#contract/acknowledgement.ts'
import AcknowledgementSettings from './AcknowledgementSettings.vue'

const desk = { mailbox: 'permits', name: 'Permit Desk', address: 'permits@example.gov', isRole: true, may: ['absence'] }
const some: AcknowledgementState = {
  ...{ isOffered: true, isInForce: false, isChangedElsewhere: false, otherScript: null, otherAnswers: false },
  acknowledgement: { isOn: false, text: '', daysBetween: 7 },
  ...{ addresses: ['ada@example.gov'], version: 'v0' },
}
const said = () => recentAnnouncements.value.map(({ text }) => text)
const press = (name: string) => screen.findByRole('button', { name })
const onOff = () => screen.findByRole('switch', { name: 'Say that a message has come' })

let saved: object[]
let state: AcknowledgementState

beforeEach(() => {
  startMailbox('a')
  saved = []
  state = some
  answerAlso('/api/managed-mailboxes', () => [200, { items: [desk] }])
  answerAlso('/api/acknowledgement', (body: { acknowledgement: object; version: string } | undefined) => {
    if (!body) return [200, state]
    if (body.version !== state.version) return [409, { type: 'rules-changed', status: 409 }]
    saved.push(body)
    state = {
      ...state,
      isInForce: true,
      version: 'v1',
      acknowledgement: { ...state.acknowledgement, ...body.acknowledgement },
    }
    return [200, state]
  })
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('the settings of an acknowledgement', () => {
  it('turn on one’s own: what is missing gets the focus, then it is saved and said', async () => {
    const { user, baseElement } = await renderPart(AcknowledgementSettings)
    await user.click(await onOff())
    await user.click(await press('Save acknowledgement'))
    const text = screen.getByRole('textbox', { name: /^What they are told/ })
    await eventually(() => expect(document.activeElement).toBe(text))
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('We have it.')
    await user.click(await press('Save acknowledgement'))
    await eventually(() => expect(said()).toContain('Acknowledgement saved. It is on.'))
    expect(saved).toEqual([{ acknowledgement: { isOn: true, text: 'We have it.', daysBetween: 7 }, version: 'v0' }])
  })

  it('are about the mailbox that is chosen, by name, and save for that one', async () => {
    const { user, router, baseElement } = await renderPart(AcknowledgementSettings, { at: '/settings/acknowledgement' })
    const choice = await screen.findByRole('combobox', { name: 'Mailbox' })
    await user.selectOptions(choice, 'Permit Desk')
    await screen.findByText('This is about Permit Desk, not about your own mailbox')
    expect(router.currentRoute.value.fullPath).toBe('/settings/acknowledgement?mailbox=permits')
    await user.click(await onOff())
    await screen.findByRole('form', { name: 'Acknowledgement of Permit Desk' })
    await user.type(screen.getByRole('textbox', { name: /^What they are told/ }), 'Here.')
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(await press('Save acknowledgement'))
    await eventually(() => expect(saved).toMatchObject([{ mailbox: 'permits' }]))
  })

  it('keep what is typed where another place was faster, and let choose', async () => {
    const { user } = await renderPart(AcknowledgementSettings)
    await user.click(await onOff())
    await user.type(screen.getByRole('textbox', { name: /^What they are told/ }), 'Mine.')
    state = { ...state, version: 'other' }
    await user.click(await press('Save acknowledgement'))
    await user.click(await press('Save mine all the same'))
    await eventually(() => expect(saved).toMatchObject([{ acknowledgement: { text: 'Mine.' }, version: 'other' }]))
  })
})
