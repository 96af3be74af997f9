import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useMailView } from '#client/mail/mail-view.ts'
import { mailboxCache } from '#client/mail/mailbox-cache.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import { type MessageId } from '#contract/ids.ts'
import LabelDialog from './LabelDialog.vue'

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)
const labelsOf = (id: string) => mailboxCache().findMessage(id as MessageId)?.labels
const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent.trim())

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('abcd', 'b'))
  server.labels.push(
    { keyword: 'permits', name: 'Permits', colour: 'teal', shape: 'star' },
    { keyword: '$label1', name: null, colour: 'red', shape: 'triangle' },
  )
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

async function ask(ids: string[]) {
  const drawn = await renderPart(LabelDialog)
  useMailView().choosingLabelsFor = ids as MessageId[]
  await screen.findByRole('dialog')
  await screen.findByRole('option', { name: /Permits/ })
  return drawn
}

describe('labelling', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await ask(['b'])
    expect(await faultsOf(baseElement)).toEqual([])
    expect(options()).toEqual(['Important', 'Permits'])
  })

  it('takes the first letters, Enter, and counts when it closes; one undo takes all of it back', async () => {
    const { user } = await ask(['b', 'c'])
    screen.getByRole('dialog', { name: 'Labels for 2 messages' })
    await user.keyboard('per{Enter}{Escape}')
    await eventually(() => expect(labelsOf('b')).toEqual(['permits']))
    expect(server.calls.at(-1)?.body).toMatchObject({ ids: ['b', 'c'], labels: { add: ['permits'], remove: [] } })
    await eventually(() => expect(said()).toContain('2 messages labelled Permits. Undo with Ctrl+Z'))
    expect(said()).toContain('Permits, marked')
    await useOutcome().undoLatest()
    expect([labelsOf('b'), labelsOf('c')]).toEqual([[], []])
  })

  it('changes nothing when nothing was marked differently', async () => {
    const { user } = await ask(['b'])
    await user.keyboard('per{Enter}{Enter}{Escape}')
    await eventually(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(server.calls.some(({ call }) => call === 'POST /api/messages/flags')).toBe(false)
  })

  it('makes a label of a name there is not yet', async () => {
    const { user } = await ask(['b'])
    await user.keyboard('Site visit')
    expect(options()).toEqual(['Make a label “Site visit”'])
    await user.keyboard('{Enter}')
    await eventually(() => expect(said()).toContain('Label Site visit made. Undo with Ctrl+Z'))
    await user.click(screen.getByRole('button', { name: 'Done' }))
    await eventually(() => expect(labelsOf('b')).toEqual(['site_visit']))
  })

  it('says which messages a folder keeps without', async () => {
    server.refuse.add('c')
    const { user } = await ask(['b', 'c'])
    await user.keyboard('per{Enter}{Escape}')
    const what = 'Message labelled Permits. One message was not labelled: its folder takes no new labels'
    await eventually(() => expect(said()).toContain(`${what}. Undo with Ctrl+Z`))
    expect(labelsOf('c')).toEqual([])
  })

  it('puts everything back when the server cannot be reached', async () => {
    server.failNext('/api/messages/flags', 'mail-server-unavailable')
    const { user } = await ask(['b'])
    await user.keyboard('per{Enter}{Escape}')
    await eventually(() => expect(said().some((text) => text.startsWith('The message was not labelled.'))).toBe(true))
    expect(labelsOf('b')).toEqual([])
  })
})
