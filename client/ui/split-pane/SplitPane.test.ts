import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './SplitPane.examples.ts'
import SplitPane from './SplitPane.vue'

afterEach(cleanup)

describe('states', () => checkExamples(examples))

function mount(props: Record<string, unknown> = {}, direction = 'ltr') {
  const size = ref(16)
  const pane = () =>
    h(SplitPane, {
      label: 'Folders',
      min: 10,
      max: 24,
      modelValue: size.value,
      'onUpdate:modelValue': (next: number) => (size.value = next),
      ...props,
    })
  render(defineComponent({ render: () => h('div', { style: { direction } }, pane()) }))
  return { size, handle: screen.getByRole('separator', { name: 'Width of Folders' }), user: userEvent.setup() }
}

describe('keys', () => {
  it.each([
    ['{ArrowRight}', 17],
    ['{ArrowLeft}', 15],
    ['{PageUp}', 20],
    ['{PageDown}', 12],
    ['{Home}', 10],
    ['{End}', 24],
    ['{PageUp}{PageUp}{PageUp}', 24],
  ])('%s makes it %d rem', async (keys, expected) => {
    const { size, handle, user } = mount()
    handle.focus()
    await user.keyboard(keys)
    expect(size.value).toBe(expected)
    expect(handle.getAttribute('aria-valuenow')).toBe(String(expected))
  })

  it('turn from right to left', async () => {
    const { size, handle, user } = mount({}, 'rtl')
    handle.focus()
    await user.keyboard('{ArrowLeft}')
    expect(size.value).toBe(17)
  })

  it('are Up and Down for panes one above the other', async () => {
    const { size, handle, user } = mount({ axis: 'block' })
    handle.focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}')
    expect(size.value).toBe(18)
    expect(handle.getAttribute('aria-orientation')).toBe('horizontal')
  })
})

describe('dragging', () => {
  beforeEach(() => {
    const captured = new WeakSet<Element>()
    Object.assign(Element.prototype, {
      setPointerCapture(this: Element) {
        captured.add(this)
      },
      hasPointerCapture(this: Element) {
        return captured.has(this)
      },
    })
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue({ left: 0, right: 800, top: 0 } as DOMRect)
  })
  afterEach(() => vi.restoreAllMocks())

  it('follows the pointer within the bounds', async () => {
    const { size, handle } = mount()
    document.documentElement.style.fontSize = '16px'
    await fireEvent.pointerDown(handle, { button: 0, pointerId: 1 })
    await fireEvent.pointerMove(handle, { clientX: 320, pointerId: 1 })
    expect(size.value).toBe(20)
    await fireEvent.pointerMove(handle, { clientX: 790, pointerId: 1 })
    expect(size.value).toBe(24)
  })
})
