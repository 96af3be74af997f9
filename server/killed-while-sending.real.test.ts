import { describe, expect, it } from 'vitest'
import type { OutboxItem } from '#contract/outbox.ts'
import { outboxOnPlatform } from './features/sending/testing/outbox-on-platform.ts'
import { personOf } from './mail/testing/real-mail.ts'
import { freePort } from './testing/free-port.ts'
import { startServerProcess } from './testing/server-process.ts'
import { TestBrowser } from './testing/test-browser.ts'

/** Where a process can be killed, as the mail server sees it. */
const moments = ['connected', 'named', 'begun', 'taken', 'answered'] as const
type Moment = (typeof moments)[number]

describe('A server that is killed (SIGKILL) while it hands messages over', () => {
  const place = outboxOnPlatform()

  it('sends each of them once after it has come back, or says that it may be out, and never twice', async () => {
    let next: Moment | null = null
    let kill: () => void = () => undefined
    /** Which the process has begun to hand over, and which the one before had when it was killed; several are on their way at once. */
    const begun = new Set<string>()
    const interrupted = new Set<string>()
    const isNow = (moment: Moment) => {
      if (next !== moment) return
      next = null
      for (const name of begun) interrupted.add(name)
      kill()
    }
    const taken: string[] = []
    const impostor = await place.startImpostor({
      onConnect(_session, done) {
        isNow('connected')
        done()
      },
      onMailFrom(_address, _session, done) {
        isNow('named')
        done()
      },
      onData(stream, { envelope }, done) {
        const name = /\+(\w+)@/.exec(envelope.rcptTo[0]?.address ?? '')?.[1] ?? ''
        begun.add(name)
        isNow('begun')
        stream.resume()
        stream.on('end', () => {
          taken.push(name)
          isNow('taken')
          done()
          isNow('answered')
        })
      },
    })
    const port = await freePort()
    const url = `http://localhost:${port}`
    const places = { directory: place.directory, port, submissionPort: impostor.port }
    const start = () => startServerProcess(place.platform, places)
    let server = await start()
    try {
      const browser = new TestBrowser(url, url)
      const { password } = personOf(place.platform, place.user)
      await browser.ask('POST', '/api/session', { body: { name: place.user, password } })
      for (const moment of moments) {
        next = moment
        kill = () => server.child.kill('SIGKILL')
        const body = {
          ...{ idempotencyKey: `killed-while-sending-${moment}`, from: place.from, cc: [], bcc: [], text: 'Hello' },
          ...{ to: [{ name: '', address: place.to.replace('@', `+${moment}@`) }], subject: moment, answering: null },
          ...{ undoSeconds: 0, composer: '{}' },
        }
        // The answer may be lost with the process; the message is not.
        await browser.ask('POST', '/api/send', { body }).catch(() => undefined)
        expect(await server.ended, moment).toBeNull()
        begun.clear()
        server = await start()
      }
      const outbox = async () => (await browser.ask<{ items: OutboxItem[] }>('GET', '/api/outbox')).json.items
      const stateOf = async (moment: Moment) => (await outbox()).find(({ subject }) => subject === moment)?.state
      for (const moment of moments) {
        await expect
          .poll(() => stateOf(moment), { timeout: 60_000, message: moment })
          .toMatch(interrupted.has(moment) ? /^(?:sent|unknown)$/ : /^sent$/)
      }
      for (const moment of moments) {
        const [isSent, times] = [(await stateOf(moment)) === 'sent', taken.filter((name) => name === moment).length]
        expect(times, moment).toBeLessThanOrEqual(1)
        if (isSent) expect([times, await place.kept(moment)], moment).toEqual([1, 1])
      }
    } finally {
      server.child.kill('SIGKILL')
      await server.ended
      await impostor.stop()
    }
  }, 180_000)
})
