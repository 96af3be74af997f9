import { FilePen } from '@lucide/vue'
import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import { startDraft } from '#client/mail/drafts.ts'
import { useOffers } from '#client/mail/palette-offers.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'

import Palette from './Palette.vue'

const wrote = vi.fn()
const went = vi.fn()
const wentOn = vi.fn()
const inserted = vi.fn()
const isOpen = ref(true)
const names = ref<string[]>([])

const page = defineComponent(() => {
  useOffers({
    prepare: () => void Promise.resolve().then(() => (names.value = ['Thanks', 'Opening hours'])),
    offers: () =>
      names.value.map((name) => ({
        ...{ id: name, label: `Insert template: ${name}`, icon: FilePen, group: 'Writing' },
        run: () => inserted(name),
      })),
  })
  useAction(
    defineAction({ id: 'write', labelKey: 'app.newMessage', groupKey: 'app.group.do', run: wrote }),
    defineAction({ id: 'undo', labelKey: 'actions.undo', keys: 'Ctrl+Z', when: () => false, run: wrote }),
  )
  return () => h(Palette, { open: isOpen.value, onClose: () => (isOpen.value = false), onGoTo: went, onWrite: wentOn })
})

beforeEach(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  sessionStorage.clear()
  startMailbox('a')
  isOpen.value = true
  names.value = []
  vi.clearAllMocks()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the palette', () => {
  it('has no faults that axe can find', async () => {
    const { baseElement } = await renderPart(page)
    await screen.findByRole('dialog', { name: 'Go to or do' })
    expect(await faultsOf(baseElement)).toEqual([])
  })

  it('goes to a folder by its first letters', async () => {
    const { user } = await renderPart(page)
    await screen.findByRole('combobox')
    await user.keyboard('arch{Enter}')
    await eventually(() => expect(went).toHaveBeenCalledExactlyOnceWith('archive'))
    expect(isOpen.value).toBe(false)
  })

  it('does what can be done now, and offers nothing else', async () => {
    const { user } = await renderPart(page)
    await screen.findByRole('combobox')
    expect(screen.queryByRole('option', { name: /undo/i })).toBeNull()
    await user.keyboard('new mess{Enter}')
    await eventually(() => expect(wrote).toHaveBeenCalledOnce())
  })

  it('goes on with each message that was begun, and with none in which nothing stands', async () => {
    startDraft({ kind: 'new' })
    startDraft({ kind: 'new', text: 'Dear all' })
    const key = startDraft({ kind: 'new', subject: 'Half a thought' })
    const { user } = await renderPart(page)
    await screen.findByRole('combobox')
    await user.keyboard('continue')
    const names = screen.getAllByRole('option').map(({ textContent }) => textContent.trim())
    expect(names.sort()).toEqual(['Continue writing: Half a thought', 'Continue writing: No subject'])
    await user.keyboard(' writing: half{Enter}')
    await eventually(() => expect(wentOn).toHaveBeenCalledExactlyOnceWith(key))
  })

  it('does what is offered by a name of the person’s own, as soon as that is known', async () => {
    const { user } = await renderPart(page)
    await screen.findByRole('option', { name: 'Insert template: Thanks' })
    await user.keyboard('opening{Enter}')
    await eventually(() => expect(inserted).toHaveBeenCalledExactlyOnceWith('Opening hours'))
    expect(isOpen.value).toBe(false)
  })

  it('closes on Escape and does nothing', async () => {
    const { user } = await renderPart(page)
    await screen.findByRole('combobox')
    await user.keyboard('{Escape}')
    expect(isOpen.value).toBe(false)
    expect(went).not.toHaveBeenCalled()
  })
})
