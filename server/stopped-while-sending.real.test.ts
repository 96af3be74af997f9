import { describe, expect, it } from 'vitest'
import type { OutboxItem } from '#contract/outbox.ts'
import { outboxOnPlatform } from './features/sending/testing/outbox-on-platform.ts'
import { personOf } from './mail/testing/real-mail.ts'
import { freePort } from './testing/free-port.ts'
import { startServerProcess } from './testing/server-process.ts'
import { TestBrowser } from './testing/test-browser.ts'

const patienceMs = 20_000

describe('A server that is asked to stop while it hands a message over', () => {
  const place = outboxOnPlatform()

  it('waits for the answer, notes it, ends, and never sends that message again', async () => {
    let texts = 0
    let answer: () => void = () => undefined
    const slow = await place.startImpostor({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => {
          texts += 1
          answer = () => done()
        })
      },
    })
    const port = await freePort()
    const url = `http://localhost:${port}`
    const places = { directory: place.directory, port, submissionPort: slow.port }
    const start = () => startServerProcess(place.platform, places)
    let server = await start()
    try {
      const browser = new TestBrowser(url, url)
      const { password } = personOf(place.platform, place.user)
      await browser.ask('POST', '/api/session', { body: { name: place.user, password } })
      const body = {
        ...{ idempotencyKey: 'stopped-while-sending-1', from: place.from, cc: [], bcc: [], text: 'Hello' },
        ...{ to: [{ name: '', address: place.to }], subject: 'Stopped', answering: null },
        ...{ undoSeconds: 0, composer: '{}' },
      }
      expect((await browser.ask('POST', '/api/send', { body })).json).toMatchObject({ outcome: 'waiting' })
      await expect.poll(() => texts, { timeout: patienceMs }).toBe(1)
      server.child.kill('SIGTERM')
      const isRefused = () =>
        fetch(url).then(
          () => false,
          () => true,
        )
      await expect.poll(isRefused, { timeout: patienceMs }).toBe(true)
      expect(server.child.exitCode).toBeNull()
      answer()
      expect(await server.ended).toBe(0)
      server = await start()
      const states = async () => (await browser.ask<{ items: OutboxItem[] }>('GET', '/api/outbox')).json.items
      await expect
        .poll(states, { timeout: patienceMs })
        .toMatchObject([{ state: 'sent', sentCopyId: expect.any(String) as string }])
      expect([texts, await place.kept('Stopped')]).toEqual([1, 1])
    } finally {
      server.child.kill('SIGKILL')
      await server.ended
      await slow.stop()
    }
  })
})
