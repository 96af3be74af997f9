import { cleanup, fireEvent, render, screen } from '@testing-library/vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { h, withDirectives } from 'vue'
import { checkExamples } from '../testing/check-examples.ts'
import examples from './Tooltip.examples.ts'
import Tooltip from './Tooltip.vue'
import { vTooltip } from './tooltip.ts'

const isShown = () => document.querySelector('.tooltip')?.hasAttribute('data-shown') ?? false

/** jsdom has no top layer; the bubble's own two calls are enough to see what happens. */
beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  document.querySelector('.tooltip')?.remove()
  vi.useRealTimers()
})

describe('states', () => {
  beforeEach(() => void vi.useRealTimers())
  checkExamples(examples)
})

function mount() {
  render(() => [
    withDirectives(h('button', 'Archive'), [[vTooltip, { text: 'Archive', keys: ['Ctrl', 'E'] }]]),
    h('button', 'other'),
  ])
  return screen.getByText('Archive')
}

async function point(element: Element): Promise<void> {
  await fireEvent.pointerEnter(element)
  await vi.advanceTimersByTimeAsync(400)
}

describe('the bubble', () => {
  it('shows after a moment of pointing, with words and key caps, hidden from readers', async () => {
    await point(mount())
    const bubble = document.querySelector('.tooltip')
    expect(isShown()).toBe(true)
    expect(bubble?.textContent).toBe('ArchiveCtrlE')
    expect(bubble?.getAttribute('aria-hidden')).toBe('true')
  })

  it('stays while the bubble itself is pointed at, and goes afterwards', async () => {
    const button = mount()
    await point(button)
    const bubble = document.querySelector('.tooltip')!
    await fireEvent.pointerLeave(button)
    await fireEvent.pointerEnter(bubble)
    await vi.advanceTimersByTimeAsync(5000)
    expect(isShown()).toBe(true)
    await fireEvent.pointerLeave(bubble)
    await vi.advanceTimersByTimeAsync(200)
    expect(isShown()).toBe(false)
  })

  it('does not go by itself', async () => {
    await point(mount())
    await vi.advanceTimersByTimeAsync(60_000)
    expect(isShown()).toBe(true)
  })

  it('goes with Escape, which then does nothing else', async () => {
    const onKey = vi.fn()
    document.body.addEventListener('keydown', onKey)
    await point(mount())
    await fireEvent.keyDown(screen.getByText('other'), { key: 'Escape' })
    expect(isShown()).toBe(false)
    expect(onKey).not.toHaveBeenCalled()
    await fireEvent.keyDown(screen.getByText('other'), { key: 'Escape' })
    expect(onKey).toHaveBeenCalledOnce()
    document.body.removeEventListener('keydown', onKey)
  })

  it('goes when its control leaves the page', async () => {
    await point(mount())
    cleanup()
    expect(isShown()).toBe(false)
  })
})

it('explains its content to readers as a description', () => {
  render(Tooltip, { props: { text: 'Friday, 14 November 2026' }, slots: { default: '14 Nov' } })
  const host = screen.getByText('14 Nov')
  expect(document.getElementById(host.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    'Friday, 14 November 2026',
  )
})
