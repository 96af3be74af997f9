import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { attachingIds, useAttachAction } from '#client/mail/attaching/attach-action.ts'
import { useDrafts } from '#client/mail/drafts.ts'
import { type LateAction } from '#client/mail/late-rule-actions.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import AttachDialog from './AttachDialog.vue'

let action: LateAction
const page = defineComponent(() => {
  action = useAttachAction()
  return () => h(AttachDialog)
})
const ids = (...names: string[]) => names as MessageId[]
const said = () => recentAnnouncements.value.map(({ text }) => text).join(' ')
const filesOf = (key: string) =>
  useDrafts()
    .find(key)
    ?.files.map(({ name, part }) => [name, part?.messageId])
const asFile = (id: string) => [`${mailboxCache().findMessage(id as MessageId)?.subject}.eml`, id]

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  forgetAnnouncements()
  startMailbox('abc')
})
afterEach(async () => {
  await useDrafts().keepNow()
  cleanup()
  attachingIds.value = null
  vi.unstubAllGlobals()
})

describe('attaching messages of the list to one that is being written', () => {
  it('is not offered while none is being written', async () => {
    useDrafts().start({ kind: 'new' })
    await renderPart(page)
    expect(action.enabled(ids('a'))).toBe(false)
  })

  it('puts them in whole, once, says so, leads there, and is undone by one key', async () => {
    const key = useDrafts().start({ kind: 'new', subject: 'The letters' })
    const { router } = await renderPart(page)
    expect(action.enabled(ids('a', 'b'))).toBe(true)
    action.run(ids('a', 'b'))
    await eventually(() => expect(said()).toContain('2 messages attached to “The letters”'))
    expect(filesOf(key)).toEqual([asFile('a'), asFile('b')])
    await eventually(() => expect(router.currentRoute.value.params['draftKey']).toBe(key))
    action.run(ids('b'))
    await eventually(() => expect(said()).toContain('It is attached already'))
    expect(filesOf(key)).toHaveLength(2)
    await useOutcome().undoLatest()
    expect(filesOf(key)).toEqual([])
  })

  it('asks which, without faults that axe can find, where several are being written', async () => {
    const [one, other] = ['First', 'Second'].map((subject) => useDrafts().start({ kind: 'new', subject }))
    const { baseElement, user } = await renderPart(page)
    action.run(ids('c'))
    await screen.findByRole('dialog', { name: 'Attach to which message?' })
    expect(await faultsOf(baseElement)).toEqual([])
    await user.keyboard('sec{Enter}')
    await eventually(() => expect(filesOf(other!)).toEqual([asFile('c')]))
    expect(filesOf(one!)).toEqual([])
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('says why nothing was attached, and changes nothing', async () => {
    const key = useDrafts().start({ kind: 'new', subject: 'The letters' })
    await renderPart(page)
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network')))
    action.run(ids('nowhere'))
    await eventually(() => expect(said()).toContain('The message was not attached'))
    expect(filesOf(key)).toEqual([])
  })
})
