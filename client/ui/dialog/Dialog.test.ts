import { cleanup, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, nextTick, ref } from 'vue'
import { eventually } from '#client/accessibility/testing/eventually.ts'
import LiveRegions from '#client/accessibility/LiveRegions.vue'
import { checkExamples } from '../testing/check-examples.ts'
import Dialog from './Dialog.vue'
import examples from './Dialog.examples.ts'

const isOpen = ref(false)
const hasOpener = ref(true)
const closed = vi.fn(() => {
  isOpen.value = false
})

const page = defineComponent({
  setup(_, { attrs }) {
    return () => [
      h('main', [
        h('h1', 'Inbox'),
        hasOpener.value ? h('button', { onClick: () => (isOpen.value = true) }, 'New folder') : null,
      ]),
      h(LiveRegions),
      h(
        Dialog,
        { open: isOpen.value, title: 'New folder', description: 'In your own mailbox.', onClose: closed, ...attrs },
        { default: () => [h('input', { 'aria-label': 'Name' })], actions: () => h('button', 'Make it') },
      ),
    ]
  },
})

function mount(attrs: Record<string, unknown> = {}) {
  render(page, { attrs })
  return userEvent.setup({ advanceTimers: (ms) => void vi.advanceTimersByTime(ms) })
}

const dialog = () => screen.queryByRole('dialog', { name: 'New folder' })
const inertRoot = () => document.querySelector('main')?.closest('[inert]') ?? null

async function openIt(user: ReturnType<typeof mount>): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'New folder' }))
  await nextTick()
}

describe('states', () => checkExamples(examples))

describe('behaviour', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    isOpen.value = false
    hasOpener.value = true
    closed.mockClear()
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  it('takes the focus first and makes the rest inert 250 ms later', async () => {
    const user = mount()
    await openIt(user)
    expect(document.activeElement).toBe(screen.getByLabelText('Name'))
    vi.advanceTimersByTime(200)
    expect(inertRoot()).toBeNull()
    vi.advanceTimersByTime(60)
    expect(inertRoot()).not.toBeNull()
  })

  it('leaves the live regions alive', async () => {
    const user = mount()
    await openIt(user)
    vi.advanceTimersByTime(300)
    expect(document.querySelector('[data-live-regions]')?.closest('[inert]')).toBeNull()
  })

  it('gives the focus back first and leaves the page 100 ms later', async () => {
    const user = mount()
    await openIt(user)
    vi.advanceTimersByTime(300)
    const box = dialog()
    await user.keyboard('{Escape}')
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New folder' })))
    expect(inertRoot()).toBeNull()
    expect(box?.isConnected).toBe(true)
    expect(box?.hasAttribute('aria-modal')).toBe(false)
    await eventually(() => {
      vi.advanceTimersByTime(110)
      expect(box?.isConnected).toBe(false)
    })
  })

  it('goes to the heading when the opener has gone', async () => {
    const user = mount()
    await openIt(user)
    hasOpener.value = false
    await user.keyboard('{Escape}')
    await eventually(() => expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Inbox' })))
  })

  it('keeps Tab inside even before the rest is inert', async () => {
    const user = mount()
    await openIt(user)
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Make it')
    await user.tab()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Close')
    await user.tab({ shift: true })
    expect(document.activeElement?.textContent).toBe('Make it')
  })

  it('has name, description and modality', async () => {
    const user = mount()
    await openIt(user)
    const box = dialog()
    expect(box?.getAttribute('aria-modal')).toBe('true')
    expect(document.getElementById(box?.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'In your own mailbox.',
    )
  })

  it('closes by a press beside it', async () => {
    const user = mount()
    await openIt(user)
    await user.click(dialog()!.parentElement!)
    expect(closed).toHaveBeenCalledOnce()
  })

  it('does not close when it must be answered', async () => {
    const user = mount({ closable: false })
    await openIt(user)
    await user.keyboard('{Escape}')
    await user.click(dialog()!.parentElement!)
    expect(closed).not.toHaveBeenCalled()
    expect(screen.queryByRole('button', { name: 'Close' })).toBeNull()
  })

  it('brings the page back to life when it is unmounted while open', async () => {
    const user = mount()
    await openIt(user)
    vi.advanceTimersByTime(300)
    cleanup()
    expect(document.querySelector('[inert]')).toBeNull()
  })
})
