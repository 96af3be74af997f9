import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { outgoingMessage } from '../outgoing-message.ts'
import ComposePane from '../ComposePane.vue'

const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')

beforeEach(() => {
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('a')
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

async function write({ deliveryReports = true } = {}) {
  answerAlso('/api/send/offers', () => [200, { deliveryReports }])
  const drafts = useDrafts()
  const draft = drafts.find(drafts.start({ kind: 'new' }))
  if (!draft) throw new Error('No draft was begun')
  const drawn = await renderPart(ComposePane, { props: { draftKey: draft.key }, at: `/compose/${draft.key}` })
  const open = async () => {
    await drawn.user.click(screen.getByRole('button', { name: 'More for this message' }))
    await drawn.user.click(await screen.findByRole('menuitem', { name: 'Options for sending…', hidden: true }))
    return within(await screen.findByRole('dialog', { name: 'Options for sending' }))
  }
  return { ...drawn, draft, open, sent: () => outgoingMessage(draft, 'ada@example.gov').options }
}

describe('the options for sending', () => {
  it('are in a dialog without faults that axe can find, with nothing asked for', async () => {
    const { open, baseElement, sent } = await write()
    const dialog = await open()
    expect(dialog.getByRole<HTMLInputElement>('radio', { name: 'Normal' }).checked).toBe(true)
    expect(await faultsOf(baseElement)).toEqual([])
    expect(sent()).toBeUndefined()
  })

  it('go with the message once saved, are said, and stand in the name of the button', async () => {
    const { open, user, sent } = await write()
    const dialog = await open()
    await user.click(dialog.getByRole('radio', { name: 'High' }))
    await user.click(dialog.getByRole('checkbox', { name: 'Ask for a read receipt' }))
    await user.click(await dialog.findByRole('checkbox', { name: 'Ask for a delivery report' }))
    await user.click(dialog.getByRole('button', { name: 'Save options' }))
    expect(sent()).toEqual({ importance: 'high', readReceipt: true, deliveryReport: true })
    const words = 'Options: important, read receipt, and delivery report'
    await eventually(() => expect(screen.getByRole('button', { name: words })).toBeTruthy())
    expect(said()).toContain(words)
  })

  it('stay as they were when the dialog is cancelled', async () => {
    const { open, user, sent } = await write()
    const dialog = await open()
    await user.click(dialog.getByRole('radio', { name: 'Low' }))
    await user.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(sent()).toBeUndefined()
  })

  it('ask for no report while nobody knows whether the server can, and offer to ask it again', async () => {
    const { open, user, sent } = await write()
    const answers: [number, unknown][] = [[503, { type: 'mail-server-unavailable', status: 503, requestId: 'x' }]]
    answerAlso('/api/send/offers', () => answers.shift() ?? [200, { deliveryReports: true }])
    const dialog = await open()
    await dialog.findByText(/does not answer/)
    expect(dialog.queryByRole('checkbox', { name: 'Ask for a delivery report' })).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Ask again' }))
    await user.click(await dialog.findByRole('checkbox', { name: 'Ask for a delivery report' }))
    await user.click(dialog.getByRole('button', { name: 'Save options' }))
    expect(sent()?.deliveryReport).toBe(true)
  })

  it('say so where the mail server offers no delivery reports, and ask for none', async () => {
    const { open, user, sent, draft } = await write({ deliveryReports: false })
    draft.options = { importance: 'normal', readReceipt: false, deliveryReport: true }
    const dialog = await open()
    await dialog.findByText(/your mail server does not offer them/)
    expect(dialog.queryByRole('checkbox', { name: 'Ask for a delivery report' })).toBeNull()
    await user.click(dialog.getByRole('button', { name: 'Save options' }))
    expect(sent()?.deliveryReport).toBe(false)
  })
})
