import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeptSignIn, type SignedInClient } from './kept-sign-in.ts'

/** A connection that only knows whether somebody has taken leave. */
class Connection {
  hasLeft = false
  isOpen = true
  isAnswered = () => Promise.resolve(this.isOpen)
  logout = () => Promise.resolve(void (this.hasLeft = true))
}

describe('A connection that is kept for a session', () => {
  let opened: Connection[]
  let resting: Set<KeptSignIn>
  beforeEach(() => {
    vi.useFakeTimers()
    opened = []
    resting = new Set()
  })
  afterEach(() => vi.useRealTimers())

  const open = () => {
    const client = new Connection()
    opened.push(client)
    const offer = { extensions: [], notifyMethods: [], maxRedirects: null }
    return Promise.resolve({ client, offer } as unknown as SignedInClient)
  }
  const use = async (kept: KeptSignIn) => (await kept.lend(open)).giveBack()
  const left = () => opened.map(({ hasLeft }) => hasLeft)

  it('is closed half a minute after its last use, and opened by the next', async () => {
    const kept = new KeptSignIn(resting)
    await use(kept)
    await vi.advanceTimersByTimeAsync(29_000)
    await use(kept)
    await vi.advanceTimersByTimeAsync(29_000)
    expect(left()).toEqual([false])
    await vi.advanceTimersByTimeAsync(1_001)
    expect([left(), resting.size]).toEqual([[true], 0])
    await use(kept)
    expect(left()).toEqual([true, false])
  })

  it('is not closed while it is used, however long that takes', async () => {
    const kept = new KeptSignIn(resting)
    await use(kept)
    const { giveBack } = await kept.lend(open)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(left()).toEqual([false])
    await giveBack()
  })

  it('gives way where many rest: the one that has rested longest is closed', async () => {
    const all = Array.from({ length: 41 }, () => new KeptSignIn(resting))
    for (const kept of all.slice(0, 40)) await use(kept)
    for (const kept of all.slice(0, 1)) await use(kept)
    for (const kept of all.slice(40)) await use(kept)
    expect([left().filter(Boolean).length, opened[1]?.hasLeft, resting.size]).toEqual([1, true, 40])
  })

  it('lets so many wait and no more, and goes on after one that could not open it', async () => {
    const kept = new KeptSignIn(resting)
    const failing = kept.lend(() => Promise.reject(new Error('no way in')))
    const waiting = Array.from({ length: 15 }, () => use(kept))
    await expect(kept.lend(open)).rejects.toMatchObject({ type: 'too-many-requests' })
    await expect(failing).rejects.toThrow('no way in')
    await Promise.all(waiting)
    expect(opened).toHaveLength(1)
  })
})
