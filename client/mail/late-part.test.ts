import { render, screen } from '@testing-library/vue'
import { afterEach, expect, it, vi } from 'vitest'
import { h } from 'vue'
import { latePart } from './late-part.ts'

afterEach(() => vi.useRealTimers())

it('shows nothing while its code cannot be loaded, and itself once it can', async () => {
  vi.useFakeTimers()
  const asModule = { __esModule: true, default: () => h('p', 'Here') }
  const load = vi
    .fn<() => Promise<{ default: () => ReturnType<typeof h> }>>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
    .mockResolvedValue(asModule)
  const Part = latePart(load)
  const errorHandler = vi.fn()
  render({ render: () => [h('p', 'Writing'), h(Part)] }, { global: { config: { errorHandler } } })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(screen.getByText('Writing')).toBeTruthy()
  expect(screen.queryByText('Here')).toBeNull()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(screen.getByText('Here')).toBeTruthy()
  expect(errorHandler).not.toHaveBeenCalled()
})
