import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetAnnouncements, recentAnnouncements } from '#client/accessibility/announcer.ts'
import { useOutcome } from '#client/mail/outcome.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
import { type FakeServer } from '#client/mail/testing/fake-server.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { writesSettled } from '#client/mail/writes.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import LabelGroup from './LabelGroup.vue'

let server: FakeServer
const said = () => recentAnnouncements.value.map(({ text }) => text)

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  forgetAnnouncements()
  ;({ server } = startMailbox('abcd', 'b'))
  server.labels.push({ keyword: 'permits', name: 'Permits', colour: 'teal', shape: 'star' })
})
afterEach(async () => {
  await writesSettled()
  cleanup()
  vi.unstubAllGlobals()
})

async function manage() {
  const drawn = await renderPart(LabelGroup)
  await drawn.user.click(await screen.findByRole('button', { name: 'Change labels' }))
  await screen.findByRole('button', { name: 'Change Permits' })
  return drawn
}

describe('the labels below the folders', () => {
  it('have no faults that axe can find, and are looked for by pressing one', async () => {
    const { baseElement, user, emitted } = await renderPart(LabelGroup)
    await user.click(await screen.findByRole('button', { name: 'Show messages labelled Permits' }))
    expect(await faultsOf(baseElement)).toEqual([])
    expect(emitted()['choose']).toEqual([['Permits']])
  })
})

describe('changing labels', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement, user } = await manage()
    expect(await faultsOf(baseElement)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'New label' }))
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('gives a label another name and other looks, and the focus back to it', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'Change Permits' }))
    const name = await screen.findByRole('textbox', { name: /Name/ })
    expect(document.activeElement).toBe(name)
    await user.clear(name)
    await user.keyboard('Applications')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Shape' }), 'Ring')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await eventually(() =>
      expect(server.labels).toEqual([{ keyword: 'permits', name: 'Applications', colour: 'teal', shape: 'ring' }]),
    )
    await eventually(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Change Applications' })),
    )
    expect(said()).toContain('Label Applications saved')
  })

  it('says at the field that there is a label of that name already', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'New label' }))
    await user.keyboard('Permits{Enter}')
    await screen.findByText(/already a label with this name/)
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: /Name/ }))
  })

  it('says first what deleting does, and can be taken back', async () => {
    const { user } = await manage()
    await user.click(screen.getByRole('button', { name: 'Change Permits' }))
    await user.click(await screen.findByRole('button', { name: 'Delete label' }))
    await screen.findByText(/The messages stay where they are/)
    expect(server.labels).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Delete label' }))
    await eventually(() => expect(server.labels).toEqual([]))
    await eventually(() => expect(said()).toContain('Label Permits deleted, taken off 1 message. Undo with Ctrl+Z'))
    await useOutcome().undoLatest()
    expect(server.labels).toMatchObject([{ name: 'Permits', colour: 'teal', shape: 'star' }])
    expect(server.calls.at(-1)?.body).toMatchObject({ ids: ['b'], labels: { add: ['permits'] } })
  })
})
