import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Outbox } from '#server/storage/outbox.ts'
import { OutboxClock } from './outbox-clock.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A clock over an outbox in which one message is due at a time, and a mail server that does not answer. */
function clockOver(dueMs: number) {
  const begunMs: number[] = []
  const outbox: Partial<Outbox> = {
    ready: (nowMs) => Promise.resolve((nowMs < dueMs ? [] : [{ id: 'one' }]) as Awaited<ReturnType<Outbox['ready']>>),
    sweep: () => Promise.resolve(),
    claim: () => {
      begunMs.push(Date.now())
      return new Promise(() => undefined)
    },
  }
  const parts = { outbox, now: Date.now, onFailure: vi.fn(), onChange: vi.fn() }
  return { begunMs, clock: new OutboxClock(parts as unknown as ConstructorParameters<typeof OutboxClock>[0]) }
}

it('A message for a time is begun within a second of it, and not before', async () => {
  const dueMs = Date.now() + 3_456
  const { begunMs, clock } = clockOver(dueMs)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(begunMs).toHaveLength(1)
  expect(begunMs[0]).toBeGreaterThanOrEqual(dueMs)
  expect(begunMs[0]).toBeLessThanOrEqual(dueMs + 1_000)
  void clock.stop()
})

it('A server that is stopped waits half a minute for what is being sent, and begins nothing more', async () => {
  const { begunMs, clock } = clockOver(0)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(begunMs).toHaveLength(1)
  const ended = vi.fn()
  void clock.stop().then(ended)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ended).toHaveBeenCalledOnce()
  void clock.check()
  await vi.advanceTimersByTimeAsync(5_000)
  expect(begunMs).toHaveLength(1)
})
