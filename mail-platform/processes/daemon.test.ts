import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { identify, isAlive, stopProcess } from './daemon.ts'

describe('stopProcess', () => {
  it('ends the process it was given', async () => {
    const child = spawn('sleep', ['600'], { detached: true })
    const ended = once(child, 'exit')
    const own = identify(child.pid)
    await stopProcess(own)
    expect(isAlive(own)).toBe(false)
    expect(await ended).toEqual([null, 'SIGTERM'])
  })

  it('leaves alone a later process that got the same number', async () => {
    const stranger = spawn('sleep', ['600'])
    const { pid, startedAtTicks } = identify(stranger.pid)
    await stopProcess({ pid, startedAtTicks: String(Number(startedAtTicks) - 1) })
    expect(isAlive({ pid, startedAtTicks })).toBe(true)
    stranger.kill()
  })
})
