import { EventEmitter } from 'node:events'
import type { Response } from 'express'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openEventStream } from './event-stream.ts'

class Answer extends EventEmitter {
  readonly written: string[] = []
  readonly writableEnded = false
  readonly destroyed = false
  readonly writableLength = 0
  readonly socket = null
  status = () => this
  set = () => this
  flushHeaders = () => undefined
  write = (text: string) => this.written.push(text)
}

describe('A stream of events', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }))
  afterEach(() => void vi.useRealTimers())

  it('gives a sign of life every 20 seconds, which holds no event, until it is closed', () => {
    const answer = new Answer()
    openEventStream(answer as unknown as Response, () => undefined)
    const opened = answer.written.length
    vi.advanceTimersByTime(40_000)
    expect(answer.written.slice(opened)).toEqual(['event: alive\ndata:\n\n', 'event: alive\ndata:\n\n'])
    answer.emit('close')
    vi.advanceTimersByTime(60_000)
    expect(answer.written.slice(opened)).toHaveLength(2)
  })
})
