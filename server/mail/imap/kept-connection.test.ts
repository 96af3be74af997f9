import { EventEmitter } from 'node:events'
import type { ImapFlow } from 'imapflow'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '#server/problem.ts'
import { AnswerTooLarge } from './answer-too-large.ts'
import { backOffMs, KeptConnection } from './kept-connection.ts'

/** Just enough of imapflow to be kept. */
class Client extends EventEmitter {
  usable = true
  idling = false
  mailbox: { path: string } | false = false
  readonly opened: string[] = []
  /** What the next selecting fails with. */
  refusals: Error[] = []

  mailboxOpen(path: string) {
    this.opened.push(path)
    const refusal = this.refusals.shift()
    if (refusal) return Promise.reject(refusal)
    this.mailbox = { path }
    return Promise.resolve(this.mailbox)
  }
  noop = () => Promise.resolve()
  idle = () => Promise.resolve((this.idling = true))
  close() {
    this.usable = false
    this.emit('close')
  }
}

const lost = () => Object.assign(new Error('gone'), { code: 'NoConnection' })

describe('A kept connection', () => {
  let clients: Client[]
  let failing: Problem | null
  let connection: KeptConnection
  let isWatched: boolean

  beforeEach(() => {
    vi.useFakeTimers()
    clients = []
    failing = null
    isWatched = true
    connection = new KeptConnection({
      open: () => {
        if (failing) return Promise.reject(failing)
        const client = new Client()
        clients.push(client)
        return Promise.resolve(client as unknown as ImapFlow)
      },
      watchesSelected: () => isWatched,
    })
  })
  afterEach(() => {
    connection.close()
    vi.useRealTimers()
  })

  it('selects a folder again that another made at the same moment', async () => {
    await connection.runIn('INBOX', () => Promise.resolve())
    const made = Object.assign(new Error('it is there'), { serverResponseCode: 'ALREADYEXISTS' })
    clients[0]?.refusals.push(made)
    await connection.runIn('Sent', () => Promise.resolve())
    expect(clients[0]?.opened).toEqual(['INBOX', 'Sent', 'Sent'])
    clients[0]?.refusals.push(made, made)
    await expect(connection.runIn('Drafts', () => Promise.resolve())).rejects.toMatchObject({ type: 'folder-exists' })
  })

  it('opens at its first use and stays, its folder selected', async () => {
    expect(clients).toHaveLength(0)
    await connection.runIn('INBOX', () => Promise.resolve())
    await connection.runIn('INBOX', () => Promise.resolve())
    await connection.runIn('Sent', () => Promise.resolve())
    expect(clients.map(({ opened }) => opened)).toEqual([['INBOX', 'Sent']])
  })

  it('does one thing after the other, in the order asked', async () => {
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} begins`)
      await Promise.resolve()
      order.push(`${name} ends`)
    }
    await Promise.all([connection.run(work('a')), connection.run(work('b'))])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('goes on after a failure', async () => {
    await expect(connection.run(() => Promise.reject(new Problem('message-gone')))).rejects.toThrow('message-gone')
    await expect(connection.run(() => Promise.resolve('next'))).resolves.toBe('next')
  })

  it('lets at most 32 wait', async () => {
    let release: () => void = () => undefined
    const first = connection.run(() => new Promise<void>((resolve) => (release = resolve)))
    const others = Array.from({ length: 31 }, () => connection.run(() => Promise.resolve()))
    await expect(connection.run(() => Promise.resolve())).rejects.toMatchObject({ type: 'too-many-requests' })
    await vi.advanceTimersByTimeAsync(0)
    release()
    await Promise.all([first, ...others])
  })

  it('repeats on a fresh connection what found the kept one closed', async () => {
    await connection.run(() => Promise.resolve())
    let tries = 0
    const answer = await connection.run(() => {
      tries += 1
      return tries === 1 ? Promise.reject(lost()) : Promise.resolve('answer')
    })
    expect([answer, clients.length]).toEqual(['answer', 2])
  })

  it('never repeats what must not happen twice', async () => {
    await connection.run(() => Promise.resolve())
    let tries = 0
    const work = () => {
      tries += 1
      return Promise.reject(lost())
    }
    await expect(connection.run(work, { repeatable: false })).rejects.toMatchObject({ type: 'mail-server-unavailable' })
    expect(tries).toBe(1)
  })

  it('begins anew, on a fresh connection each time, while a broken answer gets it further', async () => {
    const used = new Set<ImapFlow>()
    const answer = await connection.run((client) => {
      used.add(client)
      return used.size < 4 ? Promise.reject(new AnswerTooLarge(null)) : Promise.resolve('all of it')
    })
    expect([answer, used.size]).toEqual(['all of it', 4])
    await expect(connection.run(() => Promise.reject(new AnswerTooLarge(null)))).rejects.toThrow(
      'mail-server-unavailable',
    )
  })

  it('leaves a server that is away alone for a moment, then tries again', async () => {
    failing = new Problem('mail-server-unavailable')
    await expect(connection.run(() => Promise.resolve())).rejects.toThrow('mail-server-unavailable')
    failing = null
    await expect(connection.run(() => Promise.resolve())).rejects.toThrow('mail-server-unavailable')
    await vi.advanceTimersByTimeAsync(1_000)
    await expect(connection.run(() => Promise.resolve('back'))).resolves.toBe('back')
  })

  it('is closed when a command takes longer than half a minute', async () => {
    const endless = connection.run((client) => new Promise((_, reject) => client.once('close', () => reject(lost()))))
    const outcome = expect(endless).rejects.toMatchObject({ type: 'mail-server-unavailable' })
    await vi.advanceTimersByTimeAsync(31_000)
    await outcome
    expect(clients[0]?.usable).toBe(false)
  })

  it('watches its folder while nothing is asked, and is given back after five minutes', async () => {
    await connection.runIn('INBOX', () => Promise.resolve())
    await vi.advanceTimersByTimeAsync(3_000)
    expect(clients[0]?.idling).toBe(true)
    await vi.advanceTimersByTimeAsync(5 * 60_000)
    expect(clients[0]?.usable).toBe(false)
    await connection.run(() => Promise.resolve())
    expect(clients).toHaveLength(2)
  })

  it('is given back after a minute when nobody watches the mailbox', async () => {
    await connection.runIn('INBOX', () => Promise.resolve())
    isWatched = false
    await vi.advanceTimersByTimeAsync(59_000)
    expect(clients[0]!.usable).toBe(true)
    expect(clients[0]!.idling).toBe(false)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(clients[0]!.usable).toBe(false)
  })

  it('is given back within a minute of the last who watched having left', async () => {
    await connection.runIn('INBOX', () => Promise.resolve())
    await vi.advanceTimersByTimeAsync(100_000)
    isWatched = false
    await vi.advanceTimersByTimeAsync(60_000)
    expect(clients[0]!.usable).toBe(false)
  })

  it('is over once closed, even if it was just being opened', async () => {
    const work = connection.run(() => Promise.resolve())
    connection.close()
    await expect(work).rejects.toMatchObject({ type: 'not-signed-in' })
    await expect(connection.run(() => Promise.resolve())).rejects.toMatchObject({ type: 'not-signed-in' })
    expect(clients.every(({ usable }) => !usable)).toBe(true)
  })
})

describe('Backing off', () => {
  it('waits longer after each failure, up to a limit, and never in step with others', () => {
    for (let failures = 1; failures < 40; failures += 1) {
      const waits = Array.from({ length: 20 }, () => backOffMs(failures, 5_000))
      expect(Math.max(...waits)).toBeLessThanOrEqual(5_000)
      expect(new Set(waits).size).toBeGreaterThan(1)
    }
    expect(Math.min(...Array.from({ length: 20 }, () => backOffMs(10, 5_000)))).toBeGreaterThanOrEqual(2_500)
  })
})
