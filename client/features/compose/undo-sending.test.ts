import { cleanup, screen, within } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { usePreferences } from '#client/accessibility/preferences.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { followSending } from '#client/mail/outbox/tell-waiting.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { answerAlso } from '#client/mail/testing/whole-message.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type OutboxItem } from '#contract/outbox.ts'
import ComposePane from './ComposePane.vue'

const outboxId = 'outbox-item-00000001'
const ready = { kind: 'new' as const, to: [{ name: 'Ann', address: 'ann@a.example' }], subject: 'x', text: 'Keep me' }
const said = () => recentAnnouncements.value[0]?.text ?? ''

interface Body {
  idempotencyKey: string
  undoSeconds?: number
  sendAtMs?: number
  composer?: string
}

let bodies: Body[] = []

async function write() {
  const draftKey = useDrafts().start(ready)
  const drawn = await renderPart(ComposePane, { props: { draftKey }, at: `/compose/${draftKey}` })
  return { ...drawn, draftKey, draft: () => useDrafts().find(draftKey) }
}
const pressSend = () => screen.getByRole('button', { name: 'Send' })

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  localStorage.clear()
  startMailbox('ab')
  answerAlso('/api/people', () => [200, { items: [] }])
  answerAlso('/api/outbox', () => [200, { items: [], sendsWhileSignedOut: false }])
  bodies = answerAlso('/api/send', (body: Body) => [
    200,
    { outcome: 'waiting', outboxId, dueAtMs: body.sendAtMs ?? Date.now() + (body.undoSeconds ?? 0) * 1_000 },
  ]) as Body[]
})
afterEach(() => {
  cleanup()
  forgetAnnouncements()
  vi.unstubAllGlobals()
})

describe('sending with a way back', () => {
  it('closes the composer and says how long it can be taken back', async () => {
    const { user, draft } = await write()
    await user.click(pressSend())
    await eventually(() => expect(draft()).toBeUndefined())
    expect(said()).toBe('Sent in 10 seconds. Undo with Ctrl+Z')
    expect(bodies[0]).toMatchObject({ undoSeconds: 10 })
    expect(JSON.parse(bodies[0]?.composer ?? '')).toMatchObject({ text: 'Keep me', subject: 'x' })
  })

  it('opens it again as it was, and sends it as a new message then', async () => {
    answerAlso(`/api/outbox/${outboxId}/take-back`, () => [200, { composer: '{}' }])
    const { user, draft, router, draftKey } = await write()
    await user.click(pressSend())
    await eventually(() => expect(draft()).toBeUndefined())
    await useOutcome().undoLatest()
    expect(draft()).toMatchObject({ text: 'Keep me', subject: 'x', state: 'writing' })
    expect(router.currentRoute.value.params['draftKey']).toBe(draftKey)
    expect(said()).toBe('Not sent. You can go on writing.')
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text' })))
    await user.keyboard('{Control>}{Enter}{/Control}')
    await eventually(() => expect(bodies).toHaveLength(2))
    expect(bodies[1]?.idempotencyKey).not.toBe(bodies[0]?.idempotencyKey)
  })

  it('ends the way back when it has gone, and shows where the copy is', async () => {
    const { user, draft, router } = await write()
    await user.click(pressSend())
    await eventually(() => expect(draft()).toBeUndefined())
    followSending(router, [{ id: outboxId, state: 'sending' } as OutboxItem])
    expect(useOutcome().canUndo).toBe(true)
    followSending(router, [{ id: outboxId, state: 'sent', sentCopyId: null } as OutboxItem])
    expect(useOutcome().canUndo).toBe(false)
    expect(useOutcome().shown?.text).toMatch(/^Message sent\./)
  })

  it('leaves alone what the person has done since', async () => {
    const { user, draft, router } = await write()
    await user.click(pressSend())
    await eventually(() => expect(draft()).toBeUndefined())
    useOutcome().tell('Something newer')
    followSending(router, [{ id: outboxId, state: 'sent', sentCopyId: null } as OutboxItem])
    expect(useOutcome().shown?.text).toBe('Something newer')
  })

  it('goes at once where the person wants no way back', async () => {
    usePreferences().undoSendSeconds = 0
    const { user } = await write()
    await user.click(pressSend())
    await eventually(() => expect(bodies).toHaveLength(1))
    expect(bodies[0]).not.toHaveProperty('undoSeconds')
    // Should its copy be late, it stands in the outbox.
    expect(JSON.parse(bodies[0]?.composer ?? '')).toMatchObject({ text: 'Keep me', subject: 'x' })
  })

  it('says that the copy for Sent is tried again where it could not be saved yet', async () => {
    usePreferences().undoSendSeconds = 0
    answerAlso('/api/send', () => [200, { outcome: 'accepted', sentCopyId: null, copyFollows: true, refused: [] }])
    const { user, draft } = await write()
    await user.click(pressSend())
    await eventually(() => expect(draft()).toBeUndefined())
    expect(useOutcome().shown?.text).toMatch(/could not be saved yet. That is tried again by itself/)
  })
})

describe('sending later', () => {
  it('offers times in a menu beside Send', async () => {
    const { user, draft, baseElement } = await write()
    await user.click(screen.getByRole('button', { name: 'Send later' }))
    const menu = await screen.findByRole('menu', { hidden: true })
    expect(await faultsOf(baseElement)).toEqual([])
    const before = Date.now()
    await user.click(within(menu).getByRole('menuitem', { name: /^In one hour/, hidden: true }))
    await eventually(() => expect(draft()).toBeUndefined())
    expect(Math.abs((bodies[0]?.sendAtMs ?? 0) - before - 3_600_000)).toBeLessThan(20_000)
    // Late in the evening that is tomorrow.
    expect(said()).toMatch(/^Goes (today|\w+day) .*Undo with Ctrl\+Z$/)
  })

  it('asks for a date and time by key, and says what holds for passwords', async () => {
    const { user, draft, baseElement } = await write()
    await user.click(screen.getByRole('textbox', { name: 'Text' }))
    await user.keyboard('{Control>}{Shift>}{Enter}{/Shift}{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'Send later' })
    await within(dialog).findByText(/else when you next sign in/)
    expect(await faultsOf(baseElement)).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Date' }), 'never')
    await user.click(within(dialog).getByRole('button', { name: 'Send then' }))
    await within(dialog).findByText(/Write a date such as/)
    expect(draft()?.text).toBe('Keep me')
    await user.click(within(dialog).getByRole('button', { name: /^Tomorrow morning/ }))
    await eventually(() => expect(draft()).toBeUndefined())
    expect(new Date(bodies[0]?.sendAtMs ?? 0).getHours()).toBe(8)
  })
})
