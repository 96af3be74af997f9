import { describe, expect, it, vi } from 'vitest'
import { RegularLook } from './regular-look.ts'

/** Looks of which each lasts until it is told to end. */
class Looks extends RegularLook {
  readonly ends: ((error?: Error) => void)[] = []

  protected look(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.ends.push((error) => (error ? reject(error) : resolve()))
    })
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('what the server looks after by itself', () => {
  it('is looked at regularly, and no more once stopped', async () => {
    vi.useFakeTimers()
    try {
      const looks = new Looks(1_000, () => undefined)
      await vi.advanceTimersByTimeAsync(2_500)
      expect(looks.ends).toHaveLength(1)
      looks.ends[0]?.()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(looks.ends).toHaveLength(2)
      looks.ends[1]?.()
      await looks.stop()
      await vi.advanceTimersByTimeAsync(10_000)
      expect(looks.ends).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  it('asked for while a look is under way is looked at once more after it', async () => {
    const looks = new Looks(60_000, () => undefined)
    void looks.check()
    const [second, third] = [looks.check(), looks.check()]
    expect(looks.ends).toHaveLength(1)
    looks.ends[0]?.()
    await settled()
    expect(looks.ends).toHaveLength(2)
    looks.ends[1]?.()
    await Promise.all([second, third])
    expect(looks.ends).toHaveLength(2)
    await looks.stop()
  })

  it('is looked at again after a failure, which is told', async () => {
    const told = vi.fn()
    const looks = new Looks(60_000, told)
    const first = looks.check()
    const failure = new Error('The mail server is away.')
    looks.ends[0]?.(failure)
    await first
    expect(told).toHaveBeenCalledExactlyOnceWith(failure)
    void looks.check()
    expect(looks.ends).toHaveLength(2)
    looks.ends[1]?.()
    await looks.stop()
  })

  it('ends when the look under way has ended, and what waits is not begun', async () => {
    const looks = new Looks(60_000, () => undefined)
    void looks.check()
    const waiting = looks.check()
    const ended = vi.fn()
    const stopping = looks.stop().then(ended)
    await settled()
    expect(ended).not.toHaveBeenCalled()
    looks.ends[0]?.()
    await Promise.all([stopping, waiting])
    expect(looks.ends).toHaveLength(1)
  })
})
