import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import { overscan, useOverscan } from './use-overscan.ts'

describe('Rows beside those that are seen', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function list() {
    const [scrollTop, viewHeight] = [ref(0), ref(700)]
    const scope = effectScope()
    const beside = scope.run(() => useOverscan(scrollTop, viewHeight))
    return { scrollTop, beside: () => beside?.value }
  }

  it('are few at a place just come to, and all a moment later', () => {
    const { scrollTop, beside } = list()
    expect(beside()).toBeLessThan(overscan)
    vi.runAllTimers()
    expect(beside()).toBe(overscan)
    scrollTop.value = 50_000
    expect(beside()).toBeLessThan(overscan)
    vi.runAllTimers()
    expect(beside()).toBe(overscan)
  })

  it('stay where the list is scrolled by less than what is seen', () => {
    const { scrollTop, beside } = list()
    vi.runAllTimers()
    scrollTop.value = 650
    expect(beside()).toBe(overscan)
  })
})
