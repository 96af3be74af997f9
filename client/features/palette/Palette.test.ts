import { cleanup, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { defineAction, useAction } from '#client/accessibility/shortcuts.ts'
import { eventually } from '#client/mail/testing/eventually.ts'
import { startDraft } from '#client/mail/drafts.ts'
import { startMailbox } from '#client/mail/testing/mailbox.ts'
import { renderPart } from '#client/mail/testing/render-part.ts'
import { faultsOf } from '#client/ui/testing/check-examples.ts'
import Palette from './Palette.vue'

const wrote = vi.fn()
const went = vi.fn()
const wentOn = vi.fn()
const isOpen = ref(true)

const page = defineComponent(() => {
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

  it('closes on Escape and does nothing', async () => {
    const { user } = await renderPart(page)
    await screen.findByRole('combobox')
    await user.keyboard('{Escape}')
    expect(isOpen.value).toBe(false)
    expect(went).not.toHaveBeenCalled()
  })
})
