import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openLiveUpdates } from './live-updates.ts'

class FakeSource {
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onerror: (() => void) | null = null
  readyState = 0
  isClosed = false
  #onAlive: (() => void) | undefined
  addEventListener(_name: 'alive', listener: () => void) {
    this.#onAlive = listener
  }
  alive() {
    this.#onAlive?.()
  }
  close() {
    this.isClosed = true
  }
}

let sources: FakeSource[]
const connect = () => {
  const source = new FakeSource()
  sources.push(source)
  return source as unknown as EventSource
}

beforeEach(() => {
  sources = []
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', { CLOSED: 2 })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('live updates', () => {
  it('hands on events it knows and skips what it does not', () => {
    const onEvent = vi.fn()
    openLiveUpdates({ onEvent, onState: vi.fn(), connect })
    sources[0]?.onmessage?.({ data: '{"type":"counts","folderId":"inbox","total":3,"unread":1}' })
    sources[0]?.onmessage?.({ data: '{"type":"of-tomorrow"}' })
    sources[0]?.onmessage?.({ data: 'not json' })
    expect(onEvent).toHaveBeenCalledExactlyOnceWith({ type: 'counts', folderId: 'inbox', total: 3, unread: 1 })
  })

  it('says after a gap that events may have been missed', () => {
    const onState = vi.fn()
    openLiveUpdates({ onEvent: vi.fn(), onState, connect })
    sources[0]?.onopen?.()
    expect(onState).toHaveBeenLastCalledWith('open', false)
    sources[0]?.onerror?.()
    expect(onState).toHaveBeenLastCalledWith('lost', true)
    sources[0]?.onopen?.()
    expect(onState).toHaveBeenLastCalledWith('open', true)
  })

  it('tries again with growing pauses when the browser has given up', () => {
    openLiveUpdates({ onEvent: vi.fn(), onState: vi.fn(), connect })
    const giveUp = () => {
      const source = sources.at(-1)
      if (!source) throw new Error('not connected')
      source.readyState = 2
      source.onerror?.()
    }
    giveUp()
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(2)
    giveUp()
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(2)
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(3)
  })

  it('opens a stream anew that says nothing for a minute, and asks once for what was missed', () => {
    const onState = vi.fn()
    openLiveUpdates({ onEvent: vi.fn(), onState, connect })
    sources[0]?.onopen?.()
    for (let sign = 0; sign < 9; sign += 1) {
      vi.advanceTimersByTime(20_000)
      sources[0]?.alive()
    }
    expect(sources).toHaveLength(1)
    vi.advanceTimersByTime(60_000)
    expect([sources.length, sources[0]?.isClosed]).toEqual([2, true])
    sources[1]?.onopen?.()
    expect(onState.mock.calls).toEqual([
      ['connecting', false],
      ['open', false],
      ['open', true],
    ])
  })

  it('says that the connection is lost when opening it anew does not help, and goes on trying', () => {
    const onState = vi.fn()
    openLiveUpdates({ onEvent: vi.fn(), onState, connect })
    sources[0]?.onopen?.()
    vi.advanceTimersByTime(60_000)
    expect(onState).not.toHaveBeenCalledWith('lost', true)
    vi.advanceTimersByTime(15_000)
    expect(onState).toHaveBeenLastCalledWith('lost', true)
    vi.advanceTimersByTime(15_000)
    expect(sources).toHaveLength(4)
    expect(sources.map(({ isClosed }) => isClosed)).toEqual([true, true, true, false])
    sources[3]?.onopen?.()
    expect(onState).toHaveBeenLastCalledWith('open', true)
  })

  it('watches nothing any more once closed', () => {
    const close = openLiveUpdates({ onEvent: vi.fn(), onState: vi.fn(), connect })
    sources[0]?.onopen?.()
    close()
    vi.advanceTimersByTime(600_000)
    expect(sources).toHaveLength(1)
  })

  it('stays closed once closed', () => {
    const close = openLiveUpdates({ onEvent: vi.fn(), onState: vi.fn(), connect })
    const source = sources[0]
    if (!source) throw new Error('not connected')
    source.readyState = 2
    source.onerror?.()
    close()
    vi.advanceTimersByTime(60_000)
    expect(sources).toHaveLength(1)
    expect(source.isClosed).toBe(true)
  })
})
