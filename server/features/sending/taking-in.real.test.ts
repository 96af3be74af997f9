import { describe, expect, it } from 'vitest'
import type { SendResult } from '#contract/sending.ts'
import type { LiveSession } from '#server/sessions/live-sessions.ts'
import { Outbox } from '#server/storage/outbox.ts'
import { Sends } from '#server/storage/sends.ts'
import { openTestStorage } from '#server/testing/test-storage.ts'
import { acceptMessage } from './accept-message.ts'
import { sendThis } from './send-message.ts'
import { SendOnce } from './send-once.ts'
import { Life } from './testing/mortal.ts'
import { outboxOnPlatform } from './testing/outbox-on-platform.ts'

/** Longer than any lease. */
const leaseOverMs = 60_000

describe('A message, at whatever step the server that was asked to send it is killed', () => {
  const place = outboxOnPlatform()
  const { from, to, stateOf, arrived, kept, sealer } = place
  const letter = (key: string) => ({
    ...{ idempotencyKey: key.padEnd(20, '-'), from, to: [{ name: '', address: to }], cc: [], bcc: [] },
    ...{ subject: key, text: 'Hello', answering: null },
  })

  it('is in the outbox whole or not at all, is taken in once when it is asked for again, and goes once', async () => {
    const keys: string[] = []
    for (let step = 1; ; step += 1) {
      const key = `taken-in-at-${step}-`
      keys.push(key)
      const own = await openTestStorage(place.directory)
      const life = new Life(step)
      life.onDeath = () => own.close()
      const whole = place.feature()
      const mortal = {
        ...whole,
        outbox: life.lend(new Outbox(own.database, sealer)),
        keepUploads: life.lend({ keep: whole.keepUploads }).keep,
        hold: life.lend({ hold: whole.hold }).hold,
      }
      const session = { ...place.session(), mail: life.lend(place.mail()) } as LiveSession
      const waiting = { ...letter(key), undoSeconds: 0, composer: '{}' }
      const answered = await acceptMessage(mortal, session, waiting).catch(() => null)
      // What was answered is there; what was not may be, and then all of it is.
      const state = await stateOf(key)
      expect([key, answered === null && state === undefined ? 'not there' : state]).toEqual([
        key,
        state === undefined ? 'not there' : 'waiting',
      ])
      await acceptMessage(whole, place.session(), waiting)
      if (!life.isOver) {
        await own.close()
        break
      }
    }
    expect(keys.length).toBeGreaterThan(8)
    await place.process()
    await place.process()
    for (const key of keys) {
      expect([key, await stateOf(key)]).toEqual([key, 'sent'])
      await expect.poll(() => arrived(key), { timeout: 20_000 }).toBe(1)
      expect([key, await kept(key)]).toEqual([key, 1])
    }
  }, 240_000)

  it('without time to take it back: is never sent twice, and whoever asks again is told what is known', async () => {
    const told: SendResult[] = []
    for (let step = 1; ; step += 1) {
      const key = `at-once-${step}`
      const own = await openTestStorage(place.directory)
      const life = new Life(step)
      life.onDeath = () => own.close()
      const send = (mortal: Life, database: typeof own.database) =>
        new SendOnce(mortal.lend(new Sends(database, sealer, place.now))).run(
          place.user,
          letter(key).idempotencyKey,
          (lease) => {
            const services = { ...place.feature(), submission: mortal.lend(place.postfix) }
            return sendThis(services, place.session().signedIn, mortal.lend(place.mail()), letter(key), lease)
          },
        )
      await send(life, own.database).catch(() => null)
      if (!life.isOver) await own.close()
      place.pass(leaseOverMs)
      const next = await openTestStorage(place.directory)
      const result = await send(new Life(Infinity), next.database).finally(() => next.close())
      told.push(result)
      if (result.outcome === 'accepted') await expect.poll(() => arrived(key), { timeout: 20_000 }).toBe(1)
      else expect(await arrived(key)).toBeLessThanOrEqual(1)
      expect(await kept(key)).toBeLessThanOrEqual(1)
      if (!life.isOver) break
    }
    expect(told.length).toBeGreaterThan(10)
    const unsure = told.filter(({ outcome }) => outcome === 'outcome-unknown')
    // Only those that were killed between the first byte and the note of what the server said.
    expect(unsure.length).toBeGreaterThan(0)
    expect(unsure.length).toBeLessThan(told.length / 2)
  }, 240_000)
})
